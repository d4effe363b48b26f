"""`python -m tests.simulation [name …]`: print the tables that stand in README."""

from __future__ import annotations

import sys
from collections.abc import Callable

from dashboard.analysis.cusum_limits import LIMITS, VOLUMES, simulated_limit
from tests.simulation import watch


def cusum() -> str:
    """The limits of the CUSUM, simulated anew: rate, then a limit for each volume."""
    return "".join(
        f"{rate}: {tuple(simulated_limit(rate=rate, trials=volume) for volume in VOLUMES)}\n"
        for rate in LIMITS
    )


TABLES: dict[str, Callable[[], str]] = {"watch": watch.table, "cusum": cusum}


def main() -> None:
    """Print the tables asked for, or all."""
    for name in sys.argv[1:] or TABLES:
        sys.stdout.write(f"{name}\n{TABLES[name]()}\n")


if __name__ == "__main__":
    main()
