"""In which ways a line of each ledger can be a row of the store that somebody has corrected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from data_loaders.batches.resolve.name_likeness import are_alike
from data_loaders.batches.resolve.organisations import plain

Values = Mapping[str, Any]
LIKE: Final = 0.75
"""Smallest `difflib` ratio of two texts of which one may be the other, corrected."""
TELLING: Final = 10
"""Smallest quantity that two rows seldom share by chance."""
_SHORTEST: Final = 4
"""Letters a text must have to count as part of a longer one."""
_NUMBER: Final = re.compile(r"\d+")
_ORDINAL: Final = re.compile(r"第[\d一二三四五六七八九十百]+|\d+(?=[期届批号讲集课])")
"""A number that tells one of a series from the next."""


def text_likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1; 0 where they are not worth a question.

    Their numbers may differ, as they are what is corrected most, but not those of a series.
    """
    if _ORDINAL.findall(one) != _ORDINAL.findall(other):
        return 0
    first, second = _letters(one), _letters(other)
    if first == second:
        return 1
    first, second = _NUMBER.sub("0", first), _NUMBER.sub("0", second)
    if first == second:
        return 0.98
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= _SHORTEST and shorter in longer:
        return 0.95
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= LIKE else 0


def trade_likeness(one: str, other: str) -> float:
    """As of texts, but 低压电工 and 高压电工 are two trades: the one must be part of the other."""
    shorter, longer = sorted((_letters(one), _letters(other)), key=len)
    return 0.95 if len(shorter) >= _SHORTEST and shorter in longer else 0


def name_likeness(one: str, other: str) -> float:
    """As of the names of bodies."""
    return are_alike(plain(one), plain(other))


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


@dataclass(frozen=True, kw_only=True)
class Way:
    """A line and a row that are equal in some columns and differ in what may be a correction.

    Args:
        same: Columns in which both are filled and equal.
        text: Column in which the words of the one resemble those of the other, as `alike` says.
        day: Column in which the days are not further apart than `within`.
        within: Days.
        agreeing: Columns in which the line says nothing else than the row.
        filled: Columns that both fill.
        counts: Quantities in which it says nothing else, and at least one of them is telling.
    """

    same: tuple[str, ...]
    text: str = ""
    alike: Callable[[str, str], float] = text_likeness
    day: str = ""
    within: int = 0
    agreeing: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()

    def likeness(self, line: Values, row: Values) -> float:
        """How much the line is like the row, 0 to 1; 0: it is none of those to ask about."""
        if not _agree(line, row, (*self.agreeing, *self.counts)):
            return 0
        if any(line[name] is None or row[name] is None for name in self.filled):
            return 0
        if self.counts and not any((line[name] or 0) >= TELLING for name in self.counts):
            return 0
        if self.text:
            return self.alike(line[self.text] or "", row[self.text] or "")
        return self._nearness(line, row) if self.day else 0.5

    def _nearness(self, line: Values, row: Values) -> float:
        one, other = line[self.day], row[self.day]
        if not isinstance(one, date) or not isinstance(other, date):
            return 0
        apart = abs((one - other).days)
        return 0.9 - apart / 100 if apart <= self.within else 0


def _agree(line: Values, row: Values, names: tuple[str, ...]) -> bool:
    return all(line[name] is None or line[name] == row[name] for name in names)


BODIES: Final = ("institution_id", "exam_site_id")


def _of_a_body(*others: str, **more: Any) -> tuple[Way, Way]:
    """The same for an institution and for an exam site."""
    return tuple(  # type: ignore[return-value]
        Way(same=("district_id", body, *others), **more) for body in BODIES
    )


_REACH: Final = ("items", "copies", "person_times")
_CLASS: Final = ("enrolled", "sign_ins_due", "sign_ins_actual")
_MONTH: Final = (
    *("theory_candidates", "theory_passes", "practical_candidates", "practical_passes"),
    *("out_of_city", "origin_unknown"),
)
_VISIT: Final = ("mode", "team", "campaign_id", "note")

WAYS: Final[Mapping[str, tuple[Way, ...]]] = MappingProxyType(
    {
        "reviews": (Way(same=("institution_id", "stage", "decided_on"), agreeing=("outcome",)),),
        "inspections": _of_a_body(day="inspected_on", within=7, agreeing=_VISIT),
        "findings": (
            *_of_a_body("found_on", text="description"),
            *_of_a_body("description", day="found_on", within=15),
            Way(same=("district_id", "found_on", "description"), agreeing=("category",)),
        ),
        "cases": (
            Way(same=("district_id", "lead_on", "cause"), text="subject_name", alike=name_likeness),
            Way(
                same=("district_id", "subject_name", "cause"),
                day="lead_on",
                within=15,
                agreeing=("subject_kind",),
            ),
        ),
        "publicity": (
            Way(same=("district_id", "channel", "held_on"), text="name"),
            Way(same=("district_id", "channel", "name"), day="held_on", within=15, counts=_REACH),
            Way(same=("district_id", "held_on", "name"), counts=_REACH),
        ),
        "classes": (
            Way(same=("institution_id", "started_on"), text="trade", alike=trade_likeness),
            Way(same=("institution_id", "trade"), day="started_on", within=10, counts=_CLASS),
            Way(same=("district_id", "started_on", "trade"), counts=_CLASS),
        ),
        "exam_months": (
            *_of_a_body("month", text="trade", alike=trade_likeness),
            *_of_a_body("trade", day="month", within=31, counts=_MONTH),
            *(
                Way(same=("district_id", "month", "trade"), filled=(body,), counts=_MONTH)
                for body in BODIES
            ),
        ),
    }
)
"""By ledger, for those of which rows are told apart by what they say."""
