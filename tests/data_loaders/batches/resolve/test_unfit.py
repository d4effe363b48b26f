"""The faults of a row are told in one round: those of its cells and of what it names."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import Engine

from data_loaders.batches import preview
from data_loaders.batches.uploads import Upload
from tests.data_loaders.corpus.base import BASE
from tests.data_loaders.corpus.broken import GOOD, TODAY, book
from tests.handed_in import put

BAD: Mapping[str, tuple[str, object, str]] = {
    "reviews": ("整改期限", "2024-02-31", "not-a-date"),
    "inspections": ("检查方式", "电话" * 30, "unknown-choice"),
    "findings": ("整改期限", "2024年12月", "not-a-date"),
    "cases": ("涉及人数", -1, "negative"),
    "publicity": ("份数", "3\n4", "two-numbers"),
    "classes": ("学员人数", "若干", "not-a-number"),
    "exam_months": ("理论首考人数", 7.5, "not-whole"),
    "institutions": ("理论座位数", "几十", "not-a-number"),
    "exam_sites": ("理论机位数", -3, "negative"),
}
"""By ledger, a cell that cannot be read and its rule."""
BODIES = {
    "reviews": "机构名称",
    "inspections": "被检单位",
    "findings": "被检单位",
    "classes": "机构名称",
    "exam_months": "考点或机构",
}


def found(engine: Engine, ledger: str, cells: Mapping[str, object]) -> list[tuple[str, str]]:
    """Rule and heading of what is said of a good row with other cells."""
    file = Upload(name="台账.xlsx", content=book({ledger: [GOOD[ledger] | dict(cells)]}))
    seen = preview(engine, [file], today=TODAY)
    return [(one.rule, one.column) for one in seen.problems]


@pytest.fixture
def based(ready: Engine) -> Engine:
    put(ready, [Upload(name="底账.xlsx", content=BASE)])
    return ready


@pytest.mark.parametrize("ledger", BAD)
def test_a_unit_that_is_none_is_told_beside_a_bad_cell(based: Engine, ledger: str) -> None:
    heading, cell, rule = BAD[ledger]
    alone = found(based, ledger, {"区县": "万洲区"})
    assert alone == [("district-not-valid", "区县")]
    both = found(based, ledger, {"区县": "万洲区", heading: cell})
    assert both == [(rule, heading), *alone]


@pytest.mark.parametrize("ledger", BODIES)
def test_a_body_that_is_none_is_told_beside_a_bad_cell(based: Engine, ledger: str) -> None:
    heading, cell, rule = BAD[ledger]
    for name in ("毫不相干职业学院", "甲安全培训学院"):
        alone = found(based, ledger, {BODIES[ledger]: name})
        assert len(alone) == 1
        both = found(based, ledger, {BODIES[ledger]: name, heading: cell})
        assert both == [(rule, heading), *alone]


def test_a_register_asks_of_a_like_name_beside_a_bad_cell(based: Engine) -> None:
    cells = {"机构名称": "甲安全培训学院", "理论座位数": "几十"}
    rules = [rule for rule, _ in found(based, "institutions", cells)]
    assert rules == ["not-a-number", "like-a-known-body"]


@pytest.mark.parametrize(
    ("ledger", "cells", "rules"),
    [
        (
            "findings",
            {"发现日期": "11月6日", "区县": "无此区"},
            ["not-a-date", "district-not-valid"],
        ),
        ("findings", {"单位类型": "门店", "被检单位": "某某职业学院"}, ["unclear-choice"]),
        ("cases", {"案由": "案" * 60, "当事人": "毫不相干机械公司"}, ["unknown-choice"]),
        (
            "cases",
            {"案由": "案" * 60, "当事人类型": "自然人"},
            ["unclear-choice", "unknown-choice"],
        ),
        ("institutions", {"注销日期": "2024-13", "区县": "江北区"}, ["not-a-date"]),
        ("publicity", {"日期": "九月", "区县": "渝北区"}, ["not-a-date"]),
    ],
)
def test_what_may_only_follow_from_a_bad_cell_is_not_told(
    based: Engine, ledger: str, cells: Mapping[str, object], rules: list[str]
) -> None:
    assert [rule for rule, _ in found(based, ledger, cells)] == rules
