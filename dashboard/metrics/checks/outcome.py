"""What one check found, and rules that bad rows break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.facts import Expression

EXAMPLES: Final = 5
"""How many bad rows are named; the count says how many there are."""


@dataclass(frozen=True, kw_only=True)
class CheckOutcome:
    """One identity: how many things were looked at, how many break it, and some of them."""

    key: str
    """Stable and kebab-case, for programs."""
    title: str
    """What must hold, in Chinese."""
    checked: int
    failures: int = 0
    examples: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing breaks it."""
        return self.failures == 0


@dataclass(frozen=True, kw_only=True, eq=False)
class CheckRule:
    """A rule over rows: `bad` holds on rows that break it, `names` says which row that is."""

    key: str
    title: str
    source: FromClause
    bad: ColumnElement[bool]
    names: tuple[tuple[str, Expression], ...]

    def outcome(self, session: Session) -> CheckOutcome:
        """Count the rows and the bad ones, in two statements."""
        checked = session.scalar(select(func.count()).select_from(self.source)) or 0
        found = session.execute(
            select(func.count().over().label("bad_rows"), *(what for _, what in self.names))
            .select_from(self.source)
            .where(self.bad)
            .order_by(*(what for _, what in self.names))
            .limit(EXAMPLES)
        ).all()
        return CheckOutcome(
            key=self.key,
            title=self.title,
            checked=checked,
            failures=found[0].bad_rows if found else 0,
            examples=tuple(self._name(row[1:]) for row in found),
        )

    def _name(self, values: Sequence[Any]) -> str:
        pairs = zip(self.names, values, strict=True)
        return "，".join(f"{label} {_text(value)}" for (label, _), value in pairs)


def collected(key: str, title: str, *, checked: int, bad: Iterable[str]) -> CheckOutcome:
    """An outcome from the sentences that name what is bad."""
    found = tuple(bad)
    return CheckOutcome(
        key=key,
        title=title,
        checked=checked,
        failures=len(found),
        examples=found[:EXAMPLES],
    )


def _text(value: Any) -> str:
    if value is None:
        return "未填"
    return value.isoformat() if isinstance(value, date) else str(value)
