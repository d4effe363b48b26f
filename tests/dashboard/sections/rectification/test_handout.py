from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.worklist import open_findings
from dashboard.sections.rectification.handout import sheets
from dashboard.sections.rectification.lines import FINDINGS
from tests.views import view_on

DAY = date(2024, 12, 31)


def test_the_summary_counts_the_rows_of_its_sheets(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    with Session(demo_engine) as session:
        rows = open_findings(session, filters=Filters(), as_of=DAY, size=1000).rows
    summary, *listed = sheets(view, rows, kind=FINDINGS)
    assert sum(len(sheet.rows) for sheet in listed) == len(rows)
    late = [row.overdue for row in rows if row.overdue is not None and row.overdue > 0]
    totals = [sum(line[at] for line in summary.rows) for at in (1, 2, 3, 5, 6)]  # type: ignore[misc]
    assert totals == [
        len(rows),
        len(late),
        sum(days > 90 for days in late),
        sum(row.overdue is not None and -30 <= row.overdue <= 0 for row in rows),
        sum(row.overdue is None for row in rows),
    ]
    assert summary.note == f"合计{len(rows)}项，其中超期{len(late)}项，超期90天以上{totals[2]}项。"


def test_districts_come_in_customary_order(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    with Session(demo_engine) as session:
        rows = open_findings(session, filters=Filters(), as_of=DAY, size=1000).rows
    names = [sheet.title for sheet in sheets(view, rows, kind=FINDINGS)[1:]]
    order = [place.name for place in view.units()]
    assert names == [name for name in order if name in names]
    assert len(names) > 15


def test_no_rows_are_a_summary_alone(demo_engine: Engine) -> None:
    (summary,) = sheets(view_on(demo_engine), [], kind=FINDINGS)
    assert summary.rows == []
    assert summary.note.startswith("合计0项")
