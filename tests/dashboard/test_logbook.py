"""The log: what repeats is counted, what strangers write cannot pass for a line of it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest

from dashboard.logbook import MOST_LETTERS, LogEntry, Repeats, escaped

NOON = 20_000 * 24 * 60 * 60.0 + 12 * 60 * 60


@pytest.mark.parametrize("words", ["Invalid HTTP request received.", "opening %s failed"])
def test_a_million_bad_requests_are_twenty_lines(words: str) -> None:
    written = list(_written(_entry(words, f"from {at}") for at in range(1_000_000 // 100)))
    assert len(written) == 14
    assert written[0].endswith(_entry(words, "from 0").getMessage())
    assert written[-1].endswith("[met 8192 times today]")


def test_what_strangers_write_makes_no_other_kind_and_our_own_kinds_do() -> None:
    busy = [
        _entry("store failure %s: %s", "store-busy", f"{at}", kind="store-busy") for at in "123"
    ]
    other = _entry("store failure %s: %s", "store-newer", "x", kind="store-newer")
    told = list(_written([*busy, other]))
    assert [line.partition("failure ")[2] for line in told] == [
        "store-busy: 1",
        "store-busy: 2 [met 2 times today]",
        "store-newer: x",
    ]


def test_the_next_day_it_is_told_whole_again() -> None:
    entries = [
        _entry("不对", created=NOON + days * 86_400, error=_error("甲")) for days in (0, 0, 1)
    ]
    assert [line.count("Traceback") for line in _written(entries)] == [1, 0, 1]


def test_errors_of_two_places_are_told_both() -> None:
    told = list(_written([_entry("不对", error=_error("甲")), _entry("不对", error=_other("甲"))]))
    assert all("Traceback" in line for line in told)
    assert len(told) == 2


@pytest.mark.parametrize(
    "words",
    [
        "坏\n2025-01-15 12:00:00,000 ERROR oversight incident 20250115-120000-abcd",
        "坏\r\x1b[2J\x85\u2028\u2029\x0b\x0c\x1c2025-01-15 ERROR",
        "坏\u202egnp.exe\u200b\ud83d",
    ],
)
def test_no_stranger_writes_a_line_of_his_own(words: str) -> None:
    (line,) = _written([_entry("request %s", words)])
    assert len(line.splitlines()) == 1
    assert escaped(words).isprintable()
    line.encode()
    (entry,) = _written([_entry("incident", error=_error(words))])
    head, *trace = entry.splitlines()
    assert head.endswith("incident")
    assert trace
    assert all(line.startswith("| ") for line in trace)


def test_an_entry_is_never_longer_than_the_log_can_bear() -> None:
    (entry,) = _written([_entry("坏%s", "字" * 10**6, error=_error("字" * 10**6))])
    assert len(entry) < 3 * MOST_LETTERS
    assert "letters left out" in entry


def _written(entries: Iterator[logging.LogRecord] | list[logging.LogRecord]) -> Iterator[str]:
    repeats, entry = Repeats(), LogEntry()
    return (entry.format(one) for one in entries if repeats.filter(one))


def _entry(
    words: str,
    *told: str,
    created: float = NOON,
    kind: str = "",
    error: Exception | None = None,
) -> logging.LogRecord:
    caught = (type(error), error, error.__traceback__) if error is not None else None
    told = told if "%" in words else ()
    record = logging.LogRecord("uvicorn.error", logging.WARNING, "h11.py", 7, words, told, caught)
    record.created = created
    record.kind = kind
    return record


def _error(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def _other(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError:
        found = sys.exc_info()[1]
    assert isinstance(found, ValueError)
    return found
