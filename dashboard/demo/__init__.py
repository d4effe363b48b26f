"""The demo dataset: synthetic bodies, everything about them until 2024-12-31, always the same.

Units of which the circular gives figures get ledgers that agree with it (to the finding, the copy
and the fen); everything else is made up around them. Every body's name begins with 示例, no person
is named, and no credit code can belong to anybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.demo.story import tell
from dashboard.demo.write import write

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def load_demo(session: Session) -> None:
    """Add the demo's rows to a store that holds places and standards and no ledger yet.

    Raises:
        UnknownPlaceError: a reporting unit is not in the store yet.
    """
    write(session, plan=tell().plan)


__all__ = ["load_demo"]
