"""Views and answers over the shared stores, each read once: comparing everything takes a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.comparison import Compared
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer
from dashboard.sections.comparison_measures import everything
from dashboard.sections.section import Ask, NoMemory, Section, gather
from dashboard.sections.view import View
from tests.views import view_on


class Kept(NoMemory):
    """Answers of one store that nobody changes."""

    def __init__(self) -> None:
        self._kept: dict[Ask, Any] = {}

    def get(self, ask: Ask) -> Any | None:
        return self._kept.get(ask)

    def put(self, ask: Ask, got: Any) -> None:
        self._kept[ask] = got


@cache
def kept(engine: Engine) -> Kept:
    return Kept()


@cache
def whole_view(engine: Engine) -> View:
    return view_on(engine)


def view_of(
    engine: Engine, *, district: str = "", indicator: str = "", as_of: date | None = None
) -> View:
    view = whole_view(engine)
    return replace(
        view,
        filters=Filters(district=district).settled(view.reference.places, on=as_of or view.as_of),
        params={"indicator": indicator} if indicator else {},
        as_of=as_of or view.as_of,
    )


def answer_on(section: Section, engine: Engine, **options: Any) -> Answer:
    view = view_of(engine, **options)
    with Session(engine) as session:
        (got,) = gather(session, (section,), view, memory=kept(engine))
    return section.answer(view, got)


def compared_on(engine: Engine, metric: str) -> Compared:
    ask = everything(view_of(engine))
    found = kept(engine).get(ask)
    if found is None:
        with Session(engine) as session:
            found = ask.run(session)
        kept(engine).put(ask, found)
    compared: Compared = found[metric]
    return compared
