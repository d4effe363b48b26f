"""The 督办 workbook: a summary, then a sheet for every district that has something on the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Row

from dashboard import units
from dashboard.sections.answer import Column, Table
from dashboard.sections.rectification.lines import RowFormat
from dashboard.sections.view import View

_LONG: Final = 90
"""Days past the term that a summary names apart."""
_SOON: Final = 30


def sheets(view: View, rows: Sequence[Row[Any]], *, kind: RowFormat) -> list[Table]:
    """The sheets for rows of the list, which are in order; districts in customary order."""
    by_district: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_district.setdefault(row.district_id, []).append(row)
    places = [one for one in view.reference.places.units if one.id in by_district]
    listed = [
        Table(
            key=f"sheet-{place.id}",
            title=view.named(place.id),
            # The sheet is the district's: naming it in every line would only make it wider.
            columns=kind.columns[1:],
            rows=[kind.line(view, row)[1:] for row in by_district[place.id]],
        )
        for place in places
    ]
    summary = Table(
        key="sheet-summary",
        title="汇总",
        columns=(
            Column(label="区县（开发区）"),
            Column(label="列入清单", unit=kind.unit),
            Column(label="其中超期", unit=kind.unit),
            Column(label=f"超期{_LONG}天以上", unit=kind.unit),
            Column(label="最长超期", unit="full_days"),
            Column(label=f"{_SOON}天内到期", unit=kind.unit),
            Column(label="未设期限", unit=kind.unit),
        ),
        rows=[[view.named(place.id), *_counts(by_district[place.id])] for place in places],
        note=_total(rows, unit=kind.unit),
    )
    return [summary, *listed]


def _total(rows: Sequence[Row[Any]], *, unit: str) -> str:
    """The sum of all sheets, in a line below the summary."""
    listed, late, long = _counts(rows)[:3]
    said = [units.text(one, unit=unit) for one in (listed, late, long)]
    return f"合计{said[0]}，其中超期{said[1]}，超期{_LONG}天以上{said[2]}。"


def _counts(rows: Sequence[Row[Any]]) -> list[int | None]:
    """What the summary says of some rows, each counted from the rows themselves."""
    days = [row.overdue for row in rows if row.overdue is not None]
    late = [one for one in days if one > 0]
    return [
        len(rows),
        len(late),
        sum(one > _LONG for one in late),
        max(late, default=None),
        sum(-_SOON <= one <= 0 for one in days),
        len(rows) - len(days),
    ]
