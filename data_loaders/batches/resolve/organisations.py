"""Bodies: the institutions and exam sites of the store and of the load, found by code or name.

A name is compared without spaces and in half-width characters. Names that are merely like each
other are proposed to a person, never taken for the same; `name_likeness` says which are.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from data_loaders.batches.resolve.name_index import Key, NameIndex
from data_loaders.batches.resolve.name_likeness import are_alike

MOST_PROPOSED: Final = 5
NO_NAMES: Final[Mapping[tuple[int, str], Key]] = MappingProxyType({})
KINDS: Final = {"institution": "培训机构", "exam_site": "考试点"}


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An institution or an exam site, in the store or about to be.

    `seen` says where in the files of this load it stands; empty if only the store has it.
    """

    kind: str
    id: int
    district_id: int
    name: str
    uscc: str | None
    closed_on: date | None = None
    is_new: bool = False
    seen: str = ""

    @property
    def key(self) -> Key:
        """Kind and key of the store, which together are one body."""
        return (self.kind, self.id)


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """The name as it is compared: half-width, without any space or invisible character."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(
        letter
        for letter in folded
        if not letter.isspace() and unicodedata.category(letter) not in {"Cf", "Cc"}
    )


class Organisations:
    """All bodies by code, by unit and name, and by the names a person decided on."""

    def __init__(
        self,
        *,
        known: Iterable[Organisation],
        aliases: Mapping[tuple[int, str], Key],
        former: Mapping[tuple[int, str], Key] = NO_NAMES,
    ) -> None:
        self._by_key: dict[tuple[str, int], Organisation] = {}
        self._by_code: dict[tuple[str, str], tuple[str, int]] = {}
        self._by_name: dict[tuple[str, int, str], tuple[str, int]] = {}
        self._names = NameIndex()
        self._alike: dict[tuple[tuple[str, ...], int, str], list[Key]] = {}
        self._aliases = dict(aliases)
        self._former = dict(former)
        self._refused: dict[tuple[int | None, str], str] = {}
        for body in known:
            self.put(body)

    def put(self, body: Organisation) -> None:
        """Take a body in, or what the load makes of one already here."""
        before = self._by_key.get(body.key)
        if before is not None:
            self._forget(before)
        self._by_key[body.key] = body
        self._take(body)

    def see(self, body: Organisation, *, where: str) -> None:
        """Remember where in the files the body stands."""
        self._by_key[body.key] = replace(self._by_key[body.key], seen=where)

    def get(self, key: tuple[str, int]) -> Organisation:
        """The body of that key."""
        return self._by_key[key]

    def coded(self, kind: str, uscc: str) -> Organisation | None:
        """The body with this credit code."""
        key = self._by_code.get((kind, uscc))
        return None if key is None else self._by_key[key]

    def named(self, kind: str, district_id: int, name: str) -> Organisation | None:
        """The body of this unit and name."""
        key = self._by_name.get((kind, district_id, plain(name)))
        return None if key is None else self._by_key[key]

    def also_named(self, district_id: int, name: str) -> Organisation | None:
        """The body that this unit means by the name: as a person decided, or as it was called."""
        return self.decided(district_id, name) or self.formerly(district_id, name)

    def decided(self, district_id: int, name: str) -> Organisation | None:
        """The body that a person decided this unit means by the name."""
        key = self._aliases.get((district_id, plain(name)))
        return None if key is None else self._by_key.get(key)

    def formerly(self, district_id: int, name: str) -> Organisation | None:
        """The body that had this unit and name before a register named it otherwise."""
        key = self._former.get((district_id, plain(name)))
        return None if key is None else self._by_key.get(key)

    def rename(self, before: Organisation) -> None:
        """Remember what a body was called, and where."""
        self._former[before.district_id, plain(before.name)] = before.key

    def drop(self, body: Organisation, *, where: str) -> None:
        """Take a new body out again: its line is refused after all."""
        self._forget(body)
        self.refuse(body.district_id, body.name, where=where)

    def refuse(self, district_id: int | None, name: str, *, where: str) -> None:
        """Remember that the line that would register this name cannot be loaded.

        `district_id` is None where the line names no unit that can be found.
        """
        self._refused.setdefault((district_id, plain(name)), where)

    def refused(self, district_id: int, name: str) -> str | None:
        """Where the line stands that would have registered the name, if it is refused."""
        written = plain(name)
        return self._refused.get((district_id, written)) or self._refused.get((None, written))

    def like(
        self, kinds: Iterable[str], district_id: int, name: str, *, near: frozenset[int]
    ) -> list[Organisation]:
        """Bodies that the name may mean, likest first.

        Those of the unit with a like name; and those of the very name in another unit, first of
        all in those of `near`.
        """
        asked = (tuple(kinds), district_id, plain(name))
        if asked not in self._alike:
            self._alike[asked] = self._likest(*asked, near=near)
        return [self._by_key[key] for key in self._alike[asked]]

    def _likest(
        self, kinds: tuple[str, ...], district_id: int, written: str, *, near: frozenset[int]
    ) -> list[Key]:
        scored: list[tuple[float, Organisation]] = []
        for kind in kinds:
            for key in self._names.candidates(kind, district_id, written):
                body = self._by_key[key]
                score = self._score(body, district_id=district_id, written=written, near=near)
                if score:
                    scored.append((score, body))
        scored.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].id))
        return [body.key for _, body in scored[:MOST_PROPOSED]]

    def _take(self, body: Organisation) -> None:
        """Let the body be found by its name and code."""
        written = plain(body.name)
        self._by_name[body.kind, body.district_id, written] = body.key
        self._names.add(body.key, district_id=body.district_id, name=written)
        if body.uscc:
            self._by_code[body.kind, body.uscc] = body.key
        self._alike.clear()

    def _forget(self, body: Organisation) -> None:
        """Let the body be found by neither."""
        written = plain(body.name)
        self._by_name.pop((body.kind, body.district_id, written), None)
        self._names.remove(body.key, district_id=body.district_id, name=written)
        if body.uscc:
            self._by_code.pop((body.kind, body.uscc), None)
        self._alike.clear()

    @staticmethod
    def _score(
        body: Organisation, *, district_id: int, written: str, near: frozenset[int]
    ) -> float:
        other = plain(body.name)
        if other == written:
            return 1 + (body.district_id in near)
        return are_alike(written, other) if body.district_id == district_id else 0
