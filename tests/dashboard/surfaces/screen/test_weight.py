from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from dashboard.surfaces.screen.weight import weight

LONG = "x" * 10_000


@dataclass(frozen=True)
class Plain:
    said: Any


@dataclass(frozen=True, slots=True)
class Slotted:
    said: Any


@pytest.mark.parametrize(
    "answer",
    [(LONG,), [LONG], {1: LONG}, {LONG: 1}, MappingProxyType({1: LONG}), Plain(LONG)]
    + [frozenset({LONG}), Slotted(({"a": [Plain(LONG)]},))],
)
def test_what_is_inside_weighs(answer: Any) -> None:
    assert sys.getsizeof(LONG) < weight(answer) < sys.getsizeof(LONG) + 2_000


def test_what_is_there_twice_weighs_once() -> None:
    assert weight((LONG, LONG)) < 2 * sys.getsizeof(LONG)


def test_plain_values_weigh_what_python_says() -> None:
    for one in (1, 1.5, "a", None, date(2024, 1, 1), len):
        assert weight(one) == sys.getsizeof(one)


def test_what_refers_to_itself_ends() -> None:
    ring: list[Any] = []
    ring.append(ring)
    assert weight(ring) == sys.getsizeof(ring)
