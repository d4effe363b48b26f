"""Answers cannot be built without what every surface needs."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from dashboard.sections.answer import Chart, Column, Map, Pages


@pytest.mark.parametrize("kind", [Chart, Map])
def test_a_drawing_needs_its_table_and_its_words(kind: type) -> None:
    needed = {one.name for one in fields(kind) if one.default is MISSING}
    assert {"table", "alt", "title", "key"} <= needed


def test_a_column_carries_its_unit_in_the_head() -> None:
    assert Column(label="发现问题", unit="findings").heading == "发现问题（项）"
    assert Column(label="机构").heading == "机构"


def test_an_unknown_unit_is_noticed() -> None:
    with pytest.raises(KeyError):
        _ = Column(label="苹果", unit="apples").heading


def test_there_is_always_one_page() -> None:
    assert Pages(name="page", total=0, size=20, current=1).count == 1
