"""Names of bodies, kept so that those like a given one are found without comparing it with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from data_loaders.batches.resolve.name_likeness import numerals

Key = tuple[str, int]
"""Kind and key of the store, which together are one body."""

MOST_COMPARED: Final = 100
"""Most names of one unit that a name is compared with: those that share its rarest letters.

No unit has so many bodies; a file that registers thousands of like names must not cost the square.
"""


class NameIndex:
    """Plain names by what they share: their whole, or unit, numerals and letters."""

    def __init__(self) -> None:
        self._whole: defaultdict[tuple[str, str], dict[Key, None]] = defaultdict(dict)
        self._letters: defaultdict[tuple[object, ...], dict[Key, None]] = defaultdict(dict)

    def add(self, key: Key, *, district_id: int, name: str) -> None:
        """Take in the plain name of a body."""
        self._whole[key[0], name][key] = None
        for place in self._places(key[0], district_id, name):
            self._letters[place][key] = None

    def remove(self, key: Key, *, district_id: int, name: str) -> None:
        """Forget a name, if it is known."""
        self._whole[key[0], name].pop(key, None)
        for place in self._places(key[0], district_id, name):
            self._letters[place].pop(key, None)

    def candidates(self, kind: str, district_id: int, name: str) -> list[Key]:
        """Bodies of a kind that may be like a name: all of that very name, and some of the unit."""
        found: dict[Key, None] = {}
        shared = [self._letters.get(one, {}) for one in self._places(kind, district_id, name)]
        for key in (key for keys in sorted(shared, key=len) for key in keys):
            if len(found) == MOST_COMPARED:
                break
            found[key] = None
        return list(found | self._whole.get((kind, name), {}))

    @staticmethod
    def _places(kind: str, district_id: int, name: str) -> Iterator[tuple[object, ...]]:
        told = numerals(name)
        return ((kind, district_id, told, letter) for letter in dict.fromkeys(name))
