"""Properties: the order of columns and rows does not matter, and every bad row is explained."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_loaders.ledgers.registry import LEDGERS
from data_loaders.problems import Level
from tests.data_loaders.workbooks import good, read, sheet, table

BAD: dict[str, tuple[tuple[str, Any, str], ...]] = {
    "institutions": (
        ("统一社会信用代码", 9.15e17, "code-damaged"),
        ("理论座位数", "几十", "not-a-number"),
        ("区县", "/", "missing"),
    ),
    "inspections": (
        ("检查日期", "2024年11月", "not-a-date"),
        ("检查日期", "2030-01-01", "date-in-future"),
        ("检查方式", "电话" * 21, "unknown-choice"),
    ),
    "findings": (
        ("问题类别", "档案", "unclear-choice"),
        ("整改期限", "2024-01-01", "date-order"),
        ("问题描述", "#NAME?", "formula-error"),
    ),
    "publicity": (
        ("份数", "约300", "vague-number"),
        ("覆盖人次", -1, "negative"),
        ("名称", "名" * 200, "too-long"),
    ),
    "exam_months": (
        ("理论首考合格人数", 100, "part-above-total"),
        ("月份", "11月", "not-a-month"),
        ("理论首考人数", 10.5, "not-whole"),
    ),
}
"""Cells that spoil a good row, and the rule that must say so."""

NAMED = {
    "institutions": "机构名称",
    "inspections": "检查编号",
    "findings": "问题编号",
    "publicity": "备注",
    "exam_months": "工种",
}
"""A column that tells the rows apart."""


@st.composite
def mixtures(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]], list[str]]:
    """A ledger, its rows, and for each the rule it breaks or nothing."""
    ledger = draw(st.sampled_from(sorted(BAD)))
    spoilt = draw(st.lists(st.none() | st.sampled_from(BAD[ledger]), min_size=1, max_size=12))
    rows, rules = [], []
    for number, bad in enumerate(spoilt):
        row = good(ledger, **{NAMED[ledger]: f"第{number}个"})
        if ledger == "institutions":
            row["统一社会信用代码"] = None
        if ledger == "publicity":
            row["名称"] = f"活动{number}"
        rows.append(row if bad is None else {**row, bad[0]: bad[1]})
        rules.append("" if bad is None else bad[2])
    return ledger, rows, rules


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mixtures())
def test_exactly_the_good_rows_are_read_and_each_bad_one_is_explained_once(
    mixture: tuple[str, list[dict[str, Any]], list[str]],
) -> None:
    ledger, rows, rules = mixture
    found = read(sheet(table(rows)), ledger=ledger)
    kept = [line.row for line in found.lines if line.record is not None]
    assert kept == [row for row, rule in enumerate(rules, 2) if not rule]
    assert [(one.row, one.rule) for one in found.problems] == [
        (row, rule) for row, rule in enumerate(rules, 2) if rule
    ]
    for one in found.problems:
        assert one.level is not Level.WARN
        assert one.message
        assert one.position is not None
        assert (one.question is None) == (one.level is Level.REFUSE)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mixtures(), st.randoms(use_true_random=False))
def test_the_order_of_columns_and_rows_does_not_matter(
    mixture: tuple[str, list[dict[str, Any]], list[str]], order: Any
) -> None:
    ledger, rows, _ = mixture
    headings, *body = table(rows)
    places = list(range(len(headings)))
    order.shuffle(places)
    order.shuffle(body)
    shuffled = [[line[place] for place in places] for line in (headings, *body)]
    expected = read(sheet(table(rows)), ledger=ledger)
    found = read(sheet(shuffled), ledger=ledger)
    assert _as_set(found.values) == _as_set(expected.values)
    assert sorted(one.rule for one in found.problems) == sorted(
        one.rule for one in expected.problems
    )


def test_every_bad_cell_is_of_a_declared_ledger() -> None:
    for ledger, cells in BAD.items():
        labels = {one.label for one in LEDGERS[ledger].columns}
        assert {label for label, _, _ in cells} <= labels


def _as_set(values: list[dict[str, Any]]) -> set[tuple[tuple[str, Any], ...]]:
    return {tuple(sorted(one.items(), key=lambda item: item[0])) for one in values}
