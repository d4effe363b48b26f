from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import measure
from dashboard.sections.answer import Block, Card, Cards, Notice
from dashboard.sections.comparison_measures import everything
from dashboard.sections.findings_map.comparison import RATE_METRIC
from dashboard.sections.findings_map.panel import HERE, panel, place_notes
from dashboard.sections.view import View
from tests.views import view_on


def drawn(engine: Engine, view: View) -> tuple[Block, ...]:
    with Session(engine) as session:
        (here,) = measure(session, [view.ask(*HERE)])
        compared = everything(view).run(session)[RATE_METRIC]
    return panel(view, here, compared=compared, leading="findings_overdue")


def cards(blocks: tuple[Block, ...]) -> dict[str, Card]:
    return {card.title: card for one in blocks if isinstance(one, Cards) for card in one.cards}


def on(engine: Engine, district: str, **options: date) -> View:
    return view_on(engine, filters=Filters(district=district), **options)  # type: ignore[arg-type]


def test_shapingba_shows_the_ledger_and_the_circulars_own_figures(demo_engine: Engine) -> None:
    found = cards(drawn(demo_engine, on(demo_engine, "沙坪坝区")))
    shown = {one.label: one.text for one in found["沙坪坝区：通报所列数字"].figures}
    assert shown == {
        "专项执法检查": "9次",
        "检查发现问题隐患": "6个",
        "下达整改书": "2份",
        "整改完成率": "100.0%",
    }
    counts = {one.label: one.text for one in found["沙坪坝区"].figures}
    assert (counts["检查次数（有记录以来）"], counts["发现问题（有记录以来）"]) == ("9次", "6项")


def test_the_measure_on_the_map_leads_the_panel(demo_engine: Engine) -> None:
    first = cards(drawn(demo_engine, view_on(demo_engine)))["全市"].figures[0]
    assert first.figure.metric == "findings_overdue"


def test_a_share_of_two_orders_is_called_thin(demo_engine: Engine) -> None:
    card = cards(drawn(demo_engine, on(demo_engine, "沙坪坝区")))["沙坪坝区·整改"]
    assert "整改完成率（按整改书）（有记录以来）（样本不足）" in [one.label for one in card.figures]
    assert "按整改书样本不足（分母2）" in card.note


def test_the_circular_alone_shows_its_figures_as_published(circular_engine: Engine) -> None:
    found = cards(drawn(circular_engine, view_on(circular_engine)))
    figures = found["2024年11月“回头看”：通报所列数字"].figures
    assert [one.text for one in figures] == ["181项", "8个", "2个"]
    assert all(one.from_published for one in figures)


def test_a_district_without_ledger_or_mention_shows_no_figure(circular_engine: Engine) -> None:
    found = cards(drawn(circular_engine, on(circular_engine, "涪陵区")))
    assert list(found) == ["通报怎么说"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("江北区", "2025-11-06起，江北区全部划入两江新区"),
        ("渝北区", "划入北碚区"),
        ("北碚区", "渝北区部分划入北碚区"),
        ("双桥经开区", "双桥经开区位于大足区，单独填报"),
    ],
)
def test_what_became_of_a_unit_is_said(demo_engine: Engine, name: str, said: str) -> None:
    view = on(demo_engine, name)
    place = view.place
    assert place is not None
    assert said in "".join(place_notes(view, place))


def test_a_unit_that_nothing_happened_to_has_no_note(demo_engine: Engine) -> None:
    view = on(demo_engine, "万州区")
    place = view.place
    assert place is not None
    assert place_notes(view, place) == ()


def test_one_name_of_two_units_means_the_one_of_the_day(demo_engine: Engine) -> None:
    before, after = (
        on(demo_engine, "两江新区", as_of=day).place
        for day in (date(2024, 12, 31), date(2025, 12, 31))
    )
    assert before is not None
    assert after is not None
    assert (before.kind, after.kind) == ("zone", "district")


def test_without_a_district_a_hint_says_what_a_click_does(demo_engine: Engine) -> None:
    first = drawn(demo_engine, view_on(demo_engine))[0]
    assert isinstance(first, Notice)
    assert first.text.startswith("点击区县或开发区")


def test_figures_a_filter_does_not_reach_say_so(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(category="培训档案"))
    found = cards(drawn(demo_engine, view))
    assert "检查次数、回头看检查区县不受问题类别筛选影响" in found["全市"].note
    assert "整改完成率（按整改书）不受问题类别筛选影响" in found["全市·整改"].note
