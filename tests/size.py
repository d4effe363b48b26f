"""`python -m tests.size`: how large the product is, and how far one must read to follow it."""

from __future__ import annotations

import sys
from functools import cache
from statistics import median

import grimp

from tests.sources import PACKAGES, sources


def sizes() -> dict[str, float]:
    """What is counted, by what it is called; migrations, which are written by a tool, left out."""
    modules = sources()
    functions = [lines for one in modules for _, lines in one.functions()]
    return {
        "modules": len(modules),
        "lines": sum(one.lines for one in modules),
        "median lines of a module": median(one.lines for one in modules),
        "median lines of a function": median(functions),
        "longest function": max(functions),
        "longest chain of imports": len(longest_chain()),
    }


def longest_chain() -> tuple[str, ...]:
    """The modules of the longest chain in which each imports the next."""
    graph = grimp.build_graph(*PACKAGES)

    @cache
    def below(module: str) -> tuple[str, ...]:
        imported = graph.find_modules_directly_imported_by(module)
        return (module, *max((below(one) for one in imported), key=len, default=()))

    return max((below(one) for one in graph.modules), key=len)


if __name__ == "__main__":
    for name, number in sizes().items():
        sys.stdout.write(f"{name:<28} {number:>8,.0f}\n")
    sys.stdout.write(" → ".join(longest_chain()) + "\n")
