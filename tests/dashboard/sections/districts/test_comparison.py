from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Block, Chart, Choice, Notice, Row
from dashboard.sections.comparison_measures import OPTIONS
from dashboard.sections.districts.comparison import COMPARISON
from dashboard.sections.section import NoMemory, gather
from tests.dashboard.sections.districts.kept import answer_on, view_of
from tests.views import counted


def answered(engine: Engine, indicator: str = "", *, district: str = "") -> Answer:
    return answer_on(COMPARISON, engine, district=district, indicator=indicator)


def blocks(answer: Answer) -> list[Block]:
    flat: list[Block] = []
    for one in answer.blocks:
        if isinstance(one, Row):
            flat += [inner for _, column in one.columns for inner in column]
        else:
            flat.append(one)
    return flat


def charts(answer: Answer) -> list[Chart]:
    return [one for one in blocks(answer) if isinstance(one, Chart)]


def test_every_measure_has_a_funnel_dots_and_their_twins(demo_engine: Engine) -> None:
    for indicator in OPTIONS:
        answer = answered(demo_engine, indicator)
        funnel, dots = charts(answer)
        assert answer.title.startswith(indicator)
        assert len(funnel.table.rows) == len(dots.table.rows) == 43
        assert funnel.native is not None
        assert funnel.native.kind == "scatter"
        assert next(one.name for one in funnel.native.series if one.line) == "全市"


def test_the_title_counts_groups_and_never_ranks(demo_engine: Engine) -> None:
    title = answered(demo_engine, "培训档案要件齐全率").title
    assert title.startswith("培训档案要件齐全率：0个单位明显偏高，1个明显偏低，39个无法区分")


def test_where_nobody_stands_apart_the_title_says_so(demo_engine: Engine) -> None:
    assert "个单位之间分不出明显差别" in answered(demo_engine, "按期整改率").title


def test_two_days_are_too_few_to_compare_anybody(demo_engine: Engine) -> None:
    view = replace(view_of(demo_engine), filters=Filters(first=date(2024, 12, 30)))
    with Session(demo_engine) as session:
        (got,) = gather(session, (COMPARISON,), view, memory=NoMemory())
    answer = COMPARISON.answer(view, got)
    assert answer.title == "次均发现问题：所有单位都样本不足或没有记录，不作比较"
    assert len(charts(answer)) == 1


def test_the_controls_of_the_page_are_on_it(demo_engine: Engine) -> None:
    [choice] = [one for one in blocks(answered(demo_engine)) if isinstance(one, Choice)]
    assert (choice.name, choice.long, choice.options) == ("indicator", True, OPTIONS)


def test_an_unknown_measure_in_a_link_is_said(demo_engine: Engine) -> None:
    first = answered(demo_engine, "<b>排行榜</b>").blocks[0]
    assert isinstance(first, Notice)
    assert "<b>排行榜</b>" in first.text


def test_the_circular_alone_compares_nobody(circular_engine: Engine) -> None:
    answer = answered(circular_engine)
    assert answer.title == "台账尚未导入或期间内没有记录，没有可比的指标"
    assert "原文未说明" in answer.blocks[0].text  # type: ignore[union-attr]


def test_the_comparison_costs_two_statements(demo_engine: Engine) -> None:
    view = view_of(demo_engine, district="渝北区")
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        gather(session, (COMPARISON,), view, memory=NoMemory())
    assert len(statements) == 2
