"""What of a case may be told outside the case role, and how long a suspicion stands.

Until a court has judged nobody is guilty: the bodies named in an open case stay 涉嫌, are named to
the case role alone, and their status must be confirmed anew.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

RECONFIRM_DAYS: Final = 90
"""After so many days a suspicion must be confirmed anew."""

SUPPRESSED: Final = "不分列"
"""Stands for a number of persons of any part of the city, whatever it is: none, few or many.

A threshold would not do. That a part shows the mark would tell that somebody is there; a part of
which all others are told follows from the whole; and two looks that differ by one day or one
filter tell by their difference what each of them hides. So the whole alone is told.
"""
NAME_WITHHELD: Final = "名称仅案件角色可见"


def confirm_by(*, confirmed_on: date | None, stated_on: date) -> date:
    """The last day on which a suspicion may stand without being confirmed anew.

    Args:
        confirmed_on: Day it was last confirmed; None where nobody did.
        stated_on: Last day the document speaks of, that states it.
    """
    return (confirmed_on or stated_on) + timedelta(days=RECONFIRM_DAYS)
