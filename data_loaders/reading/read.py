"""Reading one sheet of one ledger, lazily and as often as asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from data_loaders.files.sheet import Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.problems import Decisions
from data_loaders.reading.lines import Pass
from data_loaders.reading.recognise import recognise
from data_loaders.reading.records import SheetContext, SheetLine


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A sheet with what was found of its ledger and header; `lines` reads its rows.

    Two iterations give the same lines: nothing is kept between them.
    """

    sheet: Sheet
    told: SheetContext
    today: date
    decisions: Decisions = field(default_factory=dict)

    def lines(self) -> Iterator[SheetLine]:
        """Every non-empty line from the top; none where `told` closes the sheet.

        Whether another row means the same is not known here: places and bodies must be resolved
        first, which `data_loaders.batches` does.

        Raises:
            LoadError: the file breaks off.
        """
        if not self.told.readable or self.told.ledger is None or self.told.header is None:
            return iter(())
        return Pass.over(
            self.sheet,
            ledger=self.told.ledger,
            header=self.told.header,
            today=self.today,
            decisions=self.decisions,
        ).lines()


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

    Raises:
        LoadError: the file cannot be read on.
    """
    answers = dict(decisions or {})
    told = recognise(sheet, ledger=ledger, decisions=answers)
    return Reading(sheet=sheet, told=told, today=today, decisions=answers)
