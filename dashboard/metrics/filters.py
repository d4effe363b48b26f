"""Filters a reader chooses: kept in the URL under readable names, and said in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import ColumnElement, select

from dashboard.errors import BadFilterError
from dashboard.metrics.facts import Fact
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.store.models.places import District

ALL = "全市"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What is counted; every field empty means everything.

    `first` and `last` are inclusive days on which a thing was found, held or registered;
    `district` is the name of a reporting unit, a development zone among them; `kind`, `category`
    and `severity` are the Chinese terms, `campaign` the name of an action; `institution` is the key
    of one institution, for its own page.
    """

    first: date | None = None
    last: date | None = None
    district: str = ""
    kind: str = ""
    campaign: str = ""
    category: str = ""
    severity: str = ""
    institution: int | None = None

    def conditions(self, fact: Fact) -> list[ColumnElement[bool]]:
        """The SQL conditions on `fact`; a filter the fact does not know adds none."""
        found: list[ColumnElement[bool]] = []
        known = fact.dimensions
        if fact.day is not None and self.first:
            found.append(fact.day >= self.first)
        if fact.day is not None and self.last:
            found.append(fact.day <= self.last)
        if self.district and "district" in known:
            units = select(District.id).where(District.name == self.district)
            found.append(known["district"].in_(units))
        for name, value in self._equal().items():
            if value and name in known:
                found.append(known[name] == value)
        if self.institution is not None and "institution" in known:
            found.append(known["institution"] == self.institution)
        return found

    def _equal(self) -> dict[str, str]:
        """Dimensions that must equal a value: keys of closed lists, and the name of an action."""
        return {
            "institution_kind": self.kind and _key(INSTITUTION_KINDS, self.kind),
            "campaign": self.campaign,
            "category": self.category and _key(FINDING_CATEGORIES, self.category),
            "severity": self.severity and _key(SEVERITIES, self.severity),
        }

    def ignored_by(self, fact: Fact) -> list[str]:
        """Names of chosen filters that `fact` does not know, so that the figure can say so."""
        lacks = {
            "期间": bool(self.first or self.last) and fact.day is None,
            "区县": bool(self.district) and "district" not in fact.dimensions,
            "机构类型": bool(self.kind) and "institution_kind" not in fact.dimensions,
            "专项行动": bool(self.campaign) and "campaign" not in fact.dimensions,
            "问题类别": bool(self.category) and "category" not in fact.dimensions,
            "严重程度": bool(self.severity) and "severity" not in fact.dimensions,
            "机构": self.institution is not None and "institution" not in fact.dimensions,
        }
        return [name for name, lacking in lacks.items() if lacking]

    def sentence(self) -> str:
        """The filters as a reader says them: 沙坪坝区 · 2024年1月1日至2024年12月31日."""
        one = f"机构（编号{self.institution}）" if self.institution is not None else ""
        parts = [one or self.district or ALL]
        if self.first or self.last:
            first = _day(self.first) if self.first else "最早记录"
            parts.append(f"{first}至{_day(self.last) if self.last else '数据截至日'}")
        parts += [text for text in self._words() if text]
        return " · ".join(parts)

    def _words(self) -> tuple[str, ...]:
        return self.kind, self.campaign, self.category, self.severity

    def query(self) -> dict[str, str]:
        """The URL parameters that bring these filters back; empty ones are left out."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        renamed = {URL_NAMES.get(name, name): value for name, value in values.items() if value}
        return {
            name: value.isoformat() if isinstance(value, date) else str(value)
            for name, value in renamed.items()
        }


URL_NAMES = {
    "first": "from",
    "last": "to",
    "district": "district",
    "kind": "kind",
    "campaign": "campaign",
    "category": "category",
    "severity": "severity",
}
"""Field of Filters that a reader chooses to the name it has in the URL."""

_TERMS: Mapping[str, Mapping[str, str]] = {
    "kind": INSTITUTION_KINDS,
    "category": FINDING_CATEGORIES,
    "severity": SEVERITIES,
}
"""Filters that are one of a closed list of Chinese terms."""


def from_query(params: Mapping[str, str]) -> Filters:
    """Read filters back from URL parameters; unknown parameters are other parts' business.

    Raises:
        BadFilterError: a value cannot be a day, or is none of its closed list. Names of districts
            and campaigns are checked by the caller, who knows the store.
    """
    first, last = (read_day(params.get(name, ""), name=name) for name in ("from", "to"))
    if first and last and first > last:
        raise BadFilterError(f"起始日期 {first} 晚于截止日期 {last}")
    for name, terms in _TERMS.items():
        if params.get(name):
            _key(terms, params[name])
    return Filters(
        first=first,
        last=last,
        district=params.get("district", ""),
        kind=params.get("kind", ""),
        campaign=params.get("campaign", ""),
        category=params.get("category", ""),
        severity=params.get("severity", ""),
        institution=_read_key(params.get("institution", ""), name="institution"),
    )


def read_day(value: str, *, name: str) -> date | None:
    """Read a day written YYYY-MM-DD; empty is none.

    Raises:
        BadFilterError: it is no day.
    """
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadFilterError(f"参数 {name}={value} 不是日期，应写作 2024-12-31") from error


def _read_key(value: str, *, name: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise BadFilterError(f"参数 {name}={value} 不是编号")
    return int(value)


def _key(choices: Mapping[str, str], label: str) -> str:
    for key, text in choices.items():
        if text == label:
            return key
    raise BadFilterError(f"“{label}”不在可选项（{'、'.join(choices.values())}）之中")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
