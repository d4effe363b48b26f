"""The lines of a sheet that head others: listed at its end, the doubtful ones asked about once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from data_loaders.files.sheet import Row
from data_loaders.problems import Option, Question, question_key
from data_loaders.reading.records import plain
from data_loaders.reading.text import words
from data_loaders.rules.personal import masked

MOST_NAMED: Final = 20
"""How many lines are named one by one."""
HEADS: Final = Option(answer="section", label="是分节行，不导入")
_MOST_LETTERS: Final = 30


@dataclass(kw_only=True)
class Sections:
    """The lines that head others so far: number and text of each, of the first alone its text.

    `place` is ledger, file and name of the sheet.
    """

    place: tuple[str, ...]
    listed: list[tuple[int, str]] = field(default_factory=list)
    asked: Question | None = None

    @property
    def texts(self) -> frozenset[str]:
        """The texts that are told."""
        return frozenset(text for _, text in self.listed if text)

    def add(self, row: Row, *, number: int) -> None:
        """Take in a line that heads others."""
        text = next(words(plain(cell)) for cell in reversed(row) if cell not in (None, ""))
        kept = len(self.listed) < MOST_NAMED
        self.listed.append((number, masked(text)[:_MOST_LETTERS] if kept else ""))

    def doubt(self, *, number: int) -> Question:
        """Ask once for the sheet what its lines are that have nothing but a text in front."""
        if self.asked is None:
            self.asked = Question(
                key=question_key("lone", *self.place),
                text=f"从第{number}行起有只填了首列的行，是分节行，还是没有填完的数据行？",
                options=(HEADS, Option(answer="row", label="是没有填完的数据行，逐行拒绝")),
                lasting=False,
            )
        return self.asked
