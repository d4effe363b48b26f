"""Sections: what several ask is asked once, what was kept is not asked again, order is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.sections.answer import Answer
from dashboard.sections.section import Ask, Listing, NoMemory, Section, always, gather, no_asks
from dashboard.sections.view import View
from dashboard.store.models.places import District
from tests.views import counted, view_on


class Kept(NoMemory):
    """A memory that tells what was put into it."""

    def __init__(self) -> None:
        self.kept: dict[Ask, Any] = {}

    def get(self, ask: Ask) -> Any | None:
        return self.kept.get(ask)

    def put(self, ask: Ask, got: Any) -> None:
        self.kept[ask] = got


def districts(session: Session, *, kind: str) -> int:
    statement = select(func.count()).select_from(District).where(District.kind == kind)
    return int(session.scalar(statement) or 0)


def section(key: str, **asks: Ask) -> Section:
    def answer(view: View, got: Mapping[str, Any]) -> Answer:
        return Answer(title=key, blocks=())

    return Section(key=key, question="?", ask=lambda view: asks, answer=answer)


@pytest.fixture
def view(demo_engine: Engine) -> View:
    return view_on(demo_engine)


ZONES = Listing.of(districts, kind="zone")


def test_what_is_asked_comes_back_by_section_and_name(demo_engine: Engine, view: View) -> None:
    one = section("one", now=view.ask("findings"), zones=ZONES)
    two = section("two", then=view.ask("findings", as_of=view.earlier))
    with Session(demo_engine) as session:
        first, second = gather(session, (one, two), view, memory=NoMemory())
    assert set(first) == {"now", "zones"}
    assert set(second) == {"then"}
    assert first["now"].get("findings").value > second["then"].get("findings").value
    assert first["zones"] > 0


def test_questions_of_all_sections_share_a_statement(demo_engine: Engine, view: View) -> None:
    sections = tuple(section(key, asked=view.ask(key)) for key in ("findings", "inspections"))
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        gather(session, sections, view, memory=NoMemory())
    assert len(statements) == 1


def test_what_two_sections_ask_is_asked_once(demo_engine: Engine, view: View) -> None:
    sections = (section("one", a=ZONES), section("two", b=Listing.of(districts, kind="zone")))
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        first, second = gather(session, sections, view, memory=NoMemory())
    assert len(statements) == 1
    assert first["a"] == second["b"]


def test_what_was_kept_is_not_asked_again(demo_engine: Engine, view: View) -> None:
    memory = Kept()
    sections = (section("one", now=view.ask("findings"), zones=ZONES),)
    with Session(demo_engine) as session:
        asked = gather(session, sections, view, memory=memory)
        with counted(demo_engine) as statements:
            kept = gather(session, sections, view, memory=memory)
    assert kept == asked
    assert len(statements) == 0
    assert set(memory.kept) == {view.ask("findings"), ZONES}


def test_an_answer_of_nothing_is_kept_too(demo_engine: Engine, view: View) -> None:
    memory = Kept()
    sections = (section("one", none=Listing.of(districts, kind="nothing of the kind")),)
    with Session(demo_engine) as session:
        gather(session, sections, view, memory=memory)
        with counted(demo_engine) as statements:
            ((got),) = gather(session, sections, view, memory=memory)
    assert got == {"none": 0}
    assert len(statements) == 0


def test_a_listing_is_known_by_its_arguments() -> None:
    assert Listing.of(districts, kind="zone") == ZONES
    assert Listing.of(districts, kind="county") != ZONES
    assert hash(Listing.of(districts, kind="zone")) == hash(ZONES)


def test_a_section_may_ask_nothing(demo_engine: Engine, view: View) -> None:
    silent = Section(key="k", question="?", answer=section("k").answer)
    assert no_asks(view) == {}
    assert always(view)
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        assert gather(session, (silent,), view, memory=NoMemory()) == [{}]
    assert len(statements) == 0
