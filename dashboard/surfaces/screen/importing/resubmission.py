"""What is handed in again, by unit, ledger and period: what is left out, emptied and put off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dashboard.sections.answer import Column, Table
from dashboard.store.models.operation import SHEETS
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.tables import as_html
from data_loaders.batches import OverwrittenCells, Preview, Resubmission

_NAMED: Final = ("文件", "台账", "区县", "情况", "行", "对象", "列", "库中现为", "将改为")
Again = tuple[str, str, Resubmission]
"""A file, its ledger, and what of a unit it hands in again."""


def draw_resubmissions(found: Preview) -> None:
    """Draw the units of which the store has some of the rows already; nothing where there is none.

    The preview must be as told to the uploader.
    """
    again = [
        (one.file, SHEETS[one.ledger], each) for one in found.batches for each in one.resubmissions
    ]
    if not again:
        return
    put(as_html(_counts(again)))
    named = [*_left_out(again), *_overwritten(again)]
    if named:
        table = Table(
            key="import-again-named",
            title="重报中需要核对的内容；每个区县先列前面几条",
            columns=tuple(
                Column(label=one)
                for one in (
                    "文件",
                    "台账",
                    "区县",
                    "情况",
                    "行",
                    "对象",
                    "列",
                    "库中现为",
                    "将改为",
                )
            ),
            rows=named,
        )
        put(
            html(
                '<details class="how" open><summary>{}</summary>{}</details>',
                "库中有而文件没有的、将改为空的和变动的期限",
                as_html(table),
            )
        )


def _counts(again: list[Again]) -> Table:
    rows = [
        (
            file,
            ledger,
            one.unit,
            f"{one.since}至{one.until}" if one.since else None,
            one.rows_added,
            one.rows_changed,
            one.rows_unchanged,
            one.rows_nearly,
            one.rows_missing,
            one.cells_emptied,
            one.deadlines_moved,
            one.deadlines_extended,
        )
        for file, ledger, one in again
    ]
    counted = ("新增", "更改", "不变", "十分相近待确认", "库中另有", "将改为空", "期限变动", "延期")
    return Table(
        key="import-again",
        title="重报的台账：与库中同一区县、同一期间的记录相比",
        note="“库中另有”是库中同期有而本文件没有的记录，保留不删；只有新增多于已有的文件不计。",
        columns=(
            *(Column(label=one) for one in ("文件", "台账", "区县", "期间")),
            *(Column(label=one, unit="rows") for one in counted),
        ),
        rows=rows,
    )


def _left_out(again: list[Again]) -> Iterator[tuple[Any, ...]]:
    for file, ledger, one in again:
        for name in one.missing:
            yield file, ledger, one.unit, "库中有，文件没有", None, name, None, None, "保留不变"


def _overwritten(again: list[Again]) -> Iterator[tuple[Any, ...]]:
    for file, ledger, one in again:
        kinds: tuple[tuple[str, tuple[OverwrittenCells, ...]], ...] = (
            ("将改为空", one.emptied),
            ("期限变动", one.moved),
        )
        for kind, values in kinds:
            for each in values:
                yield (
                    *(file, ledger, one.unit, kind, each.row),
                    *(each.name, each.column, each.before, each.after),
                )
