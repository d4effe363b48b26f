"""How a finding is mended: reported complete, checked, reopened if need be, closed."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from dashboard.demo.chance import later, until_as_of

_STUBBORN, _FAILS, _UNCHECKED = 0.022, 0.09, 0.06


@dataclass(frozen=True, kw_only=True)
class DemoRectification:
    """The days of a finding's mending as known on AS_OF; a step not reached is None."""

    completed_on: date | None = None
    verified_on: date | None = None
    verification: str | None = None
    reopened_on: date | None = None
    closed_on: date | None = None

    def columns(self) -> dict[str, date | str | None]:
        """The columns of a finding."""
        return asdict(self)


def promptly(rng: random.Random, *, start: date) -> DemoRectification:
    """Done, checked and closed well within any term."""
    completed = later(start, rng=rng, least=4, most=8)
    verified = later(completed, rng=rng, least=1, most=4)
    return DemoRectification(
        completed_on=completed, verified_on=verified, verification="passed", closed_on=verified
    )


def mend(rng: random.Random, *, start: date, due: date | None) -> DemoRectification:
    """A usual course from `start`: mostly before the term, sometimes late, now and then stuck."""
    completed = start + timedelta(days=_delay(rng, term=(due - start).days if due else 20))
    if rng.random() < _UNCHECKED:
        return _known(DemoRectification(completed_on=completed, closed_on=completed))
    verified = later(completed, rng=rng, least=1, most=9)
    if rng.random() < _FAILS:
        reopened = later(verified, rng=rng, least=0, most=2)
        closed = later(reopened, rng=rng, least=6, most=45)
        return _known(
            DemoRectification(
                completed_on=completed,
                verified_on=verified,
                verification="failed",
                reopened_on=reopened,
                closed_on=closed,
            )
        )
    return _known(
        DemoRectification(
            completed_on=completed,
            verified_on=verified,
            verification="passed",
            closed_on=later(verified, rng=rng, least=0, most=2),
        )
    )


def _delay(rng: random.Random, *, term: int) -> int:
    if rng.random() < _STUBBORN:
        return rng.randint(150, 900)
    return max(1, round(rng.lognormvariate(0, 0.5) * 0.5 * max(term, 5)))


def _known(course: DemoRectification) -> DemoRectification:
    """What is known of the course on AS_OF; a step that has not come hides those after it."""
    completed, verified = until_as_of(course.completed_on), until_as_of(course.verified_on)
    checked = completed is not None and verified is not None
    return DemoRectification(
        completed_on=completed,
        verified_on=verified,
        verification=course.verification if checked else None,
        reopened_on=until_as_of(course.reopened_on),
        closed_on=until_as_of(course.closed_on),
    )
