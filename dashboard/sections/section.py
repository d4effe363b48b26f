"""A section: one question with everything needed to answer it, on any surface."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.orm import Session

from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.sections.answer import Answer
from dashboard.sections.view import View


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Rows asked for: a function of `dashboard.metrics` and its arguments.

    The function takes a session and the arguments as keywords and reads in one statement.
    """

    read: Callable[..., Any]
    arguments: tuple[tuple[str, Hashable], ...] = ()

    @classmethod
    def of(cls, read: Callable[..., Any], **arguments: Hashable) -> Listing:
        """A listing of `read` called with `arguments`."""
        return cls(read=read, arguments=tuple(sorted(arguments.items())))

    def run(self, session: Session) -> Any:
        """Read the rows."""
        return self.read(session, **dict(self.arguments))


Ask = FigureQuery | Listing


def no_asks(view: View) -> Mapping[str, Ask]:
    """For sections that need reference facts alone."""
    return {}


def always(view: View) -> bool:
    """For sections that are asked at every view."""
    return True


@dataclass(frozen=True, kw_only=True)
class Section:
    """One question. `ask` says what is needed, `answer` turns what came back into blocks.

    `when` says at which views it is asked at all, as one institution's own page. What a briefing
    must know of it: `choices` are its own parameters with what each may be, the first being what
    is shown unasked; `needs` says in words when it is asked at all, for a section that is not
    always; `controls` are the filters it understands where they are not its page's; `not_briefed`
    is the reason why no briefing may hold it, empty for one that a briefing may.
    """

    key: str
    question: str
    answer: Callable[[View, Mapping[str, Any]], Answer]
    ask: Callable[[View], Mapping[str, Ask]] = field(default=no_asks)
    when: Callable[[View], bool] = field(default=always)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: str = ""
    controls: tuple[str, ...] | None = None
    not_briefed: str = ""


class SupersededError(Exception):
    """What is asked is not kept of a state of the store that is there no longer."""


class Memory(Protocol):
    """Somewhere answers are kept between reruns, by what was asked."""

    def get(self, ask: Ask) -> Any | None:
        """What was kept for `ask`, or None."""

    def put(self, ask: Ask, got: Any) -> None:
        """Keep `got` for `ask`."""

    def claimed(self, asks: Sequence[Ask]) -> AbstractContextManager[Sequence[Ask]]:
        """Those of `asks` that the caller is to answer; waits where others answer all of them."""

    def confirm(self, session: Session) -> None:
        """Have the session see the state of the store that these answers are of.

        Raises:
            SupersededError: the store has another one now.
        """


class NoMemory:
    """Keeps nothing; for surfaces that ask once."""

    def get(self, ask: Ask) -> Any | None:
        """Nothing was kept."""

    def put(self, ask: Ask, got: Any) -> None:
        """Nothing is kept."""

    def claimed(self, asks: Sequence[Ask]) -> AbstractContextManager[Sequence[Ask]]:
        """All: nobody else answers for this caller."""
        return nullcontext(asks)

    def confirm(self, session: Session) -> None:
        """Any state will do where nothing is kept of it."""


def gather(
    session: Session, sections: tuple[Section, ...], view: View, *, memory: Memory
) -> list[Mapping[str, Any]]:
    """What each section asked for, in order: all questions together in one statement a day.

    What another reader is already computing is waited for, and not computed again.

    Raises:
        SupersededError: something is missing from a memory of a state that is gone.
    """
    asked = [section.ask(view) for section in sections]
    wanted = dict.fromkeys(one for asks in asked for one in asks.values())
    got = {one: kept for one in wanted if (kept := memory.get(one)) is not None}
    while missing := [one for one in wanted if one not in got]:
        with memory.claimed(missing) as mine:
            if mine:
                memory.confirm(session)
            fresh = _answered(session, mine)
            for one, value in fresh.items():
                memory.put(one, value)
        got |= fresh
        others = [one for one in missing if one not in fresh]
        got |= {one: kept for one in others if (kept := memory.get(one)) is not None}
    return [{name: got[one] for name, one in asks.items()} for asks in asked]


def _answered(session: Session, asks: Sequence[Ask]) -> dict[Ask, Any]:
    questions = [one for one in asks if isinstance(one, FigureQuery)]
    answers: list[Measured] = measure(session, questions) if questions else []
    fresh: dict[Ask, Any] = dict(zip(questions, answers, strict=True))
    return fresh | {one: one.run(session) for one in asks if isinstance(one, Listing)}
