"""Incidents: what nobody foresaw gets a number for the reader and a trace for the log."""

from __future__ import annotations

import logging
import secrets
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG = logging.getLogger("oversight")
_BYTES = 5_000_000
_KEPT = 5
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def log_to(path: Path) -> bool:
    """Write warnings and incident traces to `path`, in five files of 5 MB; False if it cannot be.

    Only the log knows a trace: nothing is written to the terminal or the screen.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        path.touch()
    except OSError:
        return False
    handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(_FORMAT))
    # Streamlit and uvicorn keep their loggers to themselves; theirs are traces too.
    for name in ("", "streamlit", "uvicorn"):
        logger = logging.getLogger(name)
        if logger.propagate is False or not name:
            logger.addHandler(handler)
    return True


def record(error: BaseException) -> str:
    """Log the trace of `error` under a new incident number, and return the number."""
    number = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    LOG.error("incident %s", number, exc_info=error)
    return number
