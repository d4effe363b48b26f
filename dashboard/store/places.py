"""Reading places: which units report on a day, and which unit a name in a workbook means."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, aliased

from dashboard.errors import UnknownPlaceError
from dashboard.store.models.places import (
    SUCCESSION_EXTENTS,
    District,
    DistrictAlias,
    DistrictHost,
    DistrictSuccession,
)

_CITY: Final = "重庆市"
_UNIT: Final = (
    District.id,
    District.code,
    District.name,
    District.short_name,
    District.kind,
    District.position,
    District.valid_from,
    District.valid_to,
)
_STEP: Final = (
    DistrictSuccession.predecessor_id,
    DistrictSuccession.successor_id,
    DistrictSuccession.on_date,
    DistrictSuccession.extent,
    DistrictSuccession.note,
)


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
        return begun and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class Succession:
    """What became of a unit: wholly or in part (`extent`) another one, from `on_date` on."""

    predecessor_id: int
    successor_id: int
    on_date: date
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
        several units of that day is never decided.

        Raises:
            UnknownPlaceError: says in Chinese whether the name is unknown, fits several units, or
                fits one that is not valid on the day, and then what became of it.
        """
        found = self._named(name)
        valid = tuple(place for place in found if place.is_valid(on=on))
        if len(valid) == 1:
            return valid[0]
        if valid:
            listed = "、".join(f"{place.name}（{place.code}）" for place in valid)
            raise UnknownPlaceError(f"区县名称“{name}”可能指{listed}，请写明是哪一个")
        if found:
            raise UnknownPlaceError("；".join(self._not_valid(place, on=on) for place in found))
        raise UnknownPlaceError(self._unknown(name))

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
            return f"{place.name}（{place.code}）自{_day(place.valid_from)}起设立，{_day(on)}尚无"
        heirs = "、".join(
            f"{heir.name}（{SUCCESSION_EXTENTS[step.extent]}）"
            for heir, step in self.successors(place)
        )
        last = _day(place.valid_to) if place.valid_to else ""
        became = f"，此后归入{heirs}" if heirs else ""
        return f"{place.name}（{place.code}）有效期至{last}，{_day(on)}已撤销{became}"

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


def read_places(source: Session | Connection) -> Places:
    """Read all places in three statements."""
    host = aliased(District)
    zones = source.execute(
        select(*_UNIT, host.code.label("host"))
        .outerjoin(DistrictHost, DistrictHost.zone_id == District.id)
        .outerjoin(host, host.id == DistrictHost.host_id)
        .order_by(District.position, host.position)
    ).all()
    hosts: dict[int, list[str]] = {}
    for row in zones:
        hosts.setdefault(row.id, []).extend([row.host] if row.host else [])
    units = {row.id: row._mapping for row in zones}
    names = select(DistrictAlias.name, DistrictAlias.district_id).order_by(DistrictAlias.id)
    steps = select(*_STEP).order_by(DistrictSuccession.on_date, *_STEP[:2])
    return Places(
        units=tuple(
            Place(
                **{name: value for name, value in unit.items() if name != "host"},
                hosts=tuple(hosts[key]),
            )
            for key, unit in units.items()
        ),
        other_names=tuple((name, key) for name, key in source.execute(names)),
        successions=tuple(Succession(**row._mapping) for row in source.execute(steps)),
    )


def _plain(name: str) -> str:
    """The name in half-width characters without any space or invisible character."""
    folded = unicodedata.normalize("NFKC", name)
    return "".join(
        letter
        for letter in folded
        if not letter.isspace() and unicodedata.category(letter) not in {"Cf", "Cc"}
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
