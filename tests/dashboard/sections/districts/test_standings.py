from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.sections.answer import Answer, Chart, Row, Table
from dashboard.sections.comparison_measures import OPTIONS
from dashboard.sections.districts.standings import STANDINGS
from dashboard.sections.figure_cell import Link
from dashboard.sections.section import NoMemory, gather
from tests.dashboard.sections.districts.kept import answer_on, view_of
from tests.views import counted


def answered(engine: Engine, district: str, *, indicator: str = "") -> Answer:
    return answer_on(STANDINGS, engine, district=district, indicator=indicator)


def tables(answer: Answer) -> dict[str, Table]:
    flat = list(answer.blocks)
    for one in answer.blocks:
        if isinstance(one, Row):
            flat += [inner for _, column in one.columns for inner in column]
    return {one.key: one for one in flat if isinstance(one, Table)}


def test_one_district_is_asked_for_by_the_filter_alone(demo_engine: Engine) -> None:
    assert not STANDINGS.when(view_of(demo_engine))
    assert STANDINGS.when(view_of(demo_engine, district="渝北区"))


def test_the_title_says_whether_it_differs_at_all_and_in_what(demo_engine: Engine) -> None:
    title = answered(demo_engine, "巴南区").title
    assert title == (
        "巴南区：培训档案要件齐全率明显偏低；11项与全市其余单位无法区分（其中4项机构太少，看不出），"
        "2项样本不足或无记录"
    )
    assert "分不出明显差别" in answered(demo_engine, "沙坪坝区").title


def test_all_measures_stand_in_one_table_the_telling_ones_first(demo_engine: Engine) -> None:
    rows = tables(answered(demo_engine, "巴南区"))["standings"].rows
    assert len(rows) == len(OPTIONS)
    assert rows[0][1] == "明显偏低"
    assert {row[4] for row in rows} <= {"无显著变化", "不按月", "数据不足"}


def test_a_tested_trend_says_from_where_to_where(demo_engine: Engine) -> None:
    rows = tables(answered(demo_engine, "长寿区"))["standings"].rows
    [trend] = [row[4] for row in rows if isinstance(row[0], Link) and "次均" in row[0].label]
    assert str(trend).startswith("上升（0.17项/次→")


def test_every_figure_leads_to_its_rows_and_its_funnel(demo_engine: Engine) -> None:
    for row in tables(answered(demo_engine, "巴南区"))["standings"].rows:
        name, rows = row[0], row[-1]
        assert isinstance(name, Link)
        assert name.params["indicator"] == name.label
        if rows is not None:
            assert isinstance(rows, Link)
            assert (rows.page, rows.params["district"]) == ("data", "500113")


def test_positions_have_words_where_there_is_no_dot(demo_engine: Engine) -> None:
    answer = answered(demo_engine, "沙坪坝区")
    [chart] = [one for one in answer.blocks if isinstance(one, Chart)]
    dots = {one["row"]: one for one in chart.spec["data"]["values"] if "row" in one}
    assert dots["淘汰率"]["says"] == "样本不足"
    assert abs(dots["次均发现问题"]["value"]) < 1


def test_without_a_ledger_nothing_is_invented(circular_engine: Engine) -> None:
    assert answered(circular_engine, "渝北区").title == "渝北区：没有台账，没有可比的指标"


def test_one_districts_view_costs_four_statements(demo_engine: Engine) -> None:
    view = view_of(demo_engine, district="渝北区")
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        gather(session, (STANDINGS,), view, memory=NoMemory())
    assert len(statements) == 4
