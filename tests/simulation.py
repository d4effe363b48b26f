"""What the statistics promise, tried out: `python -m tests.simulation` prints their tables.

`--write` puts them into `dashboard/metrics/README.md`. Stores are drawn with fixed seeds, so that
the tables are the same on every machine; a short version of each is a test. The whole takes some
minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.analysis.clusters import Trials
from dashboard.analysis.deals import Dealt, MeasureMatrix, deal
from dashboard.analysis.funnel import SIGNAL, FunnelKind, Numbers, plain_limits
from dashboard.analysis.power import multiplied, noticed
from dashboard.documents import write_block
from dashboard.metrics.clusters import COMPARABLE, PACE, asked_by, counted, page_of
from dashboard.metrics.comparison import pace_by_cluster
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.store.engine import make_engine
from dashboard.store.state import upgrade
from tests import stable_months
from tests.conftest import load_whole_demo

STORES: Final = 1000
UNITS: Final = 41
MEASURES: Final = len(COMPARABLE)
FEWEST: Final = 6
"""Trials below which a unit is not compared, as of the shares of a review."""
NATIONAL: Final = 315 / 4171
"""Institutions eliminated of those inspected, as told on 2023-04-19: a rate of a null store."""
PLANTED: Final = 8
"""Institutions of the district whose true rate is four times that of all others."""

DEMO_DAY: Final = date(2024, 12, 31)

Whole = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One row of the table: what was tried, what was asked of it, and what came out."""

    tried: str
    asked: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Store:
    """How a store is drawn: all numbers inclusive ranges.

    `bodies` are institutions a district, `trials` trials an institution; `likeness` is the
    correlation of trials inside one. `uneven` is by how much the size of institutions differs from
    district to district (standard deviation of the logarithm). Measures are shares and counts in
    turn, of one true `rate` each; in the first, district 0 may be `planted`.
    """

    bodies: tuple[int, int] = (1, 8)
    trials: tuple[int, int] = (5, 60)
    likeness: float = 0.1
    uneven: float = 0.0
    rate: float = 0.15
    measures: int = MEASURES
    kinds: tuple[FunnelKind, ...] = (FunnelKind.SHARE, FunnelKind.RATE)
    planted: int = 0
    """Trials of district 0 on the first measure; 0 plants nothing."""
    hands: int = PLANTED
    """Institutions of the district planted."""
    times: float = 4.0


REVIEWS: Final = Store(trials=(1, 1), likeness=0.0, rate=NATIONAL, measures=1)
"""Institutions reviewed once each, one measure alone."""


def drawn(store: Store, rng: np.random.Generator) -> MeasureMatrix:
    """One store."""
    bodies = rng.integers(store.bodies[0], store.bodies[1] + 1, UNITS)
    if store.planted:
        bodies[0] = store.hands
    homes = np.repeat(np.arange(UNITS), bodies)
    scale = np.exp(rng.normal(0, store.uneven, UNITS))[homes]
    measures = []
    for at in range(store.measures):
        sizes = rng.integers(store.trials[0], store.trials[1] + 1, len(homes))
        sizes = np.maximum(1, np.round(sizes * scale)).astype(np.int64)
        rates = np.full(len(homes), store.rate)
        if store.planted and at == 0:
            sizes[homes == 0] = np.diff(np.linspace(0, store.planted, store.hands + 1).round())
            rates[homes == 0] *= store.times
        kind = store.kinds[at % len(store.kinds)]
        measures.append(_trials(at, kind, sizes, rates, likeness=store.likeness, rng=rng))
    return MeasureMatrix(measures=measures, homes=homes.tolist(), kinds=[0] * len(homes))


def _trials(
    key: int,
    kind: FunnelKind,
    sizes: Whole,
    rates: Numbers,
    *,
    likeness: float,
    rng: np.random.Generator,
) -> Trials:
    """Cases of every institution, its own rate drawn around the true one."""
    if kind is FunnelKind.SHARE:
        weight = (1 - likeness) / likeness if likeness else np.inf
        own = rng.beta(rates * weight, (1 - rates) * weight) if likeness else rates
        counts = rng.binomial(sizes, own)
    else:
        own = rng.gamma(1 / likeness, likeness * rates) if likeness else rates
        counts = rng.poisson(sizes * own)
    return trials_of(key, kind, counts=counts, sizes=sizes)


def trials_of(key: Hashable, kind: FunnelKind, *, counts: Whole, sizes: Whole) -> Trials:
    """A measure as the page reckons it: expected cases at the rate of all."""
    return Trials(
        key=key,
        kind=kind,
        counts=counts.astype(np.float64),
        expected=sizes * (counts.sum() / sizes.sum()),
        sizes=sizes.astype(np.float64),
        fewest=FEWEST,
    )


def named(found: Dealt) -> set[tuple[Hashable, Hashable]]:
    """Measure and district of all that stand apart."""
    return {
        (measure, unit)
        for measure, hands in found.hands.items()
        for unit, hand in hands.items()
        if abs(hand.deviation) > found.lines[measure].apart
    }


def outside_limits(page: MeasureMatrix) -> set[tuple[Hashable, Hashable]]:
    """Those outside the funnel's plain 99.8 % limits, which take every trial for itself."""
    places = {unit: at for at, unit in enumerate(dict.fromkeys(page.homes))}
    homes = np.array([places[unit] for unit in page.homes])
    found: set[tuple[Hashable, Hashable]] = set()
    for one in page.measures:
        counts, sizes = (np.bincount(homes, of) for of in (one.counts, one.sizes))
        kept = np.flatnonzero((sizes >= max(1, one.fewest)) & (sizes <= sizes.sum() / 2))
        rest = (counts.sum() - counts[kept]) / (sizes.sum() - sizes[kept])
        low, high = plain_limits(one.kind, sizes=sizes[kept], reference=rest, level=SIGNAL)
        rate = counts[kept] / sizes[kept]
        found |= {(one.key, int(at)) for at in kept[(rate < low) | (rate > high)]}
    return found


def share_naming_anybody(store: Store, stores: int = STORES, *, seed: int = 1) -> float:
    """The share of stores in which some district stands apart on some measure."""
    rng = np.random.default_rng(seed)
    return _share(stores, lambda: bool(named(deal(drawn(store, rng)))))


def share_outside_limits(store: Store, stores: int = STORES, *, seed: int = 1) -> float:
    """The share of stores in which plain limits would name some district."""
    rng = np.random.default_rng(seed)
    return _share(stores, lambda: bool(outside_limits(drawn(store, rng))))


def share_finding_the_planted(store: Store, stores: int = STORES, *, seed: int = 2) -> float:
    """The share of stores in which the planted district is found where it was planted."""
    rng = np.random.default_rng(seed)
    return _share(stores, lambda: (0, 0) in named(deal(drawn(store, rng))))


def power_told(store: Store, stores: int = 50, *, seed: int = 3) -> float:
    """What the page says of the chance to find it: the mean of what it reckons without it."""
    rng = np.random.default_rng(seed)
    told = []
    for _ in range(stores):
        page = drawn(replace(store, times=1.0), rng)
        found, first = deal(page), page.measures[0]
        rate = float(first.counts.sum() / first.sizes.sum())
        effect = multiplied(first.kind, reference=rate, times=store.times)
        line, among = found.lines[0].apart, len(page.homes)
        told.append(noticed(first.kind, found.hands[0][0], effect=effect, line=line, among=among))
    return float(np.mean(told))


def _share(stores: int, happens: Callable[[], bool]) -> float:
    return sum(happens() for _ in range(stores)) / stores


def worst_by_rank(stores: int = STORES, *, seed: int = 1) -> float:
    """The median rate of the district a plain ranking would call the worst of a null store."""
    rng = np.random.default_rng(seed)
    worst = []
    for _ in range(stores):
        page = drawn(REVIEWS, rng)
        homes, (one,) = np.array(page.homes), page.measures
        counts, sizes = (np.bincount(homes, of, UNITS) for of in (one.counts, one.sizes))
        worst.append(float((counts / sizes).max()))
    return float(np.median(worst))


@dataclass(frozen=True, kw_only=True)
class Names:
    """How many names deals of the demo's institutions give, by the rule and by plain limits."""

    some: float
    """The share of deals that name anybody."""
    mean: float
    some_by_limits: float
    mean_by_limits: float


def demo_page(engine: Engine) -> MeasureMatrix:
    """All measures of the demo store by its institutions and exam sites."""
    asked = [
        FigureQuery(metrics=(key,), by=asked_by(key), as_of=DEMO_DAY)
        for key in COMPARABLE
        if key != PACE
    ]
    with Session(engine) as session:
        told = [counted(one.question.metrics[0], one) for one in measure(session, asked)]
        pace = pace_by_cluster(session, filters=Filters(), as_of=DEMO_DAY)
    return page_of([*told, pace])


def names_of_deals(page: MeasureMatrix, deals: int, *, seed: int = 4) -> Names:
    """Deal institutions (sites among sites) to the districts at random, and ask the page each time.

    Every district keeps its number of each; bands of size play no part, as nature knows none.
    """
    rng = np.random.default_rng(seed)
    by_rule, by_limits = [], []
    homes, kinds = np.array(page.homes, np.int64), np.array(page.kinds)
    for _ in range(deals):
        for kind in np.unique(kinds):
            homes[kinds == kind] = rng.permutation(homes[kinds == kind])
        dealt = replace(page, homes=homes.tolist())
        by_rule.append(len(named(deal(dealt))))
        by_limits.append(len(outside_limits(dealt)))
    rule, limits = np.array(by_rule), np.array(by_limits)
    return Names(
        some=float((rule > 0).mean()),
        mean=float(rule.mean()),
        some_by_limits=float((limits > 0).mean()),
        mean_by_limits=float(limits.mean()),
    )


_BELOW: Final = "below 2 % of stores"
_FOUND: Final = "found in 80 % of stores at least"
_SAID: Final = "what the page says"


def comparison(stores: int = STORES, *, deals: int = STORES) -> Iterator[Outcome]:
    """The rows on 区县对比."""
    yield Outcome(
        tried=f"{stores:,} stores of {UNITS} districts with 1 to 8 institutions, reviewed once "
        "each at one true rate: the worst district of a plain ranking",
        asked="nothing: this is what the page avoids",
        found=f"{worst_by_rank(stores):.0%} in the median, the true rate {NATIONAL:.1%}",
    )
    for tried, store, some in _NULLS:
        named_, outside = (
            share(store, stores // some) for share in (share_naming_anybody, share_outside_limits)
        )
        yield Outcome(
            tried=f"{tried}{_drawn(stores, some)}: some district is named apart",
            asked=_BELOW,
            found=f"{named_:.2%} (plain 99.8 % limits: {outside:.0%})",
        )
    with demo_store() as engine:
        names = names_of_deals(demo_page(engine), deals)
    yield Outcome(
        tried=f"the demo's own institutions and exam sites dealt to its districts at random, "
        f"{deals:,} times: some district is named apart",
        asked=_BELOW.replace("stores", "deals"),
        found=f"{names.some:.2%} (plain limits: {names.some_by_limits:.0%}, "
        f"{names.mean_by_limits:.1f} names a deal)",
    )
    for tried, asked, store in _PLANTED:
        found, told = share_finding_the_planted(store, stores // 4), power_told(store)
        what = f"a district at {store.times:.0f} times the others' rate, {tried}"
        yield Outcome(
            tried=what + _drawn(stores, 4),
            asked=asked,
            found=f"{found:.1%} ({_SAID}: {told:.0%})",
        )


def _drawn(stores: int, part: int) -> str:
    """How many stores, where it is not all."""
    return f" ({stores // part:,} stores)" if part > 1 else ""


_NULLS: Final = (
    ("the same stores", REVIEWS, 1),
    ("the same with 8 to 39 institutions", replace(REVIEWS, bodies=(8, 39)), 2),
    (
        "the same with 1 to 20 inspections each, whose findings hang together (κ = 0.5)",
        replace(REVIEWS, trials=(1, 20), likeness=0.5, rate=1.6, kinds=(FunnelKind.RATE,)),
        1,
    ),
    (
        f"a page of {MEASURES} measures, 5 to 60 trials an institution, alike inside (ρ = 0.1)",
        Store(),
        1,
    ),
    ("such a page with 8 to 39 institutions a district", Store(bodies=(8, 39)), 4),
    (
        "such a page where some districts have far larger institutions than others (σ = 0.5)",
        Store(uneven=0.5),
        1,
    ),
)
"""What is tried, the store, and the part of the stores that is drawn."""

_PLANTED: Final = (
    (
        "40 cases where 10 are usual over 8 institutions, on a page of 14 measures",
        _FOUND,
        Store(planted=80, rate=0.125, kinds=(FunnelKind.RATE, FunnelKind.SHARE)),
    ),
    ("40 trials over 8 institutions at 15 %, same page", _FOUND, Store(planted=40)),
    (
        f"40 trials over 8 institutions at {NATIONAL:.1%}, same page",
        _SAID,
        Store(planted=40, rate=NATIONAL),
    ),
    ("200 trials over 4 institutions at 15 %, same page", _SAID, Store(planted=200, hands=4)),
    ("200 trials of 1 institution at 15 %, same page", _SAID, Store(planted=200, hands=1)),
)


@contextmanager
def demo_store() -> Iterator[Engine]:
    """A demo store for as long as it is needed."""
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'demo.db'}")
        upgrade(engine)
        load_whole_demo(engine)
        yield engine
        engine.dispose()


def table(outcomes: Iterable[Outcome]) -> str:
    """A Markdown table."""
    head = "| tried | asked | came out |\n|---|---|---|\n"
    return head + "".join(f"| {one.tried} | {one.asked} | {one.found} |\n" for one in outcomes)


def tables() -> str:
    """Both tables: districts compared, and alerts on stable months."""
    return f"{table(comparison())}\n{stable_months.table()}"


def main() -> None:
    """Print the tables, and write them where asked to."""
    told = tables()
    sys.stdout.write(told)
    if "--write" in sys.argv[1:]:
        write_block("simulation", told)


if __name__ == "__main__":
    main()
