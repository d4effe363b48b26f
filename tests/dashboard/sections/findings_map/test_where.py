from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Map, Notice, Row
from dashboard.sections.findings_map.where import WHERE
from dashboard.sections.section import NoMemory, gather
from tests.views import answer_of, counted, view_on


def map_of(answer: Answer) -> Map:
    [row] = [one for one in answer.blocks if isinstance(one, Row)]
    [shown] = [one for _, blocks in row.columns for one in blocks if isinstance(one, Map)]
    return shown


def answered(engine: Engine, **options: object) -> Answer:
    return answer_of(WHERE, view_on(engine, **options), engine=engine)  # type: ignore[arg-type]


def test_choosing_a_district_does_not_filter_its_own_map(demo_engine: Engine) -> None:
    whole = map_of(answered(demo_engine))
    chosen = map_of(answered(demo_engine, filters=Filters(district="500112")))
    assert chosen.units == whole.units
    assert (whole.selected, chosen.selected) == ("", "500112")


@pytest.mark.parametrize("measure", ["发现问题", "未销号", "超期未整改", "检查次数"])
def test_counts_of_units_add_up_to_the_city_in_the_title(demo_engine: Engine, measure: str) -> None:
    answer = answered(demo_engine, params={"measure": measure})
    total = sum(one.value or 0 for one in map_of(answer).units)
    assert f"{total:.0f}" in answer.title


def test_a_rate_on_a_thin_base_gets_no_colour(demo_engine: Engine) -> None:
    shown = map_of(answered(demo_engine, params={"measure": "次均问题"}))
    thin = {one.name: one.value for one in shown.units if one.state == "thin"}
    assert "双桥经开区" in thin
    assert set(thin.values()) == {None}


def test_the_period_narrows_the_map(demo_engine: Engine) -> None:
    period = Filters(first=date(2024, 11, 1), last=date(2024, 11, 30))
    shown = map_of(answered(demo_engine, filters=period))
    unseen = [one for one in shown.units if one.state == "not_inspected"]
    assert 2 < len(unseen) < len(shown.units)


def test_the_circular_alone_opens_with_what_it_names(circular_engine: Engine) -> None:
    answer = answered(circular_engine)
    assert answer.title == "通报点名6个区县；2024年11月“回头看”检查了8个区县，全部名单原文未说明"
    assert map_of(answer).classes is not None


def test_a_count_without_ledger_is_not_invented(circular_engine: Engine) -> None:
    answer = answered(circular_engine, params={"measure": "发现问题"})
    assert answer.title == "发现问题：台账尚未导入，通报未说明各区县数量"
    assert {one.text for one in map_of(answer).units} == {"无台账"}
    assert not map_of(answer).table.rows


def test_an_unknown_measure_in_a_link_is_said(demo_engine: Engine) -> None:
    first = answered(demo_engine, params={"measure": "排行榜"}).blocks[0]
    assert isinstance(first, Notice)
    assert "排行榜" in first.text


def test_a_bare_store_gives_a_map_without_data(bare_engine: Engine) -> None:
    assert {one.state for one in map_of(answered(bare_engine)).units} == {"no_data"}


def test_map_panel_and_city_are_one_statement_and_the_groups_another(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500112"))
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        gather(session, (WHERE,), view, memory=NoMemory())
    assert len(statements) == 3
