"""Tables on the wall: the first rows and the columns that are read from the back of the room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from dashboard.sections.answer import Column, Table
from dashboard.sections.cell_text import written
from dashboard.surfaces import fonts
from dashboard.surfaces.markup import html, joined
from dashboard.surfaces.presenter.measures import (
    BODY_HEIGHT,
    BODY_LINES,
    BODY_WIDTH,
    LINE,
    TEXT,
    lines,
)

_CELL_PAD: Final = 24
_WIDEST: Final = 420
_SLACK: Final = 6
"""By which another font of the same size may be wider."""
_BETWEEN: Final = 0.25
"""Of a line, that a row's padding takes."""
_MOST_LINES: Final = 2
"""Of one cell; a longer text is cut with …, the whole stands in the workbook."""


@dataclass(frozen=True, kw_only=True)
class Cut:
    """What of a table is shown, and how many lines of the stage that takes.

    `columns` are the places of those shown, in their order.
    """

    rows: int
    columns: tuple[int, ...]
    lines: float


def fitted(table: Table) -> Cut:
    """What fits: columns by their width, rows by their height."""
    columns = _columns(table)
    heads = max(lines(table.columns[at].heading, room=_room(at, table)) for at in columns)
    used: float = heads + 1.5  # the note under the table, and the lines between
    count = 0
    for row in table.rows:
        high = max(_high(written(row[at], table.columns[at]), at, table) for at in columns)
        if used + high + _BETWEEN > BODY_HEIGHT / LINE:
            break
        used += high + _BETWEEN
        count += 1
    return Cut(rows=max(1, count), columns=columns, lines=used)


def sheet_html(table: Table, *, cut: Cut) -> Markup:
    """The table cut to what fits, saying what is not shown."""
    heads = (table.columns[at] for at in cut.columns)
    head = joined(html('<th class="{}">{}</th>', _css(column), column.heading) for column in heads)
    body = joined(
        html(
            "<tr>{}</tr>",
            joined(
                html(
                    '<td class="{}"><span>{}</span></td>',
                    _css(table.columns[at]),
                    _cut(written(row[at], table.columns[at]), at, table),
                )
                for at in cut.columns
            ),
        )
        for row in table.rows[: cut.rows]
    )
    return html(
        '<div class="sheet"><table><colgroup>{}</colgroup><thead><tr>{}</tr></thead>'
        '<tbody>{}</tbody></table><p class="note">{}</p></div>',
        _shares(table, cut),
        head,
        body,
        _left(table, cut),
    )


def _shares(table: Table, cut: Cut) -> Markup:
    """The columns as wide against each other as they were measured, so that lines break alike."""
    widths = [_width(at, table) for at in cut.columns]
    return joined(html('<col style="width:{}%">', round(100 * w / sum(widths), 2)) for w in widths)


def _left(table: Table, cut: Cut) -> str:
    more = len(table.rows) - cut.rows
    wide = len(table.columns) - len(cut.columns)
    said = [f"共{len(table.rows)}行，此处列前{cut.rows}行"] if more > 0 else []
    said += [f"另有{wide}列"] if wide > 0 else []
    return f"{table.title}；{'，'.join(said)}，全表见工作簿" if said else table.title


def _columns(table: Table) -> tuple[int, ...]:
    """The columns that stand beside each other at full size: those that decide, then the first."""
    places = range(len(table.columns))
    used = 0.0
    kept: list[int] = []
    for at in sorted(places, key=lambda at: not table.columns[at].decides):
        wide = _width(at, table)
        if kept and used + wide > BODY_WIDTH:
            if table.columns[at].decides:
                continue
            break
        used += wide
        kept.append(at)
    return tuple(sorted(kept))


def _width(at: int, table: Table) -> float:
    column = table.columns[at]
    texts = (written(row[at], column) for row in table.rows[: 2 * BODY_LINES])
    longest = max((fonts.width(text, size=TEXT) for text in texts), default=0)
    heading = fonts.width(column.heading, size=TEXT) / 2
    return min(_WIDEST, max(longest, heading, 3 * TEXT)) + _CELL_PAD + _SLACK


def _high(text: str, at: int, table: Table) -> int:
    """Lines of one cell, a long one cut."""
    return min(_MOST_LINES, lines(text, room=_room(at, table)))


def _room(at: int, table: Table) -> float:
    """What the text of a cell has across."""
    return _width(at, table) - _CELL_PAD - _SLACK + 1


def _cut(text: str, at: int, table: Table) -> str:
    found = fonts.wrapped(text, size=TEXT, room=_room(at, table))
    if len(found) <= _MOST_LINES:
        return text
    return f"{''.join(found[:_MOST_LINES])[:-1]}…"


def _css(column: Column) -> str:
    return "number" if column.unit else "text"
