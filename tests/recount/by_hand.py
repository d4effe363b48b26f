"""What an auditor writes down for one metric: SQL over the tables, and of what part he asks it.

Nothing here knows the product's models, facts or metrics. A statement names days by binds:

    :day                  the day looked at
    :first, :last         the period, both days included
    :minus_7, :plus_30    so many days before or after the day looked at
    :over                 first day of the latest month that is over on the day looked at
    :first_month          first month of which the last day is not before the period
    :last_month           latest month that is over on the last day of the period

and says with [f] that the row of alias `f` belongs to the part asked of (`Part.conditions`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Date, bindparam, text

EVER = (date(1, 1, 1), date(9998, 12, 31))
_SHIFTED = re.compile(r"^(minus|plus)_(\d+)$")
_BIND = re.compile(r":(\w+)")
_SCOPED = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True, kw_only=True)
class ByHand:
    """Statements of one number each; `there` counts what must be there for a zero to be one.

    `rounded` counts the rows reported with 余, of which the number is told as "at least".
    """

    counted: str
    there: str
    among: str | None = None
    rounded: str = "SELECT 0"


@dataclass(frozen=True, kw_only=True)
class Lasting:
    """A time: `rows` gives the day each thing began and the day it ended, or null."""

    rows: str
    share: str
    there: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """The part of everything that is asked of: a period and conditions, all of them optional."""

    first: date = EVER[0]
    last: date = EVER[1]
    unit: str | None = None
    kind: str | None = None
    institution: int | None = None
    campaign: str | None = None
    category: str | None = None
    severity: str | None = None

    def conditions(self, alias: str) -> str:
        """What a row of `alias` must fulfil; a row that does not know a condition passes it."""
        chosen = [
            f"({KNOWN[alias][one.name]})"
            for one in fields(self)
            if one.name in KNOWN[alias] and getattr(self, one.name) is not None
        ]
        return " AND ".join(chosen) or "1 = 1"


def total(quantity: str, rows: str) -> str:
    """A sum: 0 of no rows at all, null where there are rows and none tells its quantity."""
    return f"SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum({quantity}) END {rows}"


def statement_of(statement: str, part: Part) -> str:
    """The statement with every [alias] replaced by its conditions."""
    return _SCOPED.sub(lambda found: part.conditions(found[1]), statement)


def asked(connection: Connection, statement: str, *, part: Part, day: date) -> list[Any]:
    """The rows of a statement of which the aliases are already replaced."""
    values = {name: _value(name, part=part, day=day) for name in _BIND.findall(statement)}
    binds = [
        bindparam(name, value, type_=Date) if isinstance(value, date) else bindparam(name, value)
        for name, value in values.items()
    ]
    return list(connection.execute(text(statement).bindparams(*binds)))


def _value(name: str, *, part: Part, day: date) -> Any:
    if shifted := _SHIFTED.match(name):
        days = timedelta(days=int(shifted[2]))
        return day - days if shifted[1] == "minus" else day + days
    months = {
        "day": day,
        "over": _month_over(day),
        "first_month": part.first.replace(day=1),
        "last_month": _month_over(part.last),
    }
    return months[name] if name in months else getattr(part, name)


def _month_over(day: date) -> date:
    """First day of the latest month of which the last day is not after `day`."""
    tomorrow = day + timedelta(days=1)
    return (tomorrow.replace(day=1) - timedelta(days=1)).replace(day=1)


def _of_institution(alias: str) -> Mapping[str, str]:
    return {
        "unit": f"{alias}.district_id = (SELECT id FROM district WHERE name = :unit)",
        "kind": f"{alias}.institution_id IN (SELECT id FROM institution WHERE kind = :kind)",
        "institution": f"{alias}.institution_id = :institution",
    }


_CALLED = "(SELECT id FROM campaign WHERE name = :campaign)"

KNOWN: Mapping[str, Mapping[str, str]] = {
    "i": {
        "unit": "i.district_id = (SELECT id FROM district WHERE name = :unit)",
        "kind": "i.kind = :kind",
        "institution": "i.id = :institution",
    },
    "s": {"unit": "s.district_id = (SELECT id FROM district WHERE name = :unit)"},
    "v": {**_of_institution("v"), "campaign": f"v.campaign_id = {_CALLED}"},
    "f": {
        **_of_institution("f"),
        "campaign": f"f.inspection_id IN (SELECT id FROM inspection WHERE campaign_id = {_CALLED})",
        "category": "f.category = :category",
        "severity": "f.severity = :severity",
    },
    "l": {"campaign": "l.name = :campaign"},
    "o": _of_institution("o"),
    "c": {**_of_institution("c"), "campaign": f"c.campaign_id = {_CALLED}"},
    "p": {"unit": "p.district_id = (SELECT id FROM district WHERE name = :unit)"},
    "k": _of_institution("k"),
    "x": _of_institution("x"),
}
"""By alias what each condition asks: institution, site, visit, finding, look-back, order, case,
publicity, class (k) and month of examinations (x)."""
