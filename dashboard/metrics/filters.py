"""Filters a reader chooses: kept in the URL under readable names, and said in a sentence."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, select

from dashboard.dates import day_words
from dashboard.metrics.choice_filters import choice, declared_in
from dashboard.metrics.facts import Fact
from dashboard.metrics.periods import ALL_TIME, DEFAULT, PERIODS, a_year_before
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.store.models.places import District
from dashboard.store.places import Places

ALL = "全市"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is counted; every field empty means everything.

    `first` and `last` are inclusive days on which a thing was found, held or registered; `period`
    is the key of a named period instead, whose days are known once the day looked at is (`on`).
    They act on flows alone. `district` is the code of a reporting unit, a development zone among
    them, for units of other times may share a name; `kind`, `category` and `severity` are the
    Chinese terms, `campaign` the name of an action; `institution` is the key of one institution,
    for its own page.
    """

    first: date | None = None
    last: date | None = None
    period: str = ""
    district: str = ""
    kind: str = choice(
        "机构类型",
        dimension="institution_kind",
        says="机构类型, as 民办非企业.",
        terms=INSTITUTION_KINDS,
    )
    campaign: str = choice("专项行动", dimension="campaign", says="Full name of a 专项行动.")
    category: str = choice(
        "问题类别",
        dimension="category",
        says="问题类别, as 培训档案.",
        terms=FINDING_CATEGORIES,
    )
    severity: str = choice(
        "严重程度", dimension="severity", says="严重程度, as 较大.", terms=SEVERITIES
    )
    institution: int | None = None

    def conditions(self, fact: Fact, *, timed: bool) -> list[ColumnElement[bool]]:
        """The SQL conditions on `fact`; a filter the fact does not know adds none.

        Args:
            fact: What is counted.
            timed: Whether the period acts on it: on what happened in it, never on what stands.

        Raises:
            ValueError: the period has a name and no days yet.
        """
        known = fact.dimensions
        found: list[ColumnElement[bool]] = []
        if self.district and "district" in known:
            units = select(District.id).where(District.code == self.district)
            found.append(known["district"].in_(units))
        for one in CHOICE_FILTERS:
            value = one.stored(getattr(self, one.name))
            if value and one.dimension in known:
                found.append(known[one.dimension] == value)
        if self.institution is not None and "institution" in known:
            found.append(known["institution"] == self.institution)
        return [*found, *self.period_conditions(fact).values()] if timed else found

    def period_conditions(self, fact: Fact) -> dict[Hashable, ColumnElement[bool]]:
        """The SQL conditions that the period adds, by what they say.

        Raises:
            ValueError: the period has a name and no days yet.
        """
        if self.period and self.first is None:
            raise ValueError(f"the days of {self.period!r} are not known without a day")
        found: dict[Hashable, ColumnElement[bool]] = {}
        if fact.day is not None and self.first:
            found["first", self.first] = fact.begun_by(self.first)
        if fact.day is not None and self.last:
            found["last", self.last] = fact.over_by(self.last)
        return found

    def without_period(self) -> Filters:
        """The same filters over all time."""
        return replace(self, first=None, last=None, period="")

    def on(self, day: date) -> Filters:
        """These filters with the days that a named period has on a day."""
        if not self.period or self.first is not None:
            return self
        first, last = PERIODS[self.period].days(day)
        return replace(self, first=first, last=last)

    def onward(self, day: date) -> Filters:
        """Of a period that ran up to the day the same one going on; of any other the same days."""
        asked = self.on(day)
        return replace(asked, last=None) if asked.last == day else asked

    def acting_on(self, fact: Fact, *, timed: bool) -> Filters:
        """These filters without those that change nothing of what is counted."""
        idle = {name for name in _DIMENSION_OF if _DIMENSION_OF[name] not in fact.dimensions}
        if not timed or fact.day is None:
            idle |= _PERIOD
        empty = Filters()
        return replace(self, **{name: getattr(empty, name) for name in idle})

    def ignored_by(self, fact: Fact, *, timed: bool) -> list[str]:
        """Names of chosen filters that change nothing, so that the figure can say so.

        Nobody chose the period that stands where none was chosen.
        """
        acting, empty = self.acting_on(fact, timed=timed), Filters()
        idle = [
            name
            for name in ("first", "last", *_DIMENSION_OF)
            if getattr(self, name) != getattr(acting, name) == getattr(empty, name)
            and not (name in _PERIOD and self.period == DEFAULT)
        ]
        return list(dict.fromkeys(_SAID[name] for name in idle))

    def before(self) -> Filters:
        """The same filters over the same days a year earlier.

        Raises:
            ValueError: there is no first and last day to go back from.
        """
        if self.first is None or self.last is None:
            raise ValueError("a period without end has no year before")
        first, last = a_year_before(self.first), a_year_before(self.last)
        return replace(self, first=first, last=last, period="")

    def settled(self, places: Places, *, on: date) -> Filters:
        """The filters with the unit's code, where a link of old or a person gives its name.

        Raises:
            UnknownPlaceError: no unit of the day, or several, have that name.
        """
        if not self.district:
            return self
        return replace(self, district=places.meant(self.district, on=on).code)

    def sentence(self, places: Places, *, on: date) -> str:
        """The filters as a reader says them: 沙坪坝区 · 2024年1月1日至2024年12月31日.

        Args:
            places: They name the unit.
            on: The day as of which it is named.
        """
        one = f"机构（编号{self.institution}）" if self.institution is not None else ""
        unit = places.name_on(places.by_code(self.district), on=on) if self.district else ""
        parts = [one or unit or ALL]
        if self.period_words():
            parts.append(self.period_words())
        parts += filter(None, (getattr(self, one.name) for one in CHOICE_FILTERS))
        return " · ".join(parts)

    def period_in_short(self) -> str:
        """The period inside a sentence: 本年, or the days, or 有记录以来."""
        if self.period:
            return PERIODS[self.period].label
        return self.period_words() or "有记录以来"

    def period_words(self) -> str:
        """The period as a reader says it: 本年（2024年1月1日至2024年12月31日）; empty for all."""
        if not self.first and not self.last:
            return PERIODS[self.period].label if self.period else ""
        first = day_words(self.first) if self.first else "最早记录"
        days = f"{first}至{day_words(self.last) if self.last else '数据截至日'}"
        return f"{PERIODS[self.period].label}（{days}）" if self.period else days

    def query(self) -> dict[str, str]:
        """The URL parameters that bring these filters back; what is chosen by default is left out.

        A named period is written by its name, so that it moves with the day of the address.
        """
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        if self.period:
            values |= {"first": None, "last": None, "period": PERIODS[self.period].label}
        elif not self.first and not self.last:
            values["period"] = PERIODS[ALL_TIME].label
        if self.period == DEFAULT:
            values["period"] = ""
        renamed = {URL_NAMES.get(name, name): value for name, value in values.items() if value}
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in renamed.items()
        }


CHOICE_FILTERS: Final = declared_in(Filters)
"""Filters that are one of a list, in the order in which a reader meets them.

Whoever iterates over them has them all: bar, address, command, briefing, sentence.
"""
CONTROLS: Final = ("district", "period", *(one.name for one in CHOICE_FILTERS))
"""Every control of the filter bar, in its order."""
URL_NAMES = {
    "first": "from",
    "last": "to",
    "period": "period",
    "district": "district",
    **{one.name: one.name for one in CHOICE_FILTERS},
}
"""Field of Filters that a reader chooses to the name it has in the URL."""

_DIMENSION_OF: Mapping[str, str] = {
    "district": "district",
    **{one.name: one.dimension for one in CHOICE_FILTERS},
    "institution": "institution",
}
"""Field of Filters to the dimension it filters by."""
_PERIOD = frozenset({"first", "last", "period"})
_SAID: Mapping[str, str] = {
    "first": "期间",
    "last": "期间",
    "district": "区县",
    **{one.name: one.label for one in CHOICE_FILTERS},
    "institution": "机构",
}
"""What a reader calls a field."""
