"""The six cards: their figures, what changed, what needs attention; each line leads somewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Date, Engine, bindparam, text

from dashboard.metrics.filters import Filters
from dashboard.navigation import PAGES
from dashboard.sections.answer import Answer, Card, Cards
from dashboard.sections.figure_cell import Link
from dashboard.sections.overview.headline import HEADLINE
from dashboard.sections.view import View
from tests.views import answer_of, view_on

TITLES = ["培训机构复核", "问题与整改", "执法", "宣传覆盖", "较12月1日的变化", "需要关注"]


@pytest.fixture
def view(demo_engine: Engine) -> View:
    return view_on(demo_engine)


@pytest.fixture
def answer(view: View, demo_engine: Engine) -> Answer:
    return answer_of(HEADLINE, view, engine=demo_engine)


def cards(answer: Answer) -> dict[str, Card]:
    (block,) = (block for block in answer.blocks if isinstance(block, Cards))
    return {card.title: card for card in block.cards}


def test_six_cards_in_reading_order(answer: Answer) -> None:
    assert list(cards(answer)) == TITLES


def test_the_three_states_are_the_circulars(answer: Answer) -> None:
    card = cards(answer)["培训机构复核"]
    assert [shown.text for shown in card.figures] == ["98家"]
    assert [(part.label, part.value) for part in card.bar] == [
        ("合格", 83),
        ("整改", 6),
        ("淘汰", 9),
    ]
    assert [shown.text for shown in card.behind] == ["83家", "6家", "9家"]


def test_the_title_is_the_finding(answer: Answer, demo_engine: Engine) -> None:
    overdue = _count(
        demo_engine,
        "SELECT count(*) FROM finding WHERE found_on <= :day AND due_on < :day "
        "AND (closed_on IS NULL OR closed_on > :day)",
    )
    assert answer.title == f"复核培训机构98家，合格83家；{overdue}项问题超期未整改"


def test_lookback_and_case_figures_agree_with_the_circular(answer: Answer) -> None:
    told = {shown.figure.metric: shown for shown in cards(answer)["执法"].figures}
    assert told["lookback_penalty_cny"].text == "5.3万元"
    assert told["lookback_police_cases"].text == "2起"
    assert told["lookback_penalty_cny"].published is not None


def test_a_part_of_the_city_stands_beside_no_total_of_it(
    answer: Answer, circular_engine: Engine
) -> None:
    card = cards(answer)["宣传覆盖"]
    assert [one.filters for one in card.figures] == [Filters()] * 2
    assert card.lines == ()
    alone = answer_of(HEADLINE, view_on(circular_engine), engine=circular_engine)
    assert cards(alone)["宣传覆盖"].lines == ("沙坪坝区：覆盖群众100万余人次（通报，未注明）",)


def test_before_the_circular_speaks_none_of_it_is_told(demo_engine: Engine) -> None:
    early = view_on(demo_engine, as_of=date(2022, 6, 30))
    answer = answer_of(HEADLINE, early, engine=demo_engine)
    shown = [one for card in cards(answer).values() for one in card.figures]
    assert not any(one.published or one.from_published for one in shown)
    assert cards(answer)["执法"].note == ""


def test_changes_are_differences_of_two_days(view: View, demo_engine: Engine) -> None:
    same = replace(view, earlier=view.as_of)
    card = cards(answer_of(HEADLINE, same, engine=demo_engine))["较12月31日的变化"]
    assert card.lines == ("没有变化",)
    november = replace(view, earlier=date(2024, 11, 1))
    lines = cards(answer_of(HEADLINE, november, engine=demo_engine))["较11月1日的变化"].lines
    found = _count(
        demo_engine,
        "SELECT count(*) FROM finding WHERE found_on <= :day AND found_on > '2024-11-01'",
    )
    assert f"发现问题 +{found}项" in lines


def test_what_needs_attention_leads_to_its_page(answer: Answer) -> None:
    lines = cards(answer)["需要关注"].lines
    assert lines
    assert all(isinstance(line, Link) for line in lines)
    assert {line.page for line in lines if isinstance(line, Link)} <= {page.path for page in PAGES}
    assert not any("0项" in line.label.split()[-1:] for line in lines if isinstance(line, Link))


def test_a_signal_is_no_verdict(answer: Answer) -> None:
    assert "不是违规结论" in cards(answer)["需要关注"].note


def test_a_district_sees_its_own(view: View, demo_engine: Engine) -> None:
    own = replace(view, filters=Filters(district="500106"))
    answer = answer_of(HEADLINE, own, engine=demo_engine)
    assert answer.title.startswith("复核培训机构3家")


def test_without_ledgers_the_circular_speaks(circular_engine: Engine) -> None:
    view = view_on(circular_engine)
    answer = answer_of(HEADLINE, view, engine=circular_engine)
    assert answer.title == "复核培训机构98家，合格83家；超期问题无台账"
    shown = cards(answer)["培训机构复核"].figures[0]
    assert shown.from_published
    assert cards(answer)["需要关注"].lines == ("尚无台账，无法判断",)


def _count(engine: Engine, statement: str) -> int:
    asked = text(statement).bindparams(bindparam("day", date(2024, 12, 31), type_=Date))
    with engine.connect() as connection:
        return int(connection.execute(asked).scalar() or 0)
