"""What each page costs over the socket: right after a load, warm, with a filter new and known."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dashboard.navigation import PAGES, Page
from dashboard.store.engine import make_engine
from dashboard.store.state import loading
from tests.bench.reader import Answer, Reader, reader_at
from tests.bench.served import product

_AGAIN: Final = 5
_UNITS: Final = (7, 11)
"""Places of the units chosen in the list of units."""
_EARLIER: Final = date(2024, 6, 30)


@dataclass(kw_only=True)
class Cost:
    """Of one page of one store; seconds."""

    page: Page
    start: float = 0.0
    """The page for the first reader of a process that has just started."""
    load: float = 0.0
    """For the first reader after a load."""
    warm: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    """A unit, a category, a period and an earlier day, which nobody has asked of before."""
    known: list[float] = field(default_factory=list)
    """The same for the next reader."""
    bytes: int = 0
    failed: int = 0

    @property
    def usual(self) -> float:
        """Median of the page asked of again."""
        return statistics.median(self.warm)

    @property
    def filtered(self) -> float | None:
        """Median of a new filter; None where the page has none."""
        return statistics.median(self.new) if self.new else None

    @property
    def filtered_again(self) -> float | None:
        """Median of a filter asked of before."""
        return statistics.median(self.known) if self.known else None


def costs_of(url: str, pages: Sequence[Page] = PAGES) -> list[Cost]:
    """Measure pages of a demo store, which gets a new revision.

    First visits come right after the load; warm ones and filters once it is prepared.
    """
    costs = [Cost(page=page) for page in pages]
    for cost in costs:
        with product(url) as served:
            cost.start = _noted(cost, asyncio.run(_first(served.port, cost.page)))
    with product(url) as served:
        served.rest()
        load_nothing(url)
        for cost in costs:
            first = asyncio.run(_first(served.port, cost.page))
            cost.load, cost.bytes = _noted(cost, first), first.bytes
        served.rest()
        for cost in costs:
            asyncio.run(_measure(served.port, cost))
    return costs


def load_nothing(url: str) -> None:
    """A load without a row: a new revision, by which nothing known holds any longer."""
    engine = make_engine(url, hurried=False)
    with loading(engine, dataset="demo"):
        pass
    engine.dispose()


async def _first(port: int, page: Page) -> Answer:
    async with reader_at(port) as reader:
        return await reader.open(page.path)


async def _measure(port: int, cost: Cost) -> None:
    async with reader_at(port) as reader:
        await reader.open(cost.page.path)
        cost.warm = [_noted(cost, await reader.open(cost.page.path)) for _ in range(_AGAIN)]
    for times in (cost.new, cost.known):
        async with reader_at(port) as reader:
            await reader.open(cost.page.path)
            times += [_noted(cost, one) for one in await _filtered(reader)]


async def _filtered(reader: Reader) -> list[Answer]:
    """One filter after the other, each with those before it."""
    if not reader.offers("district"):
        return []
    answers = [await reader.choose("district", reader.options["district"][at]) for at in _UNITS]
    if reader.offers("category"):
        answers.append(await reader.choose("category", reader.options["category"][0]))
    if reader.offers("period"):
        answers.append(await reader.choose("period", reader.options["period"][-1]))
    if reader.offers("asof"):
        answers.append(await reader.pick_day("asof", _EARLIER))
    return answers


def _noted(cost: Cost, answer: Answer) -> float:
    cost.failed += answer.failed
    return answer.seconds
