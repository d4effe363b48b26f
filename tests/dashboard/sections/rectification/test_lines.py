from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.worklist import open_findings, open_orders
from dashboard.sections.figure_cell import Link
from dashboard.sections.rectification.lines import FINDINGS, ORDERS, RowFormat
from tests.ledger import Ledger
from tests.views import view_on

DAY = date(2024, 12, 31)


@pytest.mark.parametrize("kind", [FINDINGS, ORDERS], ids=["findings", "orders"])
def test_a_line_has_a_cell_a_column(demo_engine: Engine, kind: RowFormat) -> None:
    view = view_on(demo_engine)
    read = open_findings if kind is FINDINGS else open_orders
    with Session(demo_engine) as session:
        found = read(session, filters=Filters(), as_of=DAY, size=500)
        lines = [kind.line(view, row) for row in found.rows]
    assert {len(line) for line in lines} == {len(kind.columns)}
    bodies = [line[1] for line in lines]
    linked = [body for body in bodies if isinstance(body, Link)]
    assert linked
    assert all(body.page == "institutions" for body in linked)
    assert any(isinstance(body, str) for body in bodies)


def test_what_is_not_due_has_no_days_overdue(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    with Session(demo_engine) as session:
        found = open_findings(session, filters=Filters(), as_of=DAY, term="due_30", size=500)
        lines = [FINDINGS.line(view, row) for row in found.rows]
    assert lines
    assert {line[5] for line in lines} == {None}


def test_what_is_not_known_of_a_row_is_left_out(demo_engine: Engine, empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        Ledger(session).add("finding", found_on=DAY, severity=None)
        found = open_findings(session, filters=Filters(), as_of=DAY)
        (line,) = (FINDINGS.line(view_on(demo_engine), row) for row in found.rows)
    assert line[-1] == "批次1"
    assert line[4] is None
    assert line[6] == "未设期限"
