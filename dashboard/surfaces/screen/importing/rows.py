"""The rows as they will stand, beside what the sheet shows, and their columns added up."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from dashboard.sections.answer import Column, Table
from dashboard.store.models.operation import SHEETS
from dashboard.surfaces.screen.markup import EMPTY, html, joined, put
from dashboard.surfaces.screen.tables import as_html
from data_loaders.batches import BatchPreview, Preview, ShownCell, ShownRow

_OPEN: Final = 3
"""So many files and ledgers are unfolded at first."""


def draw_rows(found: Preview) -> None:
    """Draw of every file and ledger the first and the unusual rows, as they will be stored."""
    shown = [one for one in found.batches if one.shown]
    if not shown:
        return
    put(html("<h4>{}</h4>", "将写入的样子（灰字是表中原样）"))
    for place, one in enumerate(shown):
        told = _summary(one)
        rows = html("{}{}", _table(one), as_html(_sums(one)) if one.sums else EMPTY)
        if place < _OPEN:
            fold = html('<details class="how" open><summary>{}</summary>{}</details>', told, rows)
        else:
            fold = html('<details class="how"><summary>{}</summary>{}</details>', told, rows)
        put(fold)


def _summary(one: BatchPreview) -> str:
    unusual = sum(bool(row.why) for row in one.shown)
    told = f"，其中需要留意{unusual}行" if unusual else ""
    more = f"，另有{one.unusual_more}行需要留意的未列出" if one.unusual_more else ""
    return f"{one.file} {SHEETS[one.ledger]}：共{one.rows}行，列出{len(one.shown)}行{told}{more}"


def _table(one: BatchPreview) -> Markup:
    columns = list(dict.fromkeys(cell.column for row in one.shown for cell in row.cells))
    left = any(row.left for row in one.shown)
    heads = ["行", "变化", *columns, *(["未导入的列"] if left else [])]
    return html(
        '<div class="scroll" tabindex="0"><table class="sheet stored">'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>",
        f"{SHEETS[one.ledger]}将写入的行",
        joined(html('<th scope="col">{}</th>', head) for head in heads),
        joined(_row(row, columns, left=left) for row in one.shown),
    )


def _row(row: ShownRow, columns: list[str], *, left: bool) -> Markup:
    cells = {one.column: one for one in row.cells}
    sheet = f"“{row.sheet}”" if row.sheet else ""
    why = html("<small>{}</small>", "、".join(row.why)) if row.why else EMPTY
    aside = "；".join(f"{heading}：{cell}" for heading, cell in row.left)
    return html(
        '<tr class="{}"><td data-column="行">{}第{}行</td>'
        '<td data-column="变化">{}{}</td>{}{}</tr>',
        "unusual" if row.why else "",
        sheet,
        row.row,
        row.becomes,
        why,
        joined(_cell(name, cells.get(name)) for name in columns),
        html('<td data-column="未导入的列">{}</td>', aside) if left else EMPTY,
    )


def _cell(column: str, cell: ShownCell | None) -> Markup:
    """What will be stored, and below it the sheet's own text where that differs."""
    if cell is None:
        return html('<td data-column="{}"></td>', column)
    differs = cell.raw and cell.raw != cell.stored
    raw = html("<small>表中：{}</small>", cell.raw) if differs else EMPTY
    return html('<td data-column="{}">{}{}</td>', column, cell.stored, raw)


def _sums(one: BatchPreview) -> Table:
    names = ("列", "新增的合计", "更新前的合计", "更新后的合计")
    return Table(
        key="import-sums",
        title=f"{SHEETS[one.ledger]}各列合计（将新增和更新的行）",
        columns=tuple(Column(label=name) for name in names),
        rows=[(column.column, column.added, column.before, column.after) for column in one.sums],
    )
