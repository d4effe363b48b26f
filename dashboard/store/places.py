"""Places: which units report on a day, which a sum needs, and which unit a name means."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from dashboard.dates import day_words
from dashboard.errors import UnknownPlaceError
from dashboard.store.models.places import DISTRICT_KINDS, SUCCESSION_EXTENTS

_CITY: Final = "重庆市"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A unit that reports, in its time of validity.

    `hosts` are the codes of the districts a development zone lies in, and empty for a district.
    Days are inclusive; None is open.
    """

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    position: int
    valid_from: date | None
    valid_to: date | None
    hosts: tuple[str, ...]

    def is_valid(self, *, on: date) -> bool:
        """Whether the unit reports on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and not self.has_ceased(on=on)

    def has_ceased(self, *, on: date) -> bool:
        """Whether the unit was there before that day and is no more."""
        return self.valid_to is not None and self.valid_to < on


@dataclass(frozen=True, kw_only=True)
class Succession:
    """What became of a unit: wholly or in part (`extent`) another one.

    It was announced for `on_date`; the new codes came on `coded_on` (None: not known), and the new
    organs took office on `in_office_on` (None: at once), until when the old ones acted.
    """

    predecessor_id: int
    successor_id: int
    on_date: date
    coded_on: date | None
    in_office_on: date | None
    extent: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class Places:
    """All units of every time; immutable, so that one copy serves all readers of a revision."""

    units: tuple[Place, ...]
    other_names: tuple[tuple[str, int], ...]
    successions: tuple[Succession, ...]

    def resolve(self, name: str, *, on: date) -> Place:
        """The unit that `name` means on a day: by full, short, former or variant name.

        Full-width characters, spaces and a leading 重庆市 make no difference. A name that fits
        several units of that day is never decided. A unit whose organs still acted after its end
        was announced is meant by its name until then, if no unit of the day has that name.

        Raises:
            UnknownPlaceError: says in Chinese whether the name is unknown, fits several units, or
                fits one that is not valid on the day, and then what became of it.
        """
        found = self._named(name)
        valid = tuple(place for place in found if place.is_valid(on=on))
        valid = valid or tuple(place for place in found if self.acts(place, on=on))
        if len(valid) == 1:
            return valid[0]
        if valid:
            listed = "、".join(f"{place.name}（{place.code}）" for place in valid)
            raise UnknownPlaceError(f"区县名称“{name}”可能指{listed}，请写明是哪一个")
        if found:
            raise UnknownPlaceError("；".join(self._not_valid(place, on=on) for place in found))
        raise UnknownPlaceError(self._unknown(name))

    def meant(self, word: str, *, on: date) -> Place:
        """The unit that a link or a command means: by code, or by a name as of the day.

        Of units that share a name, the one valid on the day is meant; else one that has ceased.

        Raises:
            UnknownPlaceError: there is none, or the name fits several.
        """
        if word in self._codes:
            return self._codes[word]
        ceased = [place for place in self._named(word) if place.has_ceased(on=on)]
        if len(ceased) == 1 and not any(place.is_valid(on=on) for place in self._named(word)):
            return ceased[0]
        return self.resolve(word, on=on)

    def is_named(self, name: str) -> bool:
        """Whether a unit of any time has the name."""
        return bool(self._named(name))

    def acts(self, place: Place, *, on: date) -> bool:
        """Whether a unit may report on a day: it is valid, or its organs are still in office."""
        return place.is_valid(on=on) or (
            place.has_ceased(on=on)
            and any(
                step.in_office_on is not None and on < step.in_office_on
                for _, step in self.successors(place)
            )
        )

    def of_sum(self, *, on: date, held: Collection[int]) -> tuple[Place, ...]:
        """The units that a sum over the city runs over on a day, each in customary order.

        First those valid on the day, then all others that `held`, the keys of units with rows,
        names: the rows of 江北区 stay under its name, as nobody can say which of them would belong
        to which successor, and without them the units would not add up to the city.
        """
        valid = self.valid_on(on)
        known = {place.id for place in valid}
        others = (one for one in self.units if one.id in held and one.id not in known)
        return (*valid, *others)

    def name_on(self, place: Place, *, on: date) -> str:
        """The unit's name as told on a day, so that no two units of any time are confused.

        One that has ceased is 原江北区; one that shares its name with another is told by its kind,
        原两江新区（开发区）; one that was not there yet says since when it is.
        """
        if place.is_valid(on=on):
            return place.name
        if not place.has_ceased(on=on):
            return (
                f"{place.name}（{day_words(place.valid_from)}起）"
                if place.valid_from
                else place.name
            )
        shared = any(one.name == place.name and one.id != place.id for one in self.units)
        kind = f"（{DISTRICT_KINDS[place.kind]}）" if shared else ""
        return f"原{place.name}{kind}"

    def valid_on(self, on: date) -> tuple[Place, ...]:
        """The units that report on a day, in their customary order."""
        return tuple(place for place in self.units if place.is_valid(on=on))

    def by_id(self, key: int) -> Place:
        """The unit with this key of the store.

        Raises:
            UnknownPlaceError: there is none.
        """
        return self._one(self._ids.get(key), asked=f"编号{key}")

    def by_code(self, code: str) -> Place:
        """The unit with this GB/T 2260 or private code, of whatever time.

        Raises:
            UnknownPlaceError: there is none.
        """
        return self._one(self._codes.get(code), asked=f"代码“{code}”")

    def successors(self, place: Place) -> tuple[tuple[Place, Succession], ...]:
        """What became of a unit, wholly or in part; empty when nothing did."""
        return tuple(
            (self.by_id(step.successor_id), step)
            for step in self.successions
            if step.predecessor_id == place.id
        )

    @cached_property
    def _ids(self) -> dict[int, Place]:
        return {place.id: place for place in self.units}

    @cached_property
    def _codes(self) -> dict[str, Place]:
        return {place.code: place for place in self.units}

    @cached_property
    def _names(self) -> dict[str, tuple[Place, ...]]:
        pairs = [(name, place) for place in self.units for name in (place.name, place.short_name)]
        pairs += [(name, self._ids[key]) for name, key in self.other_names]
        names: dict[str, dict[int, Place]] = {}
        for name, place in pairs:
            names.setdefault(_plain(name), {})[place.id] = place
        return {name: tuple(places.values()) for name, places in names.items()}

    def _named(self, name: str) -> tuple[Place, ...]:
        plain = _plain(name)
        return self._names.get(plain) or self._names.get(plain.removeprefix(_CITY), ())

    def _not_valid(self, place: Place, *, on: date) -> str:
        if place.valid_from is not None and on < place.valid_from:
            since = day_words(place.valid_from)
            return f"{place.name}（{place.code}）自{since}起设立，{day_words(on)}尚无"
        heirs = "、".join(
            f"{heir.name}（{SUCCESSION_EXTENTS[step.extent]}）"
            for heir, step in self.successors(place)
        )
        last = day_words(place.valid_to) if place.valid_to else ""
        became = f"，此后归入{heirs}" if heirs else ""
        return f"{place.name}（{place.code}）有效期至{last}，{day_words(on)}已撤销{became}"

    def _unknown(self, name: str) -> str:
        plain = _plain(name)
        if not plain:
            return "区县名称为空"
        like = get_close_matches(plain.removeprefix(_CITY), self._names, n=3, cutoff=0.6)
        hint = f"，相近的有{'、'.join(like)}" if like else ""
        return f"区县名称“{name}”不在区县和开发区名单中{hint}"

    @staticmethod
    def _one(place: Place | None, *, asked: str) -> Place:
        if place is None:
            raise UnknownPlaceError(f"没有{asked}的区县或开发区")
        return place


def _plain(name: str) -> str:
    """The name in half-width characters without any space or invisible character."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(
        letter
        for letter in folded
        if not letter.isspace() and unicodedata.category(letter) not in {"Cf", "Cc"}
    )
