from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from dashboard.metrics.comparison import PACE
from dashboard.metrics.filters import Filters
from dashboard.sections.districts.measures import MEASURES
from dashboard.sections.districts.method import RULE, method_sentences, power_sentences
from tests.dashboard.sections.districts.kept import compared_on


def method(engine: Engine, metric: str) -> str:
    return "".join(method_sentences(MEASURES[metric], compared_on(engine, metric)))


def power(engine: Engine, metric: str) -> str:
    return "".join(power_sentences(MEASURES[metric], compared_on(engine, metric)))


def test_the_page_states_its_own_power_from_the_data_at_hand(demo_engine: Engine) -> None:
    assert power(demo_engine, "eliminated_share") == (
        "检出能力：以中位数2家复核机构计，真实翻倍（9.2%到18.4%）有不到0.1%的机会被发现；以最多的8家计，为0.7%。"
        "要有八成把握，约需215家。"
    )


def test_a_share_above_a_half_doubles_in_what_is_missing(demo_engine: Engine) -> None:
    said = power(demo_engine, "on_time_share")
    assert "真实按期整改率由67.0%降到34.1%（未达到的翻倍）有77." in said


def test_where_units_differ_widely_no_size_would_do(demo_engine: Engine) -> None:
    assert "规模再大也难以据此分辨" in power(demo_engine, "findings_per_inspection")


def test_the_limits_used_are_said_and_why(demo_engine: Engine) -> None:
    assert "期望数不少于5的单位不足10个" in method(demo_engine, "eliminated_share")
    assert "没有超出偶然（离散系数φ＝0.62，按27个单位估计）" in method(demo_engine, "on_time_share")
    assert "已按加性随机效应放宽" in method(demo_engine, "findings_per_inspection")


def test_what_is_special_about_a_measure_is_said(demo_engine: Engine) -> None:
    assert "按工种标准化" in method(demo_engine, "theory_pass_rate")
    assert "未销号的按已历天数计入" in method(demo_engine, PACE)
    assert "工种" not in method(demo_engine, "on_time_share")


def test_a_signal_is_a_hint_to_look(demo_engine: Engine) -> None:
    assert "提示核查的线索，不是好坏的结论" in RULE
    assert RULE in method(demo_engine, "on_time_share")


def test_the_new_rules_of_examinations_are_said_where_they_cut(demo_engine: Engine) -> None:
    compared = compared_on(demo_engine, "theory_pass_rate")
    assert "新规则" not in "".join(method_sentences(MEASURES["theory_pass_rate"], compared))
    cut = replace(compared, filters=Filters(first=date(2026, 6, 1)))
    assert "只计新规则下的月份" in "".join(method_sentences(MEASURES["theory_pass_rate"], cut))


def test_without_data_nothing_is_said_of_power(circular_engine: Engine) -> None:
    assert power(circular_engine, "on_time_share") == ""
