"""A figure: one number, what it is made of, and its state, put together from what was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.analysis.survival import Curve, survival
from dashboard.metrics.branch import Group, TallyCount
from dashboard.metrics.facts import Fact
from dashboard.metrics.metric import Metric, Tally
from dashboard.metrics.states import FigureState


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number, what it is made of, and its state: the only place where that is decided.

    `value` is None where nothing was reported or the denominator is zero. `at_least` says that a
    part of it was reported with 余; `population` counts what must have been there for a zero to
    mean zero. A time has the `curve` it is read from, and no value where that does not come down
    far enough. One that is withheld holds nothing else, whatever there is.
    """

    metric: str
    group: Group
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int
    population: int
    at_least: bool
    state: FigureState
    curve: Curve | None = None

    @property
    def thin(self) -> bool:
        """Whether too little stands behind it to compare it."""
        return self.state is FigureState.THIN

    @property
    def unreached(self) -> bool:
        """Whether it is a time that too few rows have come to their end to tell."""
        return self.state is FigureState.UNREACHED

    @property
    def withheld(self) -> bool:
        """Whether it is not told to this reader."""
        return self.state is FigureState.WITHHELD


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What a question's tallies came to: by tally and whether a period acts on it, by group.

    A tally whose ledger does not know a dimension of the question is counted for all of it alike.
    `empty` holds the facts whose ledger has no row at all.
    """

    by: tuple[str, ...]
    tallies: Mapping[tuple[int, bool], Mapping[Group, TallyCount]]
    empty: frozenset[Fact]

    def at(self, tally: Tally, group: Group, *, timed: bool) -> TallyCount:
        """What a tally came to in a group, nothing where no row is in it."""
        known = known_of(tally, self.by)
        own = tuple(value for name, value in zip(self.by, group, strict=True) if name in known)
        return self.tallies.get((id(tally), timed), {}).get(own, _NOTHING)

    def absent(self, metric: Metric, group: Group) -> FigureState | None:
        """The word where the population of a figure is not there; None where it is.

        Rows of the ledger that is counted speak for themselves, whatever else is not there; that
        there are institutions says nothing of their visits.
        """
        one = metric.population
        of = metric.denominator or metric.numerator
        if of.fact is metric.fact and self.at(of, group, timed=metric.nature.timed).rows:
            return None
        if self.at(one.tally, group, timed=one.timed and metric.nature.timed).rows:
            return None
        return FigureState.NO_LEDGER if one.tally.fact in self.empty else one.absent


_NOTHING: Final = TallyCount(amount=0)


def known_of(tally: Tally, by: tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions that the ledger of a tally knows."""
    return tuple(name for name in by if name in tally.fact.dimensions)


def withheld(metric: str, group: Group = ()) -> Figure:
    """A figure that is not told: the same whether there is nobody, somebody or no record."""
    return Figure(
        metric=metric,
        group=group,
        value=None,
        numerator=None,
        denominator=None,
        rows=0,
        population=0,
        at_least=False,
        state=FigureState.WITHHELD,
    )


def figure_of(metric: Metric, group: Group, counts: Counts, *, asked: Group) -> Figure:
    """Put one figure together from its tallies; a zero needs something that could have been."""
    timed = metric.nature.timed
    top = counts.at(metric.numerator, asked, timed=timed)
    absent = counts.absent(metric, asked)
    numerator = top.amount if top.rows else (0.0 if absent is None else None)
    denominator = value = None
    if metric.denominator is not None:
        base = counts.at(metric.denominator, asked, timed=timed)
        denominator = base.amount if base.rows or metric.denominator.is_count else None
        if denominator is None:
            numerator = None  # nobody reported what it is a share of, so no part of it either
        if numerator is not None and denominator:
            value = numerator / denominator
    else:
        value = numerator
    curve = None
    if metric.quantile is not None:
        curve = survival(top.spans)
        value = curve.quantile(metric.quantile).day if top.rows else None
        denominator = float(top.rows)
    if value is None:
        state = absent or _unknown(metric, denominator)
    elif _basis(metric, top, denominator) < metric.min_denominator:
        state = FigureState.THIN
    else:
        state = FigureState.VALUE if value else FigureState.ZERO
    own = metric.population
    return Figure(
        metric=metric.key,
        group=group,
        value=value,
        numerator=numerator,
        denominator=denominator if metric.denominator is not None else None,
        rows=top.rows,
        population=counts.at(own.tally, asked, timed=timed and own.timed).rows,
        at_least=top.bounded > 0,
        state=state,
        curve=curve,
    )


def _unknown(metric: Metric, base: float | None) -> FigureState:
    """Why a figure has no value though its population or rows are there, which it stands on."""
    if base is None:
        return FigureState.NOT_REPORTED
    if not base:
        return metric.no_base
    if metric.quantile is None:
        return FigureState.NOT_REPORTED
    return FigureState.THIN if base < metric.min_denominator else FigureState.UNREACHED


def _basis(metric: Metric, top: TallyCount, denominator: float | None) -> float:
    """What a rate or a time stands on; a count stands on itself."""
    if metric.denominator is not None:
        return denominator or 0
    return top.rows if metric.quantile is not None else metric.min_denominator
