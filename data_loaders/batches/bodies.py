"""Bodies: the institutions and exam sites of the store and of the load, found by code or name.

A name is compared without spaces and in half-width characters. Names that are merely like each
other are proposed to a person, never taken for the same: like means that `difflib` finds at least
80 % of their characters in the same order, or one name contains the other, and that their numerals
agree (第一 and 第二 are not spelling mistakes).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

LIKE: Final = 0.8
"""Smallest `difflib` ratio of two names that are proposed as the same."""
MOST_PROPOSED: Final = 5
_SHORTEST: Final = 4
"""Letters a name must have to count as part of a longer one."""
_NUMERALS: Final = re.compile(r"[0-9一二三四五六七八九十零〇甲乙丙丁]+")
KINDS: Final = {"institution": "培训机构", "exam_site": "考试点"}


@dataclass(frozen=True, kw_only=True)
class Body:
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
    def key(self) -> tuple[str, int]:
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


def are_alike(one: str, other: str) -> float:
    """How alike two plain names are, 0 to 1; 0 where they are not worth a question."""
    if _NUMERALS.findall(one) != _NUMERALS.findall(other):
        return 0
    shorter, longer = sorted((one, other), key=len)
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    if len(shorter) >= _SHORTEST and shorter in longer:
        return max(ratio, LIKE)
    return ratio if ratio >= LIKE else 0


class Bodies:
    """All bodies by code, by unit and name, and by the names a person decided on."""

    def __init__(self, *, known: Iterable[Body], aliases: dict[tuple[int, str], tuple[str, int]]):
        self._by_key: dict[tuple[str, int], Body] = {}
        self._by_code: dict[tuple[str, str], tuple[str, int]] = {}
        self._by_name: dict[tuple[str, int, str], tuple[str, int]] = {}
        self._aliases = dict(aliases)
        self._refused: dict[tuple[int | None, str], str] = {}
        for body in known:
            self.put(body)

    def put(self, body: Body) -> None:
        """Take a body in, or what the load makes of one already here."""
        before = self._by_key.get(body.key)
        if before is not None:
            self._by_name.pop((before.kind, before.district_id, plain(before.name)), None)
            if before.uscc:
                self._by_code.pop((before.kind, before.uscc), None)
        self._by_key[body.key] = body
        self._by_name[body.kind, body.district_id, plain(body.name)] = body.key
        if body.uscc:
            self._by_code[body.kind, body.uscc] = body.key

    def see(self, body: Body, *, where: str) -> None:
        """Remember where in the files the body stands."""
        self._by_key[body.key] = replace(self._by_key[body.key], seen=where)

    def get(self, key: tuple[str, int]) -> Body:
        """The body of that key."""
        return self._by_key[key]

    def coded(self, kind: str, uscc: str) -> Body | None:
        """The body with this credit code."""
        key = self._by_code.get((kind, uscc))
        return None if key is None else self._by_key[key]

    def named(self, kind: str, district_id: int, name: str) -> Body | None:
        """The body of this unit and name."""
        key = self._by_name.get((kind, district_id, plain(name)))
        return None if key is None else self._by_key[key]

    def also_named(self, district_id: int, name: str) -> Body | None:
        """The body that a person decided this unit means by the name."""
        key = self._aliases.get((district_id, plain(name)))
        return None if key is None else self._by_key.get(key)

    def drop(self, body: Body, *, where: str) -> None:
        """Take a new body out again: its line is refused after all."""
        self._by_name.pop((body.kind, body.district_id, plain(body.name)), None)
        if body.uscc:
            self._by_code.pop((body.kind, body.uscc), None)
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
    ) -> list[Body]:
        """Bodies that the name may mean, likest first.

        Those of the unit with a like name; and those of the very name in another unit, first of
        all in those of `near`.
        """
        wanted, written = set(kinds), plain(name)
        scored: list[tuple[float, Body]] = []
        for key in self._by_name.values():
            body = self._by_key[key]
            if body.kind not in wanted:
                continue
            score = self._score(body, district_id=district_id, written=written, near=near)
            if score:
                scored.append((score, body))
        scored.sort(key=lambda pair: (-pair[0], pair[1].name, pair[1].id))
        return [body for _, body in scored[:MOST_PROPOSED]]

    @staticmethod
    def _score(body: Body, *, district_id: int, written: str, near: frozenset[int]) -> float:
        other = plain(body.name)
        if other == written:
            return 1 + (body.district_id in near)
        return are_alike(written, other) if body.district_id == district_id else 0
