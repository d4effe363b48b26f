"""How the log is written so that nobody can fill it, nor forge a line of it."""

from __future__ import annotations

import logging
import re
import threading
import traceback
import unicodedata
from collections import Counter
from types import TracebackType
from typing import Final

MOST_LETTERS: Final = 20_000
"""Longest entry, its trace included; a trace is cut in its middle."""
_MOST_KINDS: Final = 10_000
_DAY: Final = 24 * 60 * 60
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of characters that end a line, turn the writing round, or do not show."""
_ROWS: Final = re.compile(r"^(?:DETAIL|CONTEXT):.*?(?=^\[SQL:|^$|\Z)", re.DOTALL | re.MULTILINE)
"""Where PostgreSQL repeats the row that it refused, which may name somebody."""

Origin = tuple[object, ...]
"""Where an error comes from: its type, and the places of its trace."""


def origin_of(error: BaseException | None, trace: TracebackType | None = None) -> Origin:
    """What errors have in common that differ in their words alone."""
    if error is None:
        return ()
    frames = traceback.walk_tb(trace or error.__traceback__)
    places = [(frame.f_code.co_filename, line) for frame, line in frames]
    return type(error), *dict.fromkeys(places)


class Repeats(logging.Filter):
    """Lets an entry through when its kind is met for the 1st, 2nd, 4th, 8th … time of a day.

    Of one kind are entries of one line of the program, one origin of their error and, where the
    caller gives it as `extra`, one `kind`; what a stranger wrote does not matter. So a million bad
    requests are twenty lines. `seen` tells the entry how often its kind was met.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._day = 0
        self._seen: Counter[Origin] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Count the entry; True if it is to be written."""
        error, trace = record.exc_info[1:] if record.exc_info else (None, None)
        kind = getattr(record, "kind", "")
        told = (record.name, record.pathname, record.lineno, kind, *origin_of(error, trace))
        with self._lock:
            day = int(record.created // _DAY)
            if day != self._day or len(self._seen) >= _MOST_KINDS:
                self._day = day
                self._seen.clear()
            self._seen[told] += 1
            seen = self._seen[told]
        record.seen = seen
        return seen & (seen - 1) == 0


class LogEntry(logging.Formatter):
    """One entry: a line, and below it its trace, each line of which begins with a bar.

    Of a kind met before, the line alone with how often; the trace stands where it was met first.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s")

    def format(self, record: logging.LogRecord) -> str:
        """The entry as text; whatever others wrote in it is escaped."""
        seen = getattr(record, "seen", 1)
        head = f"{self.formatTime(record)} {record.levelname} {record.name}"
        line = f"{head} {shortened(escaped(_ROWS.sub('', record.getMessage())))}"
        if seen > 1:
            return f"{line} [met {seen} times today]"
        if not record.exc_info:
            return line
        trace = _ROWS.sub("", self.formatException(record.exc_info)).split("\n")
        below = "\n".join(f"| {escaped(one)}" for one in trace)
        return f"{line}\n{shortened(below)}"


def escaped(text: str) -> str:
    """The text on one line, with what cannot be seen written as its code."""
    if text.isprintable():
        return text
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in _UNSEEN
        else letter
        for letter in text
    )


def shortened(text: str) -> str:
    """The text without its middle where it is too long."""
    if len(text) <= MOST_LETTERS:
        return text
    half = MOST_LETTERS // 2
    return f"{text[:half]} … {len(text) - 2 * half} letters left out … {text[-half:]}"
