"""Many at once: viewers who keep changing filters, and readers who go from page to page."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import httpx2
from websockets.exceptions import WebSocketException

from dashboard.navigation import PAGES
from tests.bench.reader import reader_at

_GRACE: Final = 2.0
"""Seconds that a last change may take beyond its pause."""
_PATIENCE: Final = 600.0
"""Seconds until all must be ready."""


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """How many there are, how long each waits between two changes, and how many he wants."""

    people: int
    pause: float
    changes: int

    @property
    def wanted(self) -> int:
        """Changes of all."""
        return self.people * self.changes


VIEWERS: Final = Crowd(people=20, pause=2.0, changes=15)
READERS: Final = Crowd(people=200, pause=20.0, changes=3)


@dataclass(kw_only=True)
class Outcome:
    """What came of it; a change still waited for at the end counts with the time waited."""

    wanted: int
    seconds: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    errors: int = 0
    megabytes: float = 0.0

    @property
    def done(self) -> int:
        """Changes answered in time to be made at all."""
        return len(self.seconds)

    def percentile(self, of: int) -> float:
        """Seconds that so many per cent took at most."""
        told = sorted([*self.seconds, *self.waited]) or [0.0]
        return told[math.ceil(len(told) * of / 100) - 1]


Change = Callable[[int], Awaitable[bool]]
"""Makes the change of that number; whether it was answered well."""
Person = AbstractAsyncContextManager[Change]
"""One person at the page, ready to change something."""


async def act(people: Sequence[Person], crowd: Crowd) -> Outcome:
    """Let all get ready, one after the other, then begin; what came of it."""
    outcome = Outcome(wanted=crowd.wanted)
    ready = asyncio.Barrier(len(people))

    async def live(person: Person, begins: float) -> None:
        await asyncio.sleep(begins)
        async with person as change:
            async with asyncio.timeout(_PATIENCE):
                await ready.wait()
            await _keep_changing(change, crowd, outcome, begins=begins)

    shift = crowd.pause / crowd.people
    async with asyncio.TaskGroup() as lives:
        for at, person in enumerate(people):
            lives.create_task(live(person, at * shift))
    return outcome


async def _keep_changing(change: Change, crowd: Crowd, outcome: Outcome, *, begins: float) -> None:
    """A change at every pause; while one is waited for, the next ones are missed."""
    start = time.perf_counter() + begins
    end = start + crowd.pause * crowd.changes + _GRACE
    for at in range(crowd.changes):
        due = start + at * crowd.pause
        if time.perf_counter() > due + crowd.pause:
            continue  # its time passed while the last one was waited for
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(max(0.01, end - begun)):
                outcome.errors += not await change(at)
        except TimeoutError:
            outcome.waited.append(time.perf_counter() - begun)
            return
        except (WebSocketException, httpx2.HTTPError):
            outcome.errors += 1
            return
        outcome.seconds.append(time.perf_counter() - begun)


def viewers(port: int, *, page: str, crowd: Crowd = VIEWERS, new: bool = False) -> list[Person]:
    """Viewers of one page who choose unit after unit, each on a day of his own if `new`."""
    last = date(2024, 12, 31)
    days = [last - timedelta(days=at + 1) if new else None for at in range(crowd.people)]
    return [_viewer(port, page=page, day=day, at=at) for at, day in enumerate(days)]


@asynccontextmanager
async def _viewer(port: int, *, page: str, day: date | None, at: int) -> AsyncIterator[Change]:
    async with reader_at(port) as reader:
        await reader.open(page)
        if day:
            await reader.pick_day("asof", day)

        async def change(number: int) -> bool:
            units = reader.options["district"]
            answer = await reader.choose("district", units[(at + number) % len(units)])
            return not answer.failed

        yield change


async def ask_all(port: int, *, page: str) -> None:
    """Ask once of every unit, so that nobody after is the first."""
    async with reader_at(port) as reader:
        await reader.open(page)
        for unit in reader.options["district"]:
            await reader.choose("district", unit)


def readers(port: int, crowd: Crowd = READERS) -> list[Person]:
    """Readers who go from page to page."""
    return [_reader(port, at=at) for at in range(crowd.people)]


@asynccontextmanager
async def _reader(port: int, *, at: int) -> AsyncIterator[Change]:
    async with reader_at(port) as reader:

        async def change(number: int) -> bool:
            answer = await reader.open(PAGES[(at + number) % len(PAGES)].path)
            return not answer.failed

        await change(-1)
        yield change


def callers(port: int, units: Sequence[str], crowd: Crowd = VIEWERS) -> list[Person]:
    """Viewers of the Dash page."""
    return [_caller(port, units, at=at) for at in range(crowd.people)]


@asynccontextmanager
async def _caller(port: int, units: Sequence[str], *, at: int) -> AsyncIterator[Change]:
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE) as client:

        async def change(number: int) -> bool:
            asked = dash_request(units[(at + number) % len(units)])
            answer = await client.post("/_dash-update-component", json=asked)
            return answer.status_code == httpx2.codes.OK

        yield change


def dash_request(unit: str) -> dict[str, Any]:
    """What a browser sends to the Dash page when a unit is chosen."""
    outputs = [
        {"id": key, "property": name}
        for key, name in (
            ("figures", "children"),
            ("kinds", "figure"),
            ("severities", "figure"),
            ("months", "figure"),
            ("table", "children"),
        )
    ]
    joined = "...".join(f"{one['id']}.{one['property']}" for one in outputs)
    return {
        "output": f"..{joined}..",
        "outputs": outputs,
        "inputs": [{"id": "district", "property": "value", "value": unit}],
        "changedPropIds": ["district.value"],
        "state": [],
    }
