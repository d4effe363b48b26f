"""Filters read back from an address: what cannot be read is named, what is absent is usual."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.errors import BadFilterError
from dashboard.metrics.filter_query import from_query, read_day
from dashboard.metrics.filters import Filters
from dashboard.metrics.periods import DEFAULT


def test_other_parts_parameters_are_left_alone() -> None:
    assert from_query({"measure": "未销号", "page": "3", "utm": "x"}) == Filters(period=DEFAULT)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"from": "yesterday"}, "from=yesterday"),
        ({"to": "2024-13-01"}, "to=2024-13-01"),
        ({"to": "31.12.2024"}, "2024-12-31"),
        ({"from": "2024-06-01", "to": "2024-05-31"}, "晚于"),
        ({"period": "今年"}, "近12个月"),
        ({"kind": "company"}, "企业"),
        ({"category": "设施"}, "培训档案"),
        ({"severity": "major"}, "较大"),
        ({"institution": "一"}, "institution=一"),
        ({"institution": "-1"}, "institution=-1"),
        ({"institution": "1 OR 1=1"}, "不是编号"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(query: dict[str, str], said: str) -> None:
    with pytest.raises(BadFilterError) as caught:
        from_query(query)
    assert said in caught.value.zh


def test_one_day_is_a_period() -> None:
    day = "2024-06-01"
    assert from_query({"from": day, "to": day}).first == date(2024, 6, 1)


def test_no_day_is_read_from_nothing() -> None:
    assert read_day("", name="asof") is None
    assert read_day("2024-02-29", name="asof") == date(2024, 2, 29)
