"""What the statistics promise, tried out: `python -m tests.simulation` prints README's tables.

`--write` puts them into README. Stores are drawn with fixed seeds, so that the tables are the same
on every machine; a short version of each is a test. The whole takes some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.analysis.funnel import Kind
from dashboard.analysis.grouping import Grouping, Standing, Unit, group
from dashboard.handbook import with_block
from dashboard.metrics.definitions import METRICS
from dashboard.paths import README
from tests import stable_months

STORES: Final = 2000
UNITS: Final = 41
NATIONAL: Final = 315 / 4171
"""Institutions eliminated of those inspected, as told on 2023-04-19: the rate of a null store."""
PLANTED: Final = 40
"""Institutions of the district whose true rate is four times that of all others."""
FEWEST: Final = METRICS["eliminated_share"].min_denominator


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One row of the table: what was tried, what was asked of it, and what came out."""

    tried: str
    asked: str
    found: str


def null_store(rng: np.random.Generator, *, planted: bool = False) -> list[Unit]:
    """41 districts of 1 to 8 institutions with one true rate, and perhaps one that has four."""
    sizes, rates = rng.integers(1, 9, UNITS), np.full(UNITS, NATIONAL)
    if planted:
        sizes[0], rates[0] = PLANTED, 4 * NATIONAL
    cases = rng.binomial(sizes, rates)
    return [
        Unit(key=key, count=float(count), size=float(size), thin=bool(size < FEWEST))
        for key, (count, size) in enumerate(zip(cases, sizes, strict=True))
    ]


def grouped(units: list[Unit]) -> Grouping:
    """The page's own grouping."""
    found = group(Kind.SHARE, units)
    assert found is not None
    return found


def share_naming_anybody(stores: int = STORES, *, seed: int = 1) -> float:
    """The share of null stores in which some district stands apart."""
    rng = np.random.default_rng(seed)
    return _share(stores, lambda: _is_naming(grouped(null_store(rng))))


def share_finding_the_planted(stores: int = STORES, *, seed: int = 2) -> float:
    """The share of stores in which the planted district is found."""
    rng = np.random.default_rng(seed)
    return _share(stores, lambda: 0 in _above(grouped(null_store(rng, planted=True))))


def worst_by_rank(stores: int = STORES, *, seed: int = 1) -> float:
    """The median rate of the district a plain ranking would call the worst of a null store."""
    rng = np.random.default_rng(seed)
    worst = [max(unit.count / unit.size for unit in null_store(rng)) for _ in range(stores)]
    return float(np.median(worst))


def comparison(stores: int = STORES) -> list[Outcome]:
    """The rows on 区县对比."""
    drawn = f"{stores:,} stores of {UNITS} districts with 1 to 8 institutions, one true rate"
    return [
        Outcome(
            tried=f"{drawn}: the worst district of a plain ranking",
            asked="nothing: this is what the page avoids",
            found=f"{worst_by_rank(stores):.0%} in the median, the true rate {NATIONAL:.1%}",
        ),
        Outcome(
            tried="the same stores: some district is named apart at 99.8 %",
            asked="below 2 % of stores",
            found=f"{share_naming_anybody(stores):.2%}",
        ),
        Outcome(
            tried=f"one of them has {PLANTED} institutions and four times the others' rate",
            asked="found in 80 % of stores at least",
            found=f"{share_finding_the_planted(stores):.1%}",
        ),
    ]


def table(outcomes: Iterable[Outcome]) -> str:
    """A Markdown table."""
    head = "| tried | asked | came out |\n|---|---|---|\n"
    return head + "".join(f"| {one.tried} | {one.asked} | {one.found} |\n" for one in outcomes)


def tables() -> str:
    """Both tables: districts compared, and alerts on stable months."""
    return f"{table(comparison())}\n{stable_months.table()}"


def _share(stores: int, happens: Callable[[], bool]) -> float:
    return sum(happens() for _ in range(stores)) / stores


def _is_naming(found: Grouping) -> bool:
    return any(one.standing is not Standing.SAME for one in found.positions)


def _above(found: Grouping) -> set[object]:
    return {one.unit.key for one in found.standing(Standing.ABOVE)}


def main() -> None:
    """Print the tables, and write them where asked to."""
    told = tables()
    sys.stdout.write(told)
    if "--write" in sys.argv[1:]:
        text = with_block(README.read_text(encoding="utf-8"), "simulation", told)
        README.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
