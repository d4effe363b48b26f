"""Tables: escaped HTML for reading, and the same rows as CSV and XLSX to take away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.sections.answer import Book, Cell, Column, Table, Toned
from dashboard.sections.cell_text import written
from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.surfaces.handout import book_bytes
from dashboard.surfaces.screen.markup import anchor, html, joined, put
from dashboard.surfaces.screen.resources import open_store
from dashboard.surfaces.workbook import Origin, csv_bytes, xlsx_bytes

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_table(
    table: Table,
    view: View,
    *,
    folded: bool = False,
    more: Callable[[], None] | None = None,
) -> None:
    """Draw a table with its downloads; `folded` puts both behind 数据表与下载.

    What is folded is made when it is opened, `more` below it too: closed data tables would be most
    of what a page sends.
    """
    if folded:
        _fold(table, view, more)
        return
    if not table.rows:
        put(html('<p class="empty">{}</p>', table.empty))
        return
    put(as_html(table))
    origin = origin_of(view, scope=table.scope)
    with st.container(horizontal=True, gap="small"):
        for kind, make, mime in (
            ("CSV", csv_bytes, "text/csv"),
            ("XLSX", xlsx_bytes, _XLSX),
        ):
            st.download_button(
                f"下载{kind}",
                # A function: the file is made when asked for, not on every rerun.
                data=lambda make=make: make(complete(table), origin=origin),  # type: ignore[misc]
                file_name=f"{table.title}_{view.as_of.isoformat()}.{kind.lower()}",
                mime=mime,
                key=f"download-{table.key}-{kind}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )


def draw_book(book: Book, view: View) -> None:
    """The button that makes a workbook and hands it out."""
    st.download_button(
        book.label,
        data=lambda: made(book, view),
        file_name=f"{book.title}_{view.as_of.isoformat()}.xlsx",
        mime=_XLSX,
        key=f"download-{book.key}",
        icon=":material/assignment_late:",
        on_click="ignore",
    )


def made(book: Book, view: View) -> bytes:
    """The workbook, its sheets read now.

    Raises:
        StoreError: the store cannot be reached.
    """
    store = open_store()
    with store.asking() as session:
        tables = book.sheets(session)
    return book_bytes(tables, title=book.title, origin=origin_of(view, scope=book.scope))


def _fold(table: Table, view: View, more: Callable[[], None] | None) -> None:
    fold = st.expander(
        "数据表与下载",
        icon=":material/table_chart:",
        key=f"fold-{table.key}",
        on_change="rerun",
    )
    if fold.open:
        with fold:
            draw_table(table, view)
            if more is not None:
                more()


def complete(table: Table) -> Table:
    """The table with all its rows, read now where the page holds only some of them.

    Raises:
        StoreError: the store cannot be reached.
    """
    if table.whole is None:
        return table
    store = open_store()
    with store.asking() as session:
        return replace(table, rows=table.whole(session))


def origin_of(view: View, *, scope: str = "") -> Origin:
    """What every file taken away says of itself; `scope` where it is not the view's filters."""
    return Origin(
        as_of=view.as_of,
        scope=scope or view.sentence(),
        demo=view.state.is_demo,
        revision=view.state.revision,
        until=view.state.data_until,
    )


def as_html(table: Table) -> Markup:
    """A table for reading, every cell escaped."""
    head = joined(
        html('<th class="{}" scope="col">{}</th>', _css(column), column.heading)
        for column in table.columns
    )
    body = joined(
        html(
            "<tr>{}</tr>",
            joined(_cell(cell, column) for cell, column in zip(row, table.columns, strict=True)),
        )
        for row in table.rows
    )
    note = html('<p class="note">{}</p>', table.note) if table.note else Markup()
    return html(
        '<div class="scroll"><table class="sheet"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>{}",
        table.title,
        head,
        body,
        note,
    )


def _cell(cell: Cell, column: Column) -> Markup:
    if isinstance(cell, Link):
        return html("<td>{}</td>", anchor(cell))
    if isinstance(cell, Toned):
        return html('<td><b class="toned" style="border-color:{}">{}</b></td>', cell.tone, cell)
    return html('<td class="{}">{}</td>', _css(column), written(cell, column))


def _css(column: Column) -> str:
    return "number" if column.unit else "text"
