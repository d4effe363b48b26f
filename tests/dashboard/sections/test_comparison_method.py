from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from dashboard.metrics.clusters import PACE
from dashboard.metrics.filters import Filters
from dashboard.sections.comparison_measures import MEASURES
from dashboard.sections.comparison_method import MORE, RULE, method_sentences, power_sentences
from tests.dashboard.sections.districts.kept import compared_on


def method(engine: Engine, metric: str) -> str:
    return "".join(method_sentences(MEASURES[metric], compared_on(engine, metric)))


def power(engine: Engine, metric: str) -> str:
    return "".join(power_sentences(MEASURES[metric], compared_on(engine, metric)))


def test_the_page_states_its_own_power_from_the_data_at_hand(demo_engine: Engine) -> None:
    said = power(demo_engine, "findings_per_inspection")
    assert said.startswith(
        "检出能力：真实翻倍（1.63项/次到3.27项/次）时，被点到的机会，规模居中的单位（4家、23次检查）约"
    )
    assert re.search(
        r"最大的（6家、74次检查）约\d\d%；真实四倍（1.63项/次到6.53项/次）时分别为", said
    )
    assert re.search(r"要有八成把握看出翻倍，约需\d+家。可比的37个单位中有\d+个机构太少", said)


def test_where_nothing_can_be_seen_the_page_says_so(demo_engine: Engine) -> None:
    said = power(demo_engine, "eliminated_share")
    assert "本指标上可比的单位机构都太少，再大的差别也多半看不出来" in said
    assert "没有点到不等于没有差别" in said


def test_a_share_above_a_half_doubles_in_what_is_missing(demo_engine: Engine) -> None:
    said = power(demo_engine, "on_time_share")
    assert "真实按期整改率由67.0%降到34.1%（未达到的翻倍）时" in said


def test_the_rule_is_said_in_a_sentence_and_that_it_is_our_own(demo_engine: Engine) -> None:
    said = method(demo_engine, "findings_per_inspection")
    assert "把全市机构和考试点连同各自的记录随机分给各区县999次" in said
    assert "全部14项可比指标" in said
    assert "本看板自定的较严规则" in said
    assert "点在线外不等于明显" in said


def test_what_is_special_about_a_measure_is_said(demo_engine: Engine) -> None:
    assert "按工种标准化" in method(demo_engine, "theory_pass_rate")
    assert "未销号的按已历天数计入" in method(demo_engine, PACE)
    assert "工种" not in method(demo_engine, "on_time_share")


def test_a_signal_is_a_hint_to_look(demo_engine: Engine) -> None:
    assert "提示核查的线索，不是好坏的结论" in MORE
    assert RULE + MORE in method(demo_engine, "on_time_share")


def test_the_new_rules_of_examinations_are_said_where_they_cut(demo_engine: Engine) -> None:
    compared = compared_on(demo_engine, "theory_pass_rate")
    assert "新规则" not in "".join(method_sentences(MEASURES["theory_pass_rate"], compared))
    cut = replace(compared, filters=Filters(first=date(2026, 6, 1)))
    assert "只计新规则下的月份" in "".join(method_sentences(MEASURES["theory_pass_rate"], cut))


def test_without_data_nothing_is_said_of_power(circular_engine: Engine) -> None:
    assert power(circular_engine, "on_time_share") == ""
