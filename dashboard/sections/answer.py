"""Answers: what a section says, in blocks that any surface can draw.

A chart or map cannot be built without its data table and its alternative text, so that every
surface has both by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeAlias

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.charts.office_chart import OfficeChart
from dashboard.maps.named import NamedClasses
from dashboard.maps.unit_value import UnitValue
from dashboard.metrics.definitions import METRICS
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.sections.form import Form

Cell: TypeAlias = str | float | int | date | None | Link
"""A table's cell; None is written —, numbers in the unit of their column."""


class Toned(str):
    """A word that stands for a level or state: surfaces with colours paint it, others read it."""

    tone: str

    def __new__(cls, text: str, *, tone: str) -> Toned:
        """The word `text` in the colour `tone`, which its meaning never hangs on alone."""
        word = super().__new__(cls, text)
        word.tone = tone
        return word


_MOST_CARDS: Final = 6
"""Cards in a row."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a bar inside a card: a label, a value and a colour by meaning."""

    label: str
    value: float
    text: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One to a few figures of one thing; the first is the large one.

    Which of its figures a chosen filter does not touch is said in the note.
    """

    title: str
    figures: tuple[FigureCell, ...]
    bar: tuple[Part, ...] = ()
    behind: tuple[FigureCell, ...] = ()
    """Figures the bar shows; they are explained with the others but not written out again."""
    note: str = ""
    lines: tuple[Link | str, ...] = ()
    more: Link | None = None

    def __post_init__(self) -> None:
        said = [one for one in _untouched(self.figures) if one not in self.note]
        if said:
            object.__setattr__(self, "note", "；".join(filter(None, (self.note, *said))))


def _untouched(figures: tuple[FigureCell, ...]) -> Iterator[str]:
    """The filters that do not touch figures, with the figures where they touch others."""
    live = [one for one in figures if one.explained is None]
    labels: dict[tuple[str, ...], list[str]] = {}
    for one in live:
        ignored = tuple(METRICS[one.figure.metric].ignores(one.filters))
        if ignored:
            labels.setdefault(ignored, []).append(METRICS[one.figure.metric].label)
    for names, found in labels.items():
        whose = "、".join(found) if len(found) < len(live) else ""
        yield f"{whose}不受{'、'.join(names)}筛选影响"


@dataclass(frozen=True, kw_only=True)
class Cards:
    """A row of at most six cards."""

    cards: tuple[Card, ...]

    def __post_init__(self) -> None:
        if len(self.cards) > _MOST_CARDS:
            raise ValueError("a row holds at most six cards")


def in_rows(cards: Sequence[Card]) -> tuple[Cards, ...]:
    """Any number of cards, in as few rows as hold them."""
    return tuple(
        Cards(cards=tuple(cards[at : at + _MOST_CARDS])) for at in range(0, len(cards), _MOST_CARDS)
    )


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table; `unit` makes it a number column and stands in its head.

    One that `decides` is seen where not all can be, as on a wall: without it the others say little.
    """

    label: str
    unit: str = ""
    decides: bool = False

    @property
    def heading(self) -> str:
        """The head with its unit."""
        return units.heading(self.label, unit=self.unit) if self.unit else self.label


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows to be read; `key` names downloads and widgets.

    `whole` reads all rows where `rows` are one page of them, in one statement and only when a file
    is asked for; `scope` says what the rows are of where the view's filters do not.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    empty: str = "没有符合条件的记录"
    whole: Callable[[Session], Sequence[Sequence[Cell]]] | None = None
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Book:
    """A workbook to hand out, its sheets read only when it is asked for.

    `title` is what it and its file are called, `label` what the button says; `scope` as of a table.
    """

    key: str
    title: str
    label: str
    sheets: Callable[[Session], Sequence[Table]]
    scope: str = ""


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart: a Vega-Lite specification with its data, its data table and its alternative text.

    `selects` names the URL parameter that a click sets, `field` the datum's field it takes.
    """

    key: str
    title: str
    spec: Mapping[str, Any]
    table: Table
    alt: str
    selects: str = ""
    field: str = ""
    native: OfficeChart | None = None
    """The same chart for office programs; without it they get the table alone."""


@dataclass(frozen=True, kw_only=True)
class Map:
    """District values for the map, with tiles for units that have no polygon."""

    key: str
    title: str
    label: str
    """What is shown, with its unit, for the legend."""
    unit: str
    units: tuple[UnitValue, ...]
    as_of: date
    table: Table
    alt: str
    selected: str = ""
    """Code of the selected unit, or its name in a snapshot of old."""
    small: bool = False
    selects: str = "district"
    classes: NamedClasses | None = None
    """Named classes instead of figures; then `unit` is empty."""
    note: str = ""

    @property
    def selected_code(self) -> str | None:
        """Code of the selected unit; None where none of the map's is."""
        named = (one.code for one in self.units if self.selected in (one.code, one.name))
        return next(named, None)


@dataclass(frozen=True, kw_only=True)
class Sentences:
    """Sentences written from the figures."""

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Links:
    """Lines that each lead somewhere."""

    items: tuple[Link, ...]
    empty: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """One event of a time line."""

    day: date
    kind: str
    text: str
    tone: str = ""
    """A key of theme.STATE, `overdue`, or empty."""


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Events, newest first."""

    key: str
    events: tuple[Event, ...]
    empty: str = "没有记录"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Label and value pairs of one thing, as the head of a dossier."""

    items: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A remark of one of the levels info and warning."""

    text: str
    level: str = "info"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A control that sets one URL parameter to one of a few words; a change `resets` a pager.

    `long` ones unfold from one line instead of standing side by side.
    """

    name: str
    label: str
    options: tuple[str, ...]
    default: str
    resets: str = ""
    long: bool = False


@dataclass(frozen=True, kw_only=True)
class Search:
    """A field that sets one URL parameter to free text; `resets` as in Choice."""

    name: str
    label: str
    placeholder: str
    resets: str = ""


@dataclass(frozen=True, kw_only=True)
class Pages:
    """A pager over a server-side table; sets the URL parameter `name`."""

    name: str
    total: int
    size: int
    current: int

    @property
    def count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, kw_only=True)
class Row:
    """Blocks side by side, by relative width; they stand below each other on a phone."""

    columns: tuple[tuple[float, tuple[Block, ...]], ...]


Block: TypeAlias = (
    Cards
    | Table
    | Book
    | Chart
    | Map
    | Sentences
    | Links
    | Timeline
    | Facts
    | Notice
    | Choice
    | Search
    | Pages
    | Row
    | Form
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a section says: a title that is the finding, blocks, and the metrics it stands on."""

    title: str
    blocks: tuple[Block, ...]
    metrics: tuple[str, ...] = ()
    sources: tuple[str, ...] = field(default_factory=tuple)
    """Further sources in words, as sections of the circular."""
