"""What the statements by hand come to: numerator, denominator and value of every metric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection

from tests.recount.by_hand import ByHand, Lasting, Part, asked, statement_of


@dataclass(frozen=True, kw_only=True)
class Recounted:
    """What the product should say; a time's numerator is how many rows it is read from."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    at_least: bool = False


def recounted(
    connection: Connection, by_hand: Mapping[str, ByHand | Lasting], *, part: Part, day: date
) -> dict[str, Recounted]:
    """All metrics of one part on one day; every statement is asked once, all counts together."""
    statements = {key: _statements(one, part=part) for key, one in by_hand.items()}
    numbers = _numbers(
        connection, {each for all_ in statements.values() for each in all_}, part, day
    )
    figures = {}
    for key, one in by_hand.items():
        told = [numbers[each] for each in statements[key]]
        if isinstance(one, ByHand):
            *counted, rounded = told
            figures[key] = replace(_figure(*counted), at_least=bool(rounded))
        else:
            rows = asked(connection, statement_of(one.rows, part), part=part, day=day)
            time = _time(rows, share=Fraction(one.share), day=day)
            figures[key] = Recounted(value=time, numerator=_figure(told[0], len(rows)).value)
    return figures


def _statements(one: ByHand | Lasting, *, part: Part) -> tuple[str, ...]:
    """What must be there, what is counted, among how many if so, and how many rows are rounded."""
    counted = (one.counted, one.among, one.rounded) if isinstance(one, ByHand) else ()
    return tuple(statement_of(each, part) for each in (one.there, *counted) if each)


def _numbers(
    connection: Connection, statements: Iterable[str], part: Part, day: date
) -> dict[str, float | None]:
    each = sorted(statements)
    (row,) = asked(
        connection, "SELECT " + ", ".join(f"({one})" for one in each), part=part, day=day
    )
    return {
        one: None if number is None else float(number)
        for one, number in zip(each, row, strict=True)
    }


def _figure(there: float | None, number: float | None, *among: float | None) -> Recounted:
    """A zero is one only where there is something; a share of nothing is none."""
    told = number if there or number else None
    if not among:
        return Recounted(value=told, numerator=told)
    (whole,) = among
    value = None if told is None or not whole else told / whole
    return Recounted(value=value, numerator=told, denominator=whole)


def _time(rows: Iterable[Any], *, share: Fraction, day: date) -> float | None:
    """The first day by which `share` has ended, by Kaplan and Meier; None where it has not."""
    spans = [
        (((ended if ended and ended <= day else day) - began).days, bool(ended and ended <= day))
        for began, ended in (map(_day, row) for row in rows)
    ]
    going = Fraction(1)
    for after in sorted({span for span, over in spans if over}):
        at_risk = sum(1 for span, _ in spans if span >= after)
        ended = sum(1 for span, over in spans if over and span == after)
        going *= 1 - Fraction(ended, at_risk)
        if going <= 1 - share:
            return float(after)
    return None


def _day(stored: Any) -> Any:
    """A day as SQLite gives it to a bare statement is text."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored
