"""What a cell's number format makes of its value: the value itself, or a value shown otherwise."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from openpyxl.utils.datetime import from_excel

from data_loaders.files.format_code import FormatMark, FormatSection, sections
from data_loaders.files.format_day import day_text, is_hour, is_whole_day, span_text
from data_loaders.files.format_number import exact, keeps_whole, number_text
from data_loaders.files.sheet import CellValue, FormattedCell

_LAST_SERIAL: Final = 2_958_466
"""One more than the serial number of 9999-12-31."""
_MOST_KEPT: Final = 4096
_UNCHANGED: Final = frozenset({FormatMark.GENERAL, FormatMark.TEXT})
_AROUND: Final = str.maketrans("", "", " ,¥￥+\u00a0")
_NOTHING: Final = frozenset({"-", "—", "–"})
"""How accounting formats show a zero."""

BUILT_IN: Final[dict[int, str]] = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
    **dict.fromkeys((37, 38), "#,##0_);(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00_);(#,##0.00)"),
    **dict.fromkeys((41, 42), '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '),
    **dict.fromkeys((43, 44), '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '),
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
}
"""Formats that files name by number alone; 27 to 36 and 50 to 58 as Chinese programs have them."""


@dataclass(kw_only=True)
class NumberFormat:
    """One number format; `since` is the day that the file counts from.

    One that `is_plain` shows every value as it is.
    """

    code: str
    since: datetime
    _seen: dict[int | float, CellValue] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._sections = sections(self.code)
        self._of_text = _of_text(self._sections)
        self.is_plain = len(self._sections) == 1 and self._sections[0].marks <= _UNCHANGED
        first = self._sections[0] if self._sections else None
        free = all(one.condition is None for one in self._sections)
        self._least = keeps_whole(first) if first is not None and free else None
        self._from = 10 ** (self._least - 1) if self._least else 1
        if self._least == 1 and len(self._sections) < 3:
            self._from = 0

    def number(self, number: int | float) -> CellValue:
        """The value of a cell that holds a number."""
        if self.is_plain or (
            self._least is not None and type(number) is int and number >= self._from
        ):
            return number
        found = self._seen.get(number)
        if found is None:
            found = self._number(number)
            if len(self._seen) < _MOST_KEPT:
                self._seen[number] = found
        return found

    def words(self, text: str) -> CellValue:
        """The value of a cell that holds text: formats of numbers leave it alone."""
        section = self._of_text
        if section is None or not text:
            return text
        if not section.marks <= {FormatMark.WORDS, FormatMark.TEXT}:
            return FormattedCell(text, None)
        return FormattedCell(
            text,
            "".join(text if one.mark is FormatMark.TEXT else one.text for one in section.pieces),
        )

    @property
    def changes_words(self) -> bool:
        """Whether it shows text otherwise than it is."""
        return self._of_text is not None

    def _number(self, number: int | float) -> CellValue:
        section, sign = _chosen(self._sections, number)
        if section is None:
            return FormattedCell(number, None)
        if FormatMark.SPAN in section.marks:
            return _span(section, number)
        if section.is_moment:
            return _moment(section, number, since=self.since)
        text = number_text(section, number)
        return as_shown(number, None if text is None else sign + text)


def as_shown(stored: int | float, text: str | None) -> CellValue:
    """A number beside the text that its cell shows: itself, where that is the same number."""
    if text is None or text == str(stored):
        return FormattedCell(stored, None) if text is None else stored
    bare = text.strip().translate(_AROUND)
    if bare in _NOTHING and stored == 0:
        return stored
    if bare[:1] in ("(", "（") and bare[-1:] in (")", "）"):
        bare = f"-{bare[1:-1]}"
    if isinstance(stored, int) and "." in bare:
        bare = bare.rstrip("0").rstrip(".")
    same = bare == str(stored) or bare == f"{exact(stored).normalize():f}"
    return stored if same else FormattedCell(stored, text)


def _of_text(found: tuple[FormatSection, ...]) -> FormatSection | None:
    """The section that shows text, if it adds to it or takes it away."""
    own = found[3] if len(found) > 3 else found[0] if len(found) == 1 else None
    if own is None or (len(found) == 1 and FormatMark.TEXT not in own.marks):
        return None
    words = "".join(one.text for one in own.pieces if one.mark is FormatMark.WORDS)
    unchanged = own.marks & _UNCHANGED and own.marks <= _UNCHANGED | {FormatMark.WORDS}
    return None if unchanged and not words.strip() else own


def _chosen(found: tuple[FormatSection, ...], number: float) -> tuple[FormatSection | None, str]:
    """The section that shows a number, and the sign that it does not show itself."""
    numeric = found[:3]
    if not numeric:
        return None, ""
    if any(one.condition for one in numeric):
        return _by_condition(numeric, number), ""
    if number < 0 and len(numeric) > 1:
        return numeric[1], ""
    if number == 0 and len(numeric) > 2:
        return numeric[2], ""
    return numeric[0], "-" if number < 0 else ""


def _by_condition(numeric: tuple[FormatSection, ...], number: float) -> FormatSection | None:
    """Which sections hold below zero, and after one condition of three, programs differ in."""
    told = [one.condition is not None for one in numeric]
    sure = {1: (True,), 2: (True, told[-1]), 3: (True, True, told[-1])}[len(numeric)]
    if number < 0 or tuple(told) != sure:
        return None
    return next((one for one in numeric if one.holds(number)), None)


def _moment(section: FormatSection, number: float, *, since: datetime) -> CellValue:
    """A day where the number is whole, a time where it is below one, else a day with its time."""
    found: object = None
    if 0 <= number < _LAST_SERIAL:
        with suppress(ValueError, OverflowError):
            found = from_excel(number, since)
    if isinstance(found, datetime) and found.time() == time():
        found = found.date()
    if not isinstance(found, date | time):
        return FormattedCell(number, None)
    if is_whole_day(section) or (isinstance(found, time) and is_hour(section)):
        return found
    return FormattedCell(found, day_text(section, found))


def _span(section: FormatSection, number: float) -> CellValue:
    found: object = None
    if 0 <= number < _LAST_SERIAL:
        with suppress(ValueError, OverflowError):
            found = from_excel(number, timedelta=True)
    return (
        FormattedCell(found, span_text(section, found)) if isinstance(found, timedelta) else number
    )
