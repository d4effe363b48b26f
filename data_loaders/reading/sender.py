"""Who sends a sheet: the reporting unit it tells, for which answers about its headings are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from data_loaders.files.sheet import Sheet
from data_loaders.problems import Option, Question, question_key
from data_loaders.reading import reporting
from data_loaders.reading.text import folded

_MOST_TITLES: Final = 2
"""A line of so many different texts may be a title."""


@dataclass(frozen=True, kw_only=True)
class Sender:
    """A unit by its own name, or nobody: then answers hold for the file alone."""

    unit: str
    file: str

    @classmethod
    def of(cls, sheet: Sheet, texts: Sequence[Sequence[str]]) -> Sender:
        """The sender told above the rows, else in their 区县, else by the sheet's or file's name.

        It does not depend on what any heading means, so that an answer cannot change who asked.

        Args:
            sheet: The sheet.
            texts: Its first rows as texts.
        """
        file = PurePath(sheet.file).stem
        first = next((place for place, row in enumerate(texts) if _is_table(row)), len(texts))
        told = reporting.told_outside(texts[:first], sheet="", file="")
        names = set(told.names if told else ()) or _in_rows(texts[first:])
        if not names:
            told = reporting.told_outside((), sheet=sheet.name, file=file)
            names = set(told.names if told else ())
        units = {reporting.own_name(name) or name for name in names}
        return cls(unit=units.pop() if len(units) == 1 else "", file=folded(sheet.file))

    def question(
        self,
        kind: str,
        *subject: str,
        text: str,
        options: tuple[Option, ...],
        formerly: str = "",
        needed: bool = True,
    ) -> Question:
        """A question about how this sender writes: remembered for it, and asked of others anew."""
        whom = self.unit or self.file
        return Question(
            key=question_key(kind, *subject, whom),
            text=text,
            options=options,
            lasting=bool(self.unit),
            formerly=formerly,
            needed=needed,
        )


def _is_table(row: Sequence[str]) -> bool:
    """Whether a row is no title and no 填报单位 line any more."""
    said = {text for text in row if text}
    lines = (one for one in said if reporting.is_reporting_line(one) and ":" in folded(one))
    return len(said) > _MOST_TITLES and next(lines, None) is None


def _in_rows(texts: Sequence[Sequence[str]]) -> set[str]:
    """The units that the columns name of which most cells are units."""
    found: set[str] = set()
    for column in zip(*texts, strict=True):
        filled = [text for text in column if text]
        names = [name for text in filled if (name := reporting.own_name(text)) is not None]
        if names and len(names) * 2 >= len(filled):
            found.update(names)
    return found
