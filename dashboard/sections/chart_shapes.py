"""The shapes of a chart that is drawn from its table: what each makes of the table's rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dashboard.charts.bar import bars, columns
from dashboard.charts.chain import chain
from dashboard.charts.history import history
from dashboard.charts.monthly import monthly
from dashboard.charts.office_chart import Kind
from dashboard.charts.spec import Spec
from dashboard.charts.stacked import stacked


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a row is drawn, beyond what its cells say.

    `pick` is what a click gives; a `pale` row is unfinished, thin or not the chosen one; `remark`
    follows the text of each part; `end` is written after or below the bar, in the colour of what
    is overdue where `loud`.
    """

    name: str = ""
    """What it is called on the axis; empty: its first cell."""
    pick: str | None = None
    pale: bool = False
    remark: str = ""
    end: str | None = None
    loud: bool = False
    hollow: frozenset[str] = frozenset()
    """Parts with too little behind them, by the label of their column."""


@dataclass(frozen=True, kw_only=True)
class DrawnPart:
    """One part of a row: its value in the unit of the axis, and as it is read."""

    part: str
    hollow: bool
    value: float | None
    text: str


@dataclass(frozen=True, kw_only=True)
class DrawnRow:
    """A row with its parts in the order of the stack."""

    name: str
    look: Look
    parts: tuple[DrawnPart, ...]

    @property
    def total(self) -> float:
        """All parts together."""
        return sum(one.value or 0 for one in self.parts)

    @property
    def marks(self) -> Iterator[dict[str, Any]]:
        """Its parts as dictionaries."""
        for one in self.parts:
            yield {"part": one.part, "value": one.value, "text": one.text + self.look.remark}


class ChartShape(Protocol):
    """A shape: its kind in an office program, what it is called, and its drawing."""

    @property
    def kind(self) -> Kind:
        """How an office program draws it."""

    @property
    def words(self) -> str:
        """What it is called in a text that stands for the picture."""

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """The rows as a Vega-Lite specification; `head` is what a row is."""


@dataclass(frozen=True, kw_only=True)
class MonthColumns:
    """Columns over months, each in parts."""

    height: int = 220
    kind: Kind = "stacked_column"
    words: str = "柱形图"

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """As `bar.columns`; a part of nothing is not drawn."""
        marks = [
            {"month": row.name, **mark, "faded": row.look.pale}
            for row in rows
            for mark in row.marks
            if mark["value"]
        ]
        order = [row.name for row in rows]
        return columns(marks, axis=axis, colours=colours, order=order, height=self.height)


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars that lie, in parts, each with a text at its end."""

    row_px: int = 20
    kind: Kind = "stacked_bar"
    words: str = "条形图"

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """As `bar.bars`."""
        return bars(
            [mark for row in rows for mark in self._marks(row)],
            axis=axis,
            row_title=head,
            colours=colours,
            order=[row.name for row in rows],
            row_px=self.row_px,
        )

    def _marks(self, row: DrawnRow) -> list[dict[str, Any]]:
        look = row.look
        marks = [
            {
                "row": row.name,
                "pick": look.pick,
                **mark,
                "total": row.total,
                "end": None,
                "faded": look.pale,
            }
            for mark in row.marks
        ]
        marks[-1]["end"] = look.end
        return marks


@dataclass(frozen=True, kw_only=True)
class StackedBars:
    """Parts of a whole that lie, each with its count inside, and a text after them."""

    row_px: int = 20
    zeros: bool = False
    """Whether a part of nothing is there to be pointed at."""
    clickable: bool = True
    kind: Kind = "stacked_bar"
    words: str = "堆积条形图"

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """As `stacked.stacked`."""
        return stacked(
            [mark for row in rows for mark in self._marks(row)],
            axis=axis,
            colours=colours,
            order=tuple(row.name for row in rows),
            row_px=self.row_px,
            head=head,
            clickable=self.clickable,
        )

    def _marks(self, row: DrawnRow) -> Iterator[dict[str, Any]]:
        look = row.look
        named = {"row": row.name, "pick": look.pick}
        for mark in row.marks:
            if mark["value"] or self.zeros:
                yield {**named, **mark, "dim": look.pale}
        if look.end:
            yield {**named, "end": row.total, "note": look.end, "loud": look.loud}


@dataclass(frozen=True, kw_only=True)
class StepBars:
    """StepBars from top to bottom, each a bar in parts over a line of text."""

    counted: str = "件数"
    kind: Kind = "stacked_bar"
    words: str = "条形图"

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """As `chain.chain`."""
        marks = [mark for row in rows for mark in self._marks(row)]
        return chain(marks, axis=axis, colours=colours, counted=self.counted)

    def _marks(self, row: DrawnRow) -> Iterator[dict[str, Any]]:
        """The first part drawn carries the line of text, a part of nothing if need be."""
        note = row.look.end
        for mark in row.marks:
            if mark["value"] is not None and (mark["value"] or note):
                named = {"step": row.name, "pick": row.look.pick}
                yield {**named, **mark, "note": note, "faded": row.look.pale}
                note = None


@dataclass(frozen=True, kw_only=True)
class MomentColumns:
    """Columns of what stood at one moment after another; an unfinished one is pale."""

    title: str
    kind: Kind = "stacked_column"
    words: str = "堆积柱形图"

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """As `history.history`."""
        marks = [
            {"moment": row.name, **mark, "open": row.look.pale}
            for row in rows
            for mark in row.marks
        ]
        return history(marks, axis=axis, moments=self.title, colours=colours)


@dataclass(frozen=True, kw_only=True)
class MonthLines:
    """Shares by month as lines; a pale month is drawn hollow."""

    kind: Kind = "line"
    words: str = "折线图"

    def draw(
        self, rows: Sequence[DrawnRow], *, head: str, axis: str, colours: Mapping[str, str]
    ) -> Spec:
        """As `monthly.monthly`: line by line, each over all months."""
        marks = [
            {"month": row.name, **mark, "thin": row.look.pale or part.hollow}
            for row in rows
            for part, mark in zip(row.parts, row.marks, strict=True)
        ]
        by_line = sorted(marks, key=lambda mark: list(colours).index(mark["part"]))
        return monthly(by_line, axis=axis, colours=colours)
