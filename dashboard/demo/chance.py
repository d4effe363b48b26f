"""Repeatable chance: every part of the demo draws from its own fixed seed, never from a clock."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Final

FIRST_DAY: Final = date(2022, 1, 1)
AS_OF: Final = date(2024, 12, 31)
"""The day the demo looks back from: nothing in it happens later; only deadlines may lie later."""

MONTHS: Final = tuple(date(year, month, 1) for year in (2022, 2023, 2024) for month in range(1, 13))
"""The first days of the months with data."""


def dice(part: str) -> random.Random:
    """A generator of its own for `part`, so that a change to one part leaves the others as is."""
    return random.Random(f"oversight demo, {part}")


def weekday(rng: random.Random, *, first: date, last: date) -> date:
    """A day from Monday to Friday between `first` and `last`, which must hold one."""
    while True:
        day = first + timedelta(days=rng.randint(0, (last - first).days))
        if day.weekday() < 5:
            return day


def later(day: date, *, rng: random.Random, least: int, most: int) -> date:
    """A day `least` to `most` days after `day`."""
    return day + timedelta(days=rng.randint(least, most))


def until_as_of(day: date | None) -> date | None:
    """`day`, or None if it has not come by AS_OF."""
    return day if day is not None and day <= AS_OF else None


def binomial(rng: random.Random, *, trials: int, chance: float) -> int:
    """How many of `trials` succeed."""
    return sum(rng.random() < chance for _ in range(trials))


def poisson(rng: random.Random, *, mean: float) -> int:
    """A count of rare events, `mean` on average."""
    if mean <= 0:
        return 0
    count, waited = 0, rng.expovariate(mean)
    while waited < 1:
        count += 1
        waited += rng.expovariate(mean)
    return count
