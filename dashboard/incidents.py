"""Incidents: what nobody foresaw gets a number for the reader and a trace for the log."""

from __future__ import annotations

import logging
import secrets
import threading
from contextlib import suppress
from datetime import UTC, date, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from dashboard import private
from dashboard.logbook import LogEntry, Origin, Repeats, origin_of

LOG = logging.getLogger("oversight")
_BYTES = 5_000_000
_KEPT = 5
_NUMBERS: dict[tuple[date, Origin], str] = {}
_LOCK = threading.Lock()


def log_to(path: Path) -> bool:
    """Write warnings and incident traces to `path`, in five files of 5 MB; False if it cannot be.

    Only the log knows a trace: nothing is written to the terminal or the screen.
    """
    try:
        private.make_folder(path.parent)
        handler = _PrivateFile(
            path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        path.touch(mode=private.FILE)
    except OSError:
        return False
    handler.setLevel(logging.WARNING)
    handler.setFormatter(LogEntry())
    handler.addFilter(Repeats())
    logging.getLogger().addHandler(handler)
    gather_loggers()
    return True


def gather_loggers() -> None:
    """Let the loggers that Streamlit keeps to itself, uvicorn's too, write into the log alone.

    Each writes to the terminal by a handler of its own, which strangers could fill, and has one
    again whenever Streamlit reads its options or first needs it.
    """
    for logger in list(logging.Logger.manager.loggerDict.values()):
        console = getattr(logger, "streamlit_console_handler", None)
        if isinstance(logger, logging.Logger) and console is not None:
            logger.removeHandler(console)
            logger.propagate = True


class _PrivateFile(RotatingFileHandler):
    """Its files are for the account that runs the program alone, each new one too."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=private.opener)


def close_to_others(path: Path) -> None:
    """Take the log and its older files from everybody else, as an earlier version left them."""
    for file in (path, *(Path(f"{path}.{number}") for number in range(1, _KEPT + 1))):
        with suppress(OSError):
            private.close_to_others(file)


def record(error: BaseException, *, now: datetime | None = None) -> str:
    """Log the trace of `error` under an incident number, and return the number.

    An error of the same origin has the same number all day, so that whoever is told a number finds
    its trace, however often others met it.
    """
    now = now or datetime.now(UTC)
    met = (now.date(), origin_of(error))
    with _LOCK:
        number = _NUMBERS.get(met)
        if number is None:
            for earlier in [one for one in _NUMBERS if one[0] != now.date()]:
                del _NUMBERS[earlier]
            number = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
            _NUMBERS[met] = number
    LOG.error("incident %s", number, exc_info=error)
    return number
