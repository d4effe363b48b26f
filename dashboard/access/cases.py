"""What of a case may be told outside the case role, and how long a suspicion stands.

Until a court has judged nobody is guilty: the bodies named in an open case stay 涉嫌, are named to
the case role alone, and their status must be confirmed anew.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

RECONFIRM_DAYS: Final = 90
"""After so many days a suspicion must be confirmed anew."""

FEWEST_PERSONS: Final = 5
"""Fewer persons than this are told for the whole city alone: a small group gives away whom."""

SUPPRESSED: Final = f"<{FEWEST_PERSONS} 不分列"
NAME_WITHHELD: Final = "名称仅案件角色可见"


def persons_told(persons: float | None, *, whole_city: bool) -> str:
    """A number of persons as it may be told, in words; none reported of the whole city is —.

    None and zero of a part are suppressed like any small number: telling them apart would tell
    where the others are.
    """
    if not whole_city and (persons or 0) < FEWEST_PERSONS:
        return SUPPRESSED
    return "—" if persons is None else f"{persons:.0f}人"


def confirm_by(*, confirmed_on: date | None, stated_on: date) -> date:
    """The last day on which a suspicion may stand without being confirmed anew.

    Args:
        confirmed_on: Day it was last confirmed; None where nobody did.
        stated_on: Last day the document speaks of, that states it.
    """
    return (confirmed_on or stated_on) + timedelta(days=RECONFIRM_DAYS)
