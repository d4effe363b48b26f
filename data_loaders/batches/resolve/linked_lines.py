"""Lines that belong together because each shares something with another of them."""

from __future__ import annotations

from collections.abc import Iterator


class LinkedLines:
    """Groups of lines that grow together; a group is known by its first line.

    Joining and asking cost next to nothing each, however long the chain of lines between two.
    """

    def __init__(self) -> None:
        self._earlier: dict[int, int] = {}

    def join(self, one: int, other: int) -> None:
        """Let the groups of two lines be one."""
        first, second = sorted((self._first(one), self._first(other)))
        self._earlier.setdefault(first, first)
        self._earlier[second] = first

    def firsts(self) -> Iterator[tuple[int, int]]:
        """Every line that was joined, in order, with the first of its group."""
        return ((line, self._first(line)) for line in sorted(self._earlier))

    def _first(self, line: int) -> int:
        """The first line of a group; those passed on the way are led there directly."""
        passed = []
        while (earlier := self._earlier.get(line, line)) != line:
            passed.append(line)
            line = earlier
        for one in passed:
            self._earlier[one] = line
        return line
