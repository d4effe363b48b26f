"""The value of one ods cell, from the attributes that hold it and the text it shows."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import Final

from data_loaders.files.day_words import shows_day
from data_loaders.files.formats import as_shown
from data_loaders.files.markup import attribute
from data_loaders.files.sheet import CellValue, FormattedCell
from data_loaders.files.values import iso_moment, number_of

_DURATION: Final = re.compile(r"PT([0-9]{1,6})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
_NUMBERS: Final = ("float", "percentage", "currency")


def value_of(attributes: dict[str, str], shown: str | None) -> CellValue:
    """The value of a cell; None for an empty one, and for a formula that has no value yet.

    An error such as #N/A is kept as it is shown. A cell may be saved without the text it shows.
    """
    found = _found(attributes, shown or "")
    # A number of no digits is nothing, however often the file repeats it.
    if found == "" or shown is None:
        return None if found == "" else found
    if type(found) is int or type(found) is float:
        return as_shown(found, shown)
    if isinstance(found, date) and shown and not shows_day(shown, found):
        return FormattedCell(found, shown)
    if isinstance(found, timedelta) and shown:
        return FormattedCell(found, shown)
    return found


def strikes_through(attributes: dict[str, str]) -> bool:
    """Whether the properties of a style strike its text through."""
    return attribute(attributes, "text-line-through-style") not in ("", "none")


def _found(attributes: dict[str, str], shown: str) -> CellValue:
    kinds = [value for key, value in attributes.items() if key.endswith(":value-type")]
    kind = "error" if "error" in kinds else attribute(attributes, "value-type")
    if kind in _NUMBERS:
        return number_of(attribute(attributes, "value"))
    if kind == "date":
        return iso_moment(attribute(attributes, "date-value"), otherwise=shown)
    if kind == "time":
        return _duration(attribute(attributes, "time-value"), shown=shown)
    if kind == "boolean":
        return attribute(attributes, "boolean-value") == "true"
    if kind == "string":
        return attribute(attributes, "string-value") or shown or None
    return shown or None


def _duration(text: str, *, shown: str) -> CellValue:
    """A time of day below 24 hours, a span of time from there on."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return shown or text or None
    hours, minutes, seconds = map(int, found.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)
