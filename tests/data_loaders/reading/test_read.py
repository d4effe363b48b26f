"""Whatever a sheet holds, reading it neither fails nor drops a line, and can be done again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_loaders.files.sheet import CellRange
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.problems import Level
from data_loaders.reading.read import read_sheet
from data_loaders.reading.records import LineKind
from tests.data_loaders.workbooks import TODAY, good, read, sheet, table

ODD = (
    *("同上", "〃", "/", "无", "—", "#NAME?", "#N/A", "15万余", "约300", "1,200", "5.3万元", "-3"),
    *("合计", "小计", "注：", "填表人：甲", "2024年11月", "2024.1", "24.1.1", "9.15E+17", "１２"),
    *(
        "渝北",
        "重庆市",
        "示例",
        "个人",
        "张三",
        "是",
        "<b>粗</b>",
        "=1+1",
        "|",
        "\u200b",
        "\n",
        " ",
    ),
    *("机构名称", "区县", "日期", "罚款金额（元）", "结论", "复核合格", "0", "1e309", "9" * 400),
)
CELLS = (
    st.none()
    | st.sampled_from(ODD)
    | st.text(max_size=8)
    | st.integers(min_value=-(10**20), max_value=10**20)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
SPANS = st.builds(
    lambda row, column, tall, wide: CellRange(
        first_row=row, last_row=row + tall, first_column=column, last_column=column + wide
    ),
    st.integers(1, 8),
    st.integers(1, 6),
    st.integers(0, 4),
    st.integers(0, 3),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ledger=st.sampled_from(sorted(LEDGERS)),
    above=st.lists(st.lists(CELLS, max_size=5), max_size=3),
    below=st.lists(st.lists(CELLS, max_size=16), max_size=8),
    told=st.booleans(),
    merges=st.lists(SPANS, max_size=3),
)
def test_nothing_makes_reading_fail_or_drop_a_line(
    ledger: str, above: list[list[Any]], below: list[list[Any]], told: bool, merges: list[CellRange]
) -> None:
    rows = [*table([good(ledger)], *above), *below]
    found = read(sheet(rows, merges=merges), ledger=ledger if told else None)
    if not found.told.readable:
        assert found.lines == []
        assert found.problems or found.told.skipped
        return
    filled = [number for number, row in enumerate(rows, 1) if any(_filled(cell) for cell in row)]
    assert [line.row for line in found.lines if line.kind is not LineKind.END] == filled
    for line in found.lines:
        if line.kind is LineKind.RECORD:
            assert line.record is not None or line.problems
            refused = any(one.level is not Level.WARN for one in line.problems)
            assert not (line.record is not None and refused)
    assert all(one.message and one.rule for one in found.problems)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=10))
def test_sheets_of_anything_are_read_or_put_aside(rows: list[list[Any]]) -> None:
    found = read(sheet(rows))
    assert found.told.readable or found.problems or found.told.skipped


def test_a_sheet_can_be_read_again_with_the_same_outcome() -> None:
    rows = table([good("inspections"), good("inspections", 检查方式="明查"), good("inspections")])
    reading = read_sheet(sheet(rows), today=TODAY)
    assert list(reading.lines()) == list(reading.lines())


def test_the_day_it_is_read_is_an_argument() -> None:
    rows = table([good("inspections", 检查日期=date(2025, 3, 1))])
    assert read(sheet(rows), today=date(2025, 2, 28)).said[0][1] == "date-in-future"
    assert read(sheet(rows), today=date(2025, 3, 1)).said == []


def test_cells_of_every_type_can_be_told() -> None:
    odd = (True, 1.5, datetime(2024, 1, 2), date(2024, 1, 2), time(8), timedelta(hours=3))  # noqa: DTZ001
    for cell in odd:
        found = read(sheet(table([good("classes", 学员人数=cell)])))
        assert [one.position is not None for one in found.problems] == [True]


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""
