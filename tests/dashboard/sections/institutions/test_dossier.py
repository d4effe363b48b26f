from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import (
    Answer,
    Block,
    Card,
    Cards,
    Facts,
    Links,
    Notice,
    Row,
    Timeline,
)
from dashboard.sections.institutions.dossier import DOSSIER
from dashboard.store.models.institutions import REVIEW_OUTCOMES
from tests.views import answer_of, counted, view_on

POLICE = "SELECT institution_id FROM enforcement_case WHERE referred_on IS NOT NULL"
INNOCENT = (
    "SELECT id FROM institution WHERE NOT EXISTS"
    " (SELECT 1 FROM enforcement_case c WHERE c.institution_id = institution.id) ORDER BY id"
)
STATE = "SELECT outcome FROM review_decision WHERE institution_id = 1 ORDER BY decided_on DESC"


def first(engine: Engine, statement: str) -> str:
    """The first value that is not null, as the URL would carry it."""
    with engine.connect() as connection:
        found = connection.execute(text(statement)).scalars()
        return next(str(one) for one in found if one is not None)


def dossier(engine: Engine, institution: str, *, case_role: bool = False, **params: str) -> Answer:
    asked = {"institution": institution, **params}
    return answer_of(DOSSIER, view_on(engine, params=asked, case_role=case_role), engine=engine)


def blocks(answer: Answer) -> Iterator[Block]:
    for block in answer.blocks:
        yield block
        if isinstance(block, Row):
            yield from (inner for _, inside in block.columns for inner in inside)


def cards(answer: Answer) -> dict[str, Card]:
    (row,) = (block for block in answer.blocks if isinstance(block, Cards))
    return {card.title: card for card in row.cards}


def events(answer: Answer) -> Timeline:
    return next(block for block in blocks(answer) if isinstance(block, Timeline))


def test_the_title_names_the_institution_and_its_state(demo_engine: Engine) -> None:
    word = REVIEW_OUTCOMES[first(demo_engine, STATE)]
    title = dossier(demo_engine, "1").title
    assert title.startswith("示例万州第一安全培训学校：")
    assert word in title


def test_the_head_holds_the_register_entry(demo_engine: Engine) -> None:
    facts = next(block for block in blocks(dossier(demo_engine, "1")) if isinstance(block, Facts))
    assert dict(facts.items) | {
        "统一社会信用代码": "52509999000000001L",
        "区县（开发区）": "万州区",
        "类型": "民办非企业",
        "理论座位（个）": 210,
        "登记状态": "在册",
        "复核状态": REVIEW_OUTCOMES[first(demo_engine, STATE)],
    } == dict(facts.items)


def test_figures_are_the_institutions_own_and_say_so(demo_engine: Engine) -> None:
    card = cards(dossier(demo_engine, "1"))["检查与问题"]
    statement = text("SELECT COUNT(*) FROM inspection WHERE institution_id = 1")
    with demo_engine.connect() as connection:
        assert card.figures[0].value == connection.scalar(statement)
    assert card.figures[0].filters == Filters(institution=1)
    assert card.figures[0].published is None


def test_no_penalty_is_missing_and_not_zero(demo_engine: Engine) -> None:
    institution = first(demo_engine, INNOCENT)
    assert cards(dossier(demo_engine, institution))["行政处罚"].figures[0].text == "未填报"


def test_the_way_back_keeps_the_place_in_the_list(demo_engine: Engine) -> None:
    answer = dossier(demo_engine, "1", state="合格", page="2")
    back, pressed = next(block for block in answer.blocks if isinstance(block, Links)).items
    assert (back.page, back.params) == (
        "institutions",
        {"period": "全部", "state": "合格", "page": "2"},
    )
    assert pressed.page == "rectification"
    places = view_on(demo_engine).reference.places
    assert places.by_code(pressed.params["district"]).name in pressed.label


def test_the_time_line_shows_every_kind_and_can_be_narrowed(demo_engine: Engine) -> None:
    kinds = {event.kind for event in events(dossier(demo_engine, "1")).events}
    assert {"成立", "复核结论", "检查", "发现问题", "整改", "下达整改书", "培训"} <= kinds
    narrow = events(dossier(demo_engine, "1", events="复核")).events
    assert {event.kind for event in narrow} == {"复核结论"}


def test_a_case_at_the_police_is_shown_to_the_case_role_as_a_suspicion(
    demo_engine: Engine,
) -> None:
    institution = first(demo_engine, POLICE)
    hidden = events(dossier(demo_engine, institution, events="执法")).events
    shown = events(dossier(demo_engine, institution, events="执法", case_role=True)).events
    police = [event for event in shown if event.kind == "移送公安"]
    assert police
    assert all("涉嫌" in event.text for event in police)
    assert not {event.kind for event in hidden} & {"移送公安", "公安立案"}


@pytest.mark.parametrize("wanted", ["99999", "abc", "-1", "²", "9" * 30, "<b>"])
def test_an_unknown_institution_is_said_so_with_a_way_back(
    demo_engine: Engine, wanted: str
) -> None:
    answer = dossier(demo_engine, wanted)
    assert answer.title == "没有这家机构"
    assert [type(block) for block in answer.blocks] == [Notice, Links]


def test_a_dossier_costs_three_statements(demo_engine: Engine) -> None:
    view = view_on(demo_engine, params={"institution": "1"})
    with counted(demo_engine) as statements:
        answer_of(DOSSIER, view, engine=demo_engine)
    assert len(statements) == 3
