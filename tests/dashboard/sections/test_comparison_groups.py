from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.analysis.grouping import Standing
from dashboard.sections.comparison_groups import (
    ABOVE,
    APART,
    BELOW,
    GROUPS,
    MARKS,
    SAME,
    TOO_FEW,
    Grouped,
    group_sentences,
    grouped,
    in_groups,
)
from dashboard.sections.district_values import NOT_INSPECTED, THIN
from tests.dashboard.sections.districts.kept import compared_on, view_of


def members(engine: Engine, metric: str) -> tuple[Grouped, ...]:
    return grouped(view_of(engine), compared_on(engine, metric))


def group_of(engine: Engine, metric: str) -> dict[str, str]:
    return {one.place.short_name: one.group for one in members(engine, metric)}


def test_every_reporting_unit_is_in_exactly_one_group(demo_engine: Engine) -> None:
    found = members(demo_engine, "findings_per_inspection")
    assert [one.place for one in found] == list(view_of(demo_engine).units())
    assert sum(len(those) for those in in_groups(found).values()) == len(found)


def test_inside_a_group_the_order_is_the_customary_one(demo_engine: Engine) -> None:
    for those in in_groups(members(demo_engine, "archive_complete_share")).values():
        positions = [one.place.position for one in those]
        assert positions == sorted(positions)


def test_of_the_planted_archives_the_district_with_four_institutions_stands_apart(
    demo_engine: Engine,
) -> None:
    found = group_of(demo_engine, "archive_complete_share")
    assert (found["巴南"], found["万州"]) == (BELOW, SAME)


def test_a_district_of_few_institutions_says_that_nothing_can_be_seen(demo_engine: Engine) -> None:
    found = {one.place.short_name: one for one in members(demo_engine, "archive_complete_share")}
    assert found["丰都"].said == f"{SAME}（{TOO_FEW}）"
    assert found["渝北"].said == SAME
    assert found["巴南"].said == BELOW


@pytest.mark.parametrize(
    ("metric", "name", "group"),
    [
        ("findings_per_inspection", "双桥", THIN),
        ("findings_per_inspection", "城口", NOT_INSPECTED),
        ("short_hours_share", "城口", "无培训班"),
        ("eliminated_share", "江北", THIN),
    ],
)
def test_thin_unseen_and_unreported_are_three_things(
    demo_engine: Engine, metric: str, name: str, group: str
) -> None:
    found = {one.place.short_name[:2]: one.group for one in members(demo_engine, metric)}
    assert found[name] == group


def test_sentences_put_those_apart_first_and_name_no_rank(demo_engine: Engine) -> None:
    said = group_sentences(members(demo_engine, "archive_complete_share"))
    assert said[0] == f"{BELOW}1个：巴南区"
    assert re.fullmatch(f"{SAME}39个，其中\\d+个机构太少，差到四倍也多半看不出", said[1])
    assert not any("第" in one or "名次" in one for one in said)


def test_a_long_list_of_thin_units_is_a_number(demo_engine: Engine) -> None:
    said = group_sentences(members(demo_engine, "eliminated_share"))
    assert f"{THIN}38个" in said


def test_colours_of_groups_say_neither_good_nor_bad() -> None:
    assert set(MARKS) == set(GROUPS)
    assert MARKS[ABOVE] != MARKS[BELOW]
    assert set(APART) == {ABOVE, BELOW}


def test_a_hint_is_said_before_that_there_is_too_little(demo_engine: Engine) -> None:
    found = {one.place.short_name: one for one in members(demo_engine, "archive_complete_share")}
    small = found["丰都"]
    assert small.position is not None
    hinted = replace(small, position=replace(small.position, hint=Standing.BELOW))
    assert hinted.said == f"{SAME}（95%提示偏低）"
    assert group_sentences([hinted]) == (
        "无法区分1个，其中1个机构太少，差到四倍也多半看不出，只达到95%提示的1个：丰都县（偏低）",
    )
