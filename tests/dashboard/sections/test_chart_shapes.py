"""What each shape makes of the same rows."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.sections.chart_shapes import (
    Bars,
    ChartShape,
    DrawnPart,
    DrawnRow,
    Look,
    MomentColumns,
    MonthColumns,
    MonthLines,
    StackedBars,
    StepBars,
)

COLOURS = {"合格": "#111111", "整改": "#EEEEEE"}
PLAIN = Look()
SHAPES: tuple[ChartShape, ...] = (
    Bars(),
    MomentColumns(title="月末"),
    MonthColumns(),
    MonthLines(),
    StackedBars(),
    StepBars(),
)


def _row(name: str, good: float | None, poor: float | None, look: Look = PLAIN) -> DrawnRow:
    parts = (("合格", good), ("整改", poor))
    return DrawnRow(
        name=name,
        look=look,
        parts=tuple(
            DrawnPart(part=part, value=value, text=f"{value}家", hollow=part in look.hollow)
            for part, value in parts
        ),
    )


def _marks(shape: ChartShape, *rows: DrawnRow) -> list[dict[str, Any]]:
    spec = shape.draw(rows, head="区县", axis="机构（家）", colours=COLOURS)
    return [one for one in spec["data"]["values"] if "room" not in one]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_every_part_is_drawn_with_its_value_and_text(shape: ChartShape) -> None:
    drawn = [one for one in _marks(shape, _row("甲", 3, 1)) if "part" in one]
    assert [(one["part"], one["value"], one["text"]) for one in drawn] == [
        ("合格", 3, "3家"),
        ("整改", 1, "1家"),
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_no_rows_are_no_marks(shape: ChartShape) -> None:
    assert _marks(shape) == []


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: type(shape).__name__)
def test_every_shape_has_an_office_kind_and_a_word(shape: ChartShape) -> None:
    assert shape.kind in ("stacked_bar", "stacked_column", "line")
    assert shape.words.endswith("图")


def test_the_text_at_the_end_stands_once() -> None:
    look = Look(end="共4家", loud=True)
    row = _row("甲", 3, 1, look)
    assert [one["end"] for one in _marks(Bars(), row)] == [None, "共4家"]
    assert [one["note"] for one in _marks(StepBars(), row)] == ["共4家", None]
    (note,) = [one for one in _marks(StackedBars(), row) if "note" in one]
    assert (note["end"], note["note"], note["loud"]) == (4, "共4家", True)


def test_a_step_of_nothing_still_has_its_line_of_text() -> None:
    row = _row("甲", 0, None, Look(end="尚无"))
    assert [one["note"] for one in _marks(StepBars(), row)] == ["尚无"]


def test_a_pale_row_is_drawn_so_and_says_why() -> None:
    row = _row("2024-11", 3, 1, Look(pale=True, remark="（当月未满）"))
    for shape, key in (
        (MonthColumns(), "faded"),
        (Bars(), "faded"),
        (StackedBars(), "dim"),
        (StepBars(), "faded"),
        (MomentColumns(title=""), "open"),
        (MonthLines(), "thin"),
    ):
        marks = _marks(shape, row)
        assert all(one[key] for one in marks)
        assert marks[0]["text"] == "3家（当月未满）"


def test_one_line_alone_can_be_thin() -> None:
    marks = _marks(MonthLines(), _row("2024-11", 3, 1, Look(hollow=frozenset({"整改"}))))
    assert [one["thin"] for one in marks] == [False, True]


def test_lines_are_drawn_one_after_the_other() -> None:
    marks = _marks(MonthLines(), _row("2024-11", 3, 1), _row("2024-12", None, 2))
    assert [(one["part"], one["month"]) for one in marks] == [
        ("合格", "2024-11"),
        ("合格", "2024-12"),
        ("整改", "2024-11"),
        ("整改", "2024-12"),
    ]
