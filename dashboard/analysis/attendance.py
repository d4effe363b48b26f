"""Sign-ins: entered afterwards, all from one device, or in one burst.

Arrivals are not independent of each other, so that none of this has a p value: it is described,
and compared with what is usual elsewhere. One terminal in a classroom is used by everybody;
only sign-ins from personal phones can be told apart by device.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

LATE: Final = timedelta(minutes=15)
"""Between the event and its entry; longer is entered afterwards. The product's own step."""
BURST: Final = timedelta(seconds=60)


def is_backfilled(*, happened: datetime, entered: datetime, class_end: datetime) -> bool:
    """Whether a sign-in was entered more than LATE after it happened, or after the class."""
    return entered - happened > LATE or entered > class_end


def device_share(devices: Iterable[str]) -> tuple[int, int]:
    """Sign-ins of the most used device, and of all; (0, 0) where there are none."""
    counts = Counter(devices)
    return max(counts.values(), default=0), counts.total()


def largest_burst(times: Sequence[datetime], *, within: timedelta = BURST) -> int:
    """The most sign-ins in any stretch of `within`, its ends included."""
    ordered = sorted(times)
    most = first = 0
    for at, time in enumerate(ordered):
        while time - ordered[first] > within:
            first += 1
        most = max(most, at - first + 1)
    return most
