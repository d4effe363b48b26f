"""Monthly first attempts by institution and by the site that examined, year by year.

The sites' figures are the sums over the institutions whose candidates they examined, as in the
demo: two views of the same people.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.volumes import TRADES
from tests.bench.bodies import Register, sites_of
from tests.bench.days import MONTHS, number
from tests.bench.table import Writer

Counts = NDArray[np.int64]

_UNREPORTED: Final = 0.015
_JUMPS: Final = 0.002
"""How many series of an institution and trade pass nearly everybody in the last quarter."""
_SEASON: Final = np.array([0.85, 0.5, 1.05, 1.1, 1.1, 1.05, 0.95, 0.9, 1.05, 1.05, 1.1, 1.0])
_COUNTED: Final = (
    "theory_candidates",
    "theory_passes",
    "practical_candidates",
    "practical_passes",
    "out_of_city",
    "origin_unknown",
    "capacity",
)


def trade_name(at: int) -> str:
    """The name of a trade, none the demo's own, whose months are told already."""
    return f"{list(TRADES)[at % len(TRADES)]}·示例{at + 1:03d}"


class Examinations:
    """Draws all months of as many trades as the rows wanted take."""

    def __init__(self, rng: np.random.Generator, *, bodies: Register, rows: int) -> None:
        self._rng = rng
        self._schools = bodies.among(lambda one: not one.is_site)
        self._sites = bodies.among(lambda one: one.is_site)
        self._days = [number(month) for month in MONTHS]
        self._site = sites_of(self._schools, self._sites, self._days)
        self._works = np.array(
            [
                [one.first <= day <= one.last - 27 for day in self._days]
                for one in self._schools.bodies
            ]
        )
        self._taught = self._teaching(rows)
        self._expected = np.exp(rng.normal(3.4, 0.5, self._taught.shape))
        self._theory = rng.normal(0.79, 0.03, self._taught.shape)
        self._practical = rng.normal(0.80, 0.03, self._taught.shape)
        self._out = rng.uniform(0.02, 0.08, self._taught.shape)
        self._unknown = rng.uniform(0.003, 0.02, self._taught.shape)
        self._jumps = rng.random(self._taught.shape) < _JUMPS

    @property
    def trades(self) -> int:
        """How many trades there are."""
        return len(self._taught)

    def _teaching(self, rows: int) -> NDArray[np.bool_]:
        """Which institution teaches which trade: each all, but the last one only some."""
        months = len(self._days)
        sites = sum(len(np.unique(self._site[self._works[:, at], at])) for at in range(months))
        each = int(self._works.sum()) + sites
        whole, rest = divmod(rows, each)
        taught = np.ones((whole + bool(rest), len(self._schools.bodies)), dtype=bool)
        if rest:
            taught[-1, round(len(self._schools.bodies) * rest / each) :] = False
        return taught

    def write(self, writer: Writer) -> None:
        """Write every year's months: of institutions, then of sites."""
        for first in range(0, len(self._days), 12):
            year = slice(first, first + 12)
            counts = self._drawn(year)
            there = self._taught[:, :, None] & self._works[None, :, year]
            self._add(writer, self._schools, year, there=there, counts=counts)
            held = self._at_sites(year, there=there, counts=counts)
            self._add(writer, self._sites, year, there=held[0] > 0, counts=held)

    def _drawn(self, year: slice) -> list[Counts]:
        """What is counted, by trade, institution and month."""
        rng, shape = self._rng, (*self._taught.shape, 12)
        usual = self._expected[:, :, None] * _SEASON
        count = np.maximum(1, rng.poisson(usual))
        noise = rng.normal(0, 0.012, (2, *shape))
        theory, practical = (
            self._theory[:, :, None] + noise[0],
            self._practical[:, :, None] + noise[1],
        )
        if year.stop == len(self._days):
            for rate in (theory, practical):
                rate[:, :, 9:] = np.where(self._jumps[:, :, None], 0.97, rate[:, :, 9:])
        passes = rng.binomial(count, np.clip(theory, 0, 1))
        sat = rng.binomial(passes, 0.97)
        unknown = rng.binomial(count, np.broadcast_to(self._unknown[:, :, None], shape))
        out = rng.binomial(count - unknown, np.broadcast_to(self._out[:, :, None], shape))
        capacity = np.maximum(np.ceil(usual * 1.6 / 10) * 10, np.ceil(count / 10) * 10)
        whole = capacity.astype(np.int64)
        return [
            count,
            passes,
            sat,
            rng.binomial(sat, np.clip(practical, 0, 1)),
            out,
            unknown,
            whole,
        ]

    def _at_sites(self, year: slice, *, there: NDArray[Any], counts: list[Counts]) -> list[Counts]:
        trades, schools, months = there.shape
        place = self._site[:, year]
        held = []
        for values in counts:
            sums = np.zeros((trades, len(self._sites.bodies), months), dtype=np.int64)
            for month in range(months):
                for school in range(schools):
                    told = np.where(there[:, school, month], values[:, school, month], 0)
                    sums[:, place[school, month], month] += told
            held.append(sums)
        return held

    def _add(
        self,
        writer: Writer,
        bodies: Register,
        year: slice,
        *,
        there: NDArray[Any],
        counts: list[Counts],
    ) -> None:
        # By month, as reports come in.
        month, trade, body = np.nonzero(there.transpose(2, 0, 1))
        names = np.array([trade_name(at) for at in range(self.trades)], dtype=object)
        told = {
            name: values[trade, body, month].astype(object)
            for name, values in zip(_COUNTED, counts, strict=True)
        }
        practical, origin = (self._rng.random(len(month)) < _UNREPORTED for _ in range(2))
        for name in ("practical_candidates", "practical_passes"):
            told[name][practical] = None
        for name in ("out_of_city", "origin_unknown"):
            told[name][origin] = None
        writer.write(
            {
                "trade": names[trade].tolist(),
                "month": np.array(MONTHS[year], dtype=object)[month].tolist(),
                **{name: values.tolist() for name, values in told.items()},
                **bodies.columns(body),
            }
        )
