"""Views for tests: what a page would look at, over a store and some filters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.reconcile import reconcile
from dashboard.sections.answer import Answer
from dashboard.sections.section import NoMemory, Section, gather
from dashboard.sections.view import View
from dashboard.store.reference import read_reference
from dashboard.store.state import read_state


def view_on(
    engine: Engine,
    *,
    filters: Filters | None = None,
    as_of: date | None = None,
    params: Mapping[str, str] | None = None,
    case_role: bool = False,
) -> View:
    """The view a page has over `engine`, by default unfiltered and as of the last day with data.

    A unit may be told by its name, as in a link of old.
    """
    state = read_state(engine)
    with Session(engine) as session:
        reference = read_reference(session, case_role=case_role)
        verdicts = reconcile(session, reference, data_until=state.data_until, case_role=case_role)
    day = as_of or state.data_until or reference.refers_until or date(2024, 12, 31)
    return View(
        state=state,
        reference=reference,
        reconciled=lambda: verdicts,
        filters=(filters or Filters()).settled(reference.places, on=day),
        as_of=day,
        earlier=day - timedelta(days=30),
        params=params or {},
        case_role=case_role,
    )


def answer_of(section: Section, view: View, *, engine: Engine) -> Answer:
    """The answer of one section over `engine`."""
    with Session(engine) as session:
        (got,) = gather(session, (section,), view, memory=NoMemory())
    return section.answer(view, got)


@dataclass
class Statements:
    """SQL statements seen while counting."""

    texts: list[str]

    def __len__(self) -> int:
        return len(self.texts)


@contextmanager
def counted(engine: Engine) -> Iterator[Statements]:
    """Count the statements sent to `engine` inside the block."""
    seen = Statements(texts=[])

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.texts.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


def figure_of(
    metric: str,
    *,
    engine: Engine,
    as_of: date,
    filters: Filters | None = None,
) -> Figure:
    """One ungrouped figure."""
    question = FigureQuery(metrics=(metric,), as_of=as_of, filters=filters or Filters())
    with Session(engine) as session:
        (answer,) = measure(session, [question])
    return answer.get(metric)
