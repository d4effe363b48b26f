"""A statement that runs for hours unless it is stopped, in the words of either dialect."""

from __future__ import annotations

from typing import Final

SLOW: Final = {
    "postgresql": "SELECT pg_sleep(36000)",
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
    "SELECT count(*) FROM n",
}
