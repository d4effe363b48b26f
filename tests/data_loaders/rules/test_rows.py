"""Rules over one row."""

from __future__ import annotations

from datetime import date

import pytest

from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.rules.rows import in_order, needs, within

FIRST = LedgerColumn(key="first", label="发现日期", kind=CellKind.DATE, help="")
LAST = LedgerColumn(key="last", label="完成日期", kind=CellKind.DATE, help="")
WHOLE = LedgerColumn(key="whole", label="人数", kind=CellKind.COUNT, help="")
ONE = LedgerColumn(key="one", label="合格人数", kind=CellKind.COUNT, help="")
TWO = LedgerColumn(key="two", label="未知人数", kind=CellKind.COUNT, help="")
STAGE = LedgerColumn(
    key="stage", label="阶段", kind=CellKind.CHOICE, choices={"结案": "closed"}, help=""
)


def test_days_in_order_may_fall_together_or_be_missing() -> None:
    rule = in_order(FIRST, LAST)
    assert rule.check({"first": date(2024, 1, 2), "last": date(2024, 1, 2)}) is None
    assert rule.check({"first": None, "last": date(2024, 1, 2)}) is None
    assert rule.check({}) is None
    fault = rule.check({"first": date(2024, 1, 2), "last": date(2024, 1, 1)})
    assert fault is not None
    assert fault.column == "last"
    assert "完成日期2024-01-01早于发现日期2024-01-02" in fault.message
    assert rule.reads == {"first", "last"}


@pytest.mark.parametrize(
    "values", [{"whole": 3, "one": 3}, {"whole": None, "one": 9}, {"one": 9}, {"whole": 0}]
)
def test_parts_within_or_unknown(values: dict[str, int | None]) -> None:
    assert within(WHOLE, ONE).check(dict(values)) is None


def test_parts_above_their_whole() -> None:
    fault = within(WHOLE, ONE, TWO).check({"whole": 1_000_000, "one": None, "two": 1_000_001})
    assert fault is not None
    assert fault.column == "two"
    assert "（1000001）大于人数（1000000）" in fault.message
    both = within(WHOLE, ONE, TWO).check({"whole": 3, "one": 2, "two": 2})
    assert both is not None
    assert "之和（2+2）" in both.message


def test_what_needs_something_else() -> None:
    rule = needs(STAGE, LAST, when="closed")
    assert rule.check({"stage": "open", "last": None}) is None
    assert rule.check({"stage": "closed", "last": date(2024, 1, 1)}) is None
    fault = rule.check({"stage": "closed", "last": None})
    assert fault is not None
    assert fault.column == "last"
    absent = rule.check({"stage": "closed"})
    assert absent is not None
    assert absent.column == "stage"
    assert "阶段为“结案”" in rule.words
    plain = needs(ONE, WHOLE)
    assert plain.check({"one": 0}) is not None
    assert plain.check({"one": None}) is None
