"""Power: how likely a true difference would be noticed, in a unit or in one of a size wanted.

Reckoned from what was dealt: how far a unit's count would move, beside how far it must lie out and
how much it varies. A test holds it to what simulated stores give.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy import special

from dashboard.analysis.board import pulled_in
from dashboard.analysis.deals import APART, Hand
from dashboard.analysis.funnel import FunnelKind

WANTED: Final = 0.8
FEWEST: Final = 3
"""Fewer clusters are dealt together too often to promise anything."""
_MOST: Final = 10_000
_STEPS: Final = np.arange(0.5, 60, 0.05)
"""Standard errors tried."""
_RAISED: Final = 0.25
"""By how much of itself a lone cluster far out raises the line when it is dealt elsewhere; each of
several by less. Found by simulation, and held to it by a test."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A true difference worth noticing: the share or rate becomes `truth`."""

    reference: float
    truth: float
    of: str
    """What is multiplied: `cases`, or `rest` where cases are more than half, their complement."""


def multiplied(kind: FunnelKind, *, reference: float, times: float) -> Effect:
    """So many times a rate; of a share, of whichever is rarer, it or its complement, up to all."""
    if kind is FunnelKind.SHARE and reference > 0.5:
        rest = min(1.0, times * (1 - reference))
        return Effect(reference=reference, truth=1 - rest, of="rest")
    truth = times * reference
    return Effect(
        reference=reference,
        truth=min(1.0, truth) if kind is FunnelKind.SHARE else truth,
        of="cases",
    )


def noticed(kind: FunnelKind, hand: Hand, *, effect: Effect, line: float, among: float) -> float:
    """The probability that a unit holding `hand` whose true value is `effect.truth` stands apart.

    0 where it is not compared, and where its clusters are so few that dealing them together again
    is not rare: of one or two nothing is promised, though they may be noticed. `among` is the
    number of clusters in the city.
    """
    times = effect.truth / effect.reference
    shift = abs(times - 1) * hand.expected * hand.rest
    few = hand.clusters < FEWEST or hand.odds > APART
    if not hand.compared or few or hand.variance * hand.rest <= 0:
        return 0.0
    spread = math.sqrt(hand.variance * hand.rest)
    raised = line * (1 + _RAISED / hand.clusters)
    lean = hand.third / spread**3 * math.copysign(1.0, times - 1)
    beyond = shift - _standard_errors(raised, lean=lean, among=among) * spread
    varying = hand.rest * _variance(kind, hand, effect)
    if varying <= 0 or math.isinf(beyond):
        return float(beyond > 0)
    return float(special.ndtr(beyond / math.sqrt(varying)))


def clusters_for(
    kind: FunnelKind, typical: Hand, *, effect: Effect, line: float, among: float
) -> int | None:
    """How many typical clusters, rounded up to a tenth, it takes to be noticed four times of five.

    None where no number would do.
    """
    number = FEWEST
    while number <= _MOST:
        parts = ("clusters", "size", "expected", "chance", "variance", "third")
        held = replace(typical, **{name: number * getattr(typical, name) for name in parts})
        if noticed(kind, held, effect=effect, line=line, among=among) >= WANTED:
            return number
        number += max(1, number // 10)
    return None


def _standard_errors(line: float, *, lean: float, among: float) -> float:
    """How many standard errors come to `line`; infinite where none do.

    A unit far out makes its clusters, and so all clusters of the city, look more different from
    each other than they are: the farther out, the longer the ruler.
    """
    longer = np.sqrt(1 + _STEPS**2 / among)
    reached = pulled_in(_STEPS / longer, skew=lean * longer) >= line
    return float(_STEPS[reached.argmax()]) if reached.any() else math.inf


def _variance(kind: FunnelKind, hand: Hand, effect: Effect) -> float:
    """The variance of the unit's count where the difference is true."""
    times = effect.truth / effect.reference
    if kind is FunnelKind.RATE:
        return hand.chance * times + (hand.variance - hand.chance) * times**2
    before, after = (share * (1 - share) for share in (effect.reference, effect.truth))
    return hand.variance * after / before
