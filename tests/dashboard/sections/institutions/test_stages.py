from datetime import date

from sqlalchemy import Engine, text

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Cards, Chart, Notice
from dashboard.sections.institutions.stages import STAGES
from tests.views import answer_of, view_on


def chart_of(answer: Answer) -> Chart:
    return next(block for block in answer.blocks if isinstance(block, Chart))


def test_each_stage_is_split_into_its_outcomes(demo_engine: Engine) -> None:
    statement = text("SELECT outcome, COUNT(*) FROM review_decision WHERE stage = :s GROUP BY 1")
    table = chart_of(answer_of(STAGES, view_on(demo_engine), engine=demo_engine)).table
    for row, stage in zip(table.rows, ("self", "district", "municipal"), strict=True):
        with demo_engine.connect() as connection:
            counts = {one[0]: one[1] for one in connection.execute(statement, {"s": stage})}
        done = sum(counts.values())
        outcomes = [counts.get(name, 0) for name in ("qualified", "rectifying", "eliminated")]
        assert list(row[1:]) == [done, done / 98, *outcomes, 98 - done]


def test_the_denominator_of_coverage_is_said(demo_engine: Engine) -> None:
    answer = answer_of(STAGES, view_on(demo_engine), engine=demo_engine)
    assert chart_of(answer).table.note == "覆盖率分母：纳入复核的98家"
    assert any("分母" in source for source in answer.sources)


def test_the_title_says_how_far_each_stage_is(demo_engine: Engine) -> None:
    view = view_on(demo_engine, as_of=date(2024, 4, 30))
    title = answer_of(STAGES, view, engine=demo_engine).title
    assert title == (
        "三个阶段覆盖：自查自纠98家（100.0%），区县检查0家（0.0%），市级督查0家（0.0%）"
    )


def test_a_district_without_institutions_has_an_empty_chart(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500229"))
    assert chart_of(answer_of(STAGES, view, engine=demo_engine)).table.rows == []


def test_without_a_ledger_the_circulars_figures_stand_and_its_gaps_are_named(
    circular_engine: Engine,
) -> None:
    answer = answer_of(STAGES, view_on(circular_engine), engine=circular_engine)
    cards, notice = answer.blocks
    assert isinstance(cards, Cards)
    assert isinstance(notice, Notice)
    states = cards.cards[0]
    assert [(shown.text, shown.from_published) for shown in (*states.figures, *states.behind)] == [
        ("98家", True),
        ("83家", True),
        ("6家", True),
        ("9家", True),
    ]
    assert "原文未说明" in notice.text
    assert "淘汰的9家是哪些机构" in notice.text
    assert "正在整改的6家是哪些机构" in notice.text
