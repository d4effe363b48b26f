"""Who sends a sheet."""

from __future__ import annotations

from typing import Any

import pytest

from data_loaders.reading.header import read_top
from data_loaders.reading.sender import Sender
from tests.data_loaders.workbooks import sheet

HEAD = ["甲列", "乙列", "丙列"]


@pytest.mark.parametrize(
    ("rows", "name", "file", "unit"),
    [
        ([["填报单位：忠县应急管理局", None, None], HEAD], "", "a.csv", "忠县"),
        ([["填报单位：忠县", "填表人：甲", "日期：2024"], HEAD], "", "a.csv", "忠县"),
        ([["忠县安全培训隐患台账"], HEAD, ["涪陵区", 1, 2]], "", "a.csv", "忠县"),
        ([HEAD, ["涪陵", 1, 2], ["涪陵区", 3, 4]], "", "忠县.csv", "涪陵区"),
        ([HEAD, ["一校", 1, 2]], "石柱", "a.csv", "石柱土家族自治县"),
        ([HEAD, ["一校", 1, 2]], "", "城口县十月.csv", "城口县"),
        ([HEAD, ["涪陵区", 1, 2], ["忠县", 3, 4]], "", "a.csv", ""),
        ([HEAD, ["一校", 1, 2]], "", "a.csv", ""),
        ([["江北区、忠县台账"], HEAD], "", "a.csv", ""),
    ],
)
def test_the_sender_is_told_above_in_the_rows_or_by_a_name(
    rows: list[list[Any]], name: str, file: str, unit: str
) -> None:
    raw = sheet(rows, name=name, file=file)
    assert Sender.of(raw, read_top(raw).texts).unit == unit
