"""What is frozen stays: loads change nothing in it, and what it says can be proved by its hash."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.briefings import freeze as freezing
from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.briefings.compute import SharedAnswers, facts_of
from dashboard.briefings.freeze import PREVIEW, computed, freeze, read_snapshot
from dashboard.briefings.keeping import create
from dashboard.briefings.snapshot import from_json, sealed, to_json
from dashboard.briefings.templates import TEMPLATES, Template
from dashboard.errors import BriefingError
from dashboard.metrics.worklist import WITHHELD
from dashboard.sections.answer import Notice
from dashboard.sections.section import SupersededError
from dashboard.store.briefing_acts import archive_briefing
from dashboard.store.briefings import list_briefings, read_content
from dashboard.store.engine import reading
from dashboard.store.models.inspections import Finding
from dashboard.store.state import loading, read_state
from tests.conftest import load_circular_alone
from tests.ledger import Ledger
from tests.stores import Stores
from tests.views import counted


@pytest.fixture
def own_store(stores: Stores) -> Iterator[Engine]:
    """A store with the circular to load into while it is read."""
    with stores.fresh("sqlite") as engine:
        load_circular_alone(engine)
        yield engine


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.key)
def test_every_template_can_be_frozen_over_a_circular_without_ledgers(
    circular_engine: Engine, one: Template
) -> None:
    snapshot = computed(circular_engine, one.briefing())
    assert len(snapshot.sections) == len(one.items)
    assert snapshot.number == PREVIEW
    assert not snapshot.is_demo


def test_every_section_of_the_catalogue_freezes_and_comes_back_exact(own_demo: Engine) -> None:
    items = [
        Item.of(key, query=query)
        for key, entry in CATALOGUE.items()
        for query in ("", "district=万州区")[
            : 1 + (entry.page.path in ("rectification", "districts"))
        ]
    ]
    snapshot = computed(own_demo, Briefing(title="全部板块", items=tuple(items)))
    again = from_json(to_json(snapshot))
    assert again == snapshot
    assert sealed(again).sha256 == snapshot.sha256
    said = to_json(snapshot)
    assert not [words for words in ("点击", "点开", "下载") if words in said]
    with reading(own_demo) as session:
        told = session.execute(select(Finding.category, Finding.description)).all()
    withheld = {one.description for one in told if one.category == "violation"}
    open_to_all = {one.description for one in told if one.category != "violation"}
    secret = {words for words in withheld - open_to_all if words}
    assert secret
    assert WITHHELD in said
    assert not {words for words in secret if words in said}


def test_a_section_that_is_not_asked_says_what_it_needs(circular_engine: Engine) -> None:
    items = (Item.of("districts/districts-standings"), Item.of("rectification/rectification-board"))
    one, other = computed(circular_engine, Briefing(title="空", items=items)).sections
    (told,) = one.answer.blocks
    assert told == Notice(
        text="“这个区县与全市有没有差别，差在哪里？”在筛选中选定一个区县后才有内容。"
    )
    (told,) = other.answer.blocks
    assert told == Notice(text="“卡在哪一步？”导入问题台账后才有内容。")


def test_a_frozen_version_is_read_as_it_was_after_any_load(own_demo: Engine) -> None:
    key = create(own_demo, TEMPLATES[0].briefing(), by="综合处")
    frozen = freeze(own_demo, key, by=" 综合处 ")
    again = freeze(own_demo, key, by="别的处")
    text = read_content(own_demo, frozen.number)
    assert (frozen.number, again.number) == (
        f"JB-20241231-{key:03d}-v1", f"JB-20241231-{key:03d}-v2"
    )  # fmt: skip
    assert (frozen.frozen_by, frozen.dataset) == ("综合处", "demo")
    assert again.sha256 == frozen.sha256, "nothing has changed, so it says the same"
    with loading(own_demo, dataset="demo") as session:
        Ledger(session).add("finding", institution_id=1, district_id=1)
    assert read_content(own_demo, frozen.number) == text
    assert read_snapshot(own_demo, frozen.number) == frozen
    newer = freeze(own_demo, key, by="综合处")
    assert newer.sha256 != frozen.sha256
    assert newer.revision == frozen.revision + 1


def test_a_snapshot_never_holds_what_the_case_role_alone_may_see(demo: Engine) -> None:
    text = to_json(computed(demo, TEMPLATES[2].briefing()))
    assert "涉嫌" in text
    for name in ("华光计算机职业学校", "匠成职业技能培训学校"):
        assert name not in text


def test_freezing_is_told_section_by_section(demo: Engine) -> None:
    told: list[tuple[int, int, str]] = []
    computed(demo, TEMPLATES[0].briefing(), progress=lambda *step: told.append(step))
    assert [(done, of) for done, of, _ in told] == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert told[0][2] == "总览：全市现在是什么情况？"


def test_a_load_in_between_makes_it_compute_anew(
    own_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads = iter([True, False])

    def interrupted(*args: object, **kwargs: object) -> object:
        if next(loads):
            with loading(own_store, dataset="production"):
                pass
        return compute(*args, **kwargs)  # type: ignore[arg-type]

    compute = freezing.compute
    monkeypatch.setattr(freezing, "compute", interrupted)
    snapshot = computed(own_store, Briefing(title="x", items=(Item.of("overview/headline"),)))
    assert snapshot.revision == read_state(own_store).revision == 2


def test_a_store_that_never_rests_is_said(
    own_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_args: object, **_kwargs: object) -> tuple[()]:
        with loading(own_store, dataset="production"):
            return ()

    monkeypatch.setattr(freezing, "compute", interrupted)
    with pytest.raises(BriefingError, match="正在导入数据"):
        computed(own_store, Briefing(title="x", items=(Item.of("overview/headline"),)))


def test_an_empty_or_archived_briefing_is_not_frozen(keeping_engine: Engine) -> None:
    hidden = Briefing(title="x", items=(Item.of("overview/headline", hidden=True),))
    key = create(keeping_engine, hidden, by="综合处")
    with pytest.raises(BriefingError, match="没有可显示的板块"):
        freeze(keeping_engine, key, by="综合处")
    archive_briefing(keeping_engine, key, by="综合处")
    with pytest.raises(BriefingError, match="先恢复再冻结"):
        freeze(keeping_engine, key, by="综合处")
    listed = {one.id: one for one in list_briefings(keeping_engine)}
    assert listed[key].versions == ()


class Remembering(SharedAnswers):
    """What somebody else has been told of the same state, if it still is the store's."""

    def __init__(self, *, is_gone: bool) -> None:
        super().__init__()
        self._is_gone = is_gone

    def confirm(self, session: Session) -> None:
        if self._is_gone:
            raise SupersededError


def test_what_is_kept_of_the_state_is_not_computed_again(demo: Engine) -> None:
    memory, briefing = Remembering(is_gone=False), TEMPLATES[0].briefing()
    found = computed(demo, briefing, recall=lambda _: memory)
    with counted(demo) as asked:
        again = computed(demo, briefing, recall=lambda _: memory)
    with counted(demo) as facts, reading(demo) as session:
        facts_of(session, read_state(demo))
    assert again.sections == found.sections
    assert set(asked.texts) == set(facts.texts)


def test_what_is_kept_of_a_state_that_is_gone_is_not_taken(demo: Engine) -> None:
    gone = iter([True, False])
    briefing = Briefing(title="x", items=(Item.of("overview/headline"),))
    found = computed(demo, briefing, recall=lambda _: Remembering(is_gone=next(gone)))
    assert found.sections == computed(demo, briefing).sections
    with pytest.raises(BriefingError, match="正在导入数据"):
        computed(demo, briefing, recall=lambda _: Remembering(is_gone=True))
