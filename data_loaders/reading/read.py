"""Reading one sheet of one ledger, lazily and as often as asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from data_loaders.files.sheet import Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.problems import Decisions
from data_loaders.reading.records import Line, Told


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A sheet with what was found of its ledger and header; `lines` reads its rows.

    Two iterations give the same lines: nothing is kept between them.
    """

    sheet: Sheet
    told: Told
    today: date
    decisions: Decisions = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """Every non-empty line from the top; none where `told` closes the sheet."""
        return iter(())


def read_sheet(
    sheet: Sheet,
    *,
    ledger: Ledger | None = None,
    today: date,
    decisions: Mapping[str, str] | None = None,
) -> Reading:
    """Find out what a sheet holds and make its rows ready to read.

    Args:
        sheet: The raw sheet.
        ledger: The ledger it must be; None: told by the sheet's name and its headings.
        today: The day against which later dates are in the future.
        decisions: Answers to questions that an earlier reading asked.
    """
    return Reading(
        sheet=sheet, told=Told(ledger=ledger), today=today, decisions=dict(decisions or {})
    )
