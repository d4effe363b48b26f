"""A briefing: an ordered choice of sections, each with its filters, title and speaker notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode

from dashboard.errors import BriefingError
from dashboard.metrics.filter_query import from_query
from dashboard.metrics.filters import Filters

TITLE_LENGTH: Final = 60
NOTES_LENGTH: Final = 2000
MOST_ITEMS: Final = 100


@dataclass(frozen=True, kw_only=True)
class Item:
    """One section of a briefing.

    `section` is a key of the catalogue, as `findings-map/where`. An empty title lets the finding
    stand as the title. `params` are the page's own URL parameters, as the measure of a map.
    """

    section: str
    title: str = ""
    notes: str = ""
    hidden: bool = False
    filters: Filters = field(default_factory=Filters)
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """Filters and parameters as a URL's query, by which the store keeps them."""
        both = {**self.filters.query(), **self.params}
        return urlencode({name: value for name, value in sorted(both.items()) if value})

    @classmethod
    def of(
        cls,
        section: str,
        *,
        query: str = "",
        title: str = "",
        notes: str = "",
        hidden: bool = False,
    ) -> Item:
        """An item with the filters and parameters of a URL's query.

        Raises:
            BadFilterError: a filter in it cannot be read.
        """
        given = dict(parse_qsl(query))
        filters = from_query(given)
        known = filters.query()
        return cls(
            section=section,
            title=title,
            notes=notes,
            hidden=hidden,
            filters=filters,
            params={name: value for name, value in given.items() if name not in known},
        )


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What is to be briefed. Without days it looks at the last day with data when frozen."""

    title: str
    items: tuple[Item, ...]
    as_of: date | None = None
    compared_with: date | None = None
    """The earlier day; None is thirty days before, as on the pages."""

    @property
    def shown(self) -> tuple[Item, ...]:
        """The items that are not hidden."""
        return tuple(item for item in self.items if not item.hidden)

    def moved(self, at: int, *, by: int) -> Briefing:
        """The briefing with item `at` moved by so many places; the ends hold it."""
        items = list(self.items)
        items.insert(min(max(at + by, 0), len(items) - 1), items.pop(at))
        return replace(self, items=tuple(items))

    def with_item(self, item: Item, *, at: int | None = None) -> Briefing:
        """The briefing with `item` in place of the one at `at`, or added at the end."""
        items = list(self.items)
        if at is None:
            items.append(item)
        else:
            items[at] = item
        return replace(self, items=tuple(items))

    def without_item(self, at: int) -> Briefing:
        """The briefing without the item at `at`."""
        return replace(self, items=self.items[:at] + self.items[at + 1 :])


def check(briefing: Briefing, *, sections: frozenset[str]) -> None:
    """See that a briefing can be kept.

    Args:
        briefing: What is to be kept.
        sections: Keys of all sections there are.

    Raises:
        BriefingError: says in Chinese what is wrong and how to mend it.
    """
    title = briefing.title.strip()
    if not title:
        raise BriefingError("请填写简报标题", "the briefing needs a title")
    if len(title) > TITLE_LENGTH:
        raise BriefingError(f"简报标题最多{TITLE_LENGTH}个字，现有{len(title)}个")
    if len(briefing.items) > MOST_ITEMS:
        raise BriefingError(f"一份简报最多{MOST_ITEMS}个板块，现有{len(briefing.items)}个")
    if briefing.as_of and briefing.compared_with and briefing.compared_with >= briefing.as_of:
        raise BriefingError(
            f"比较日期 {briefing.compared_with} 应早于数据截至日 {briefing.as_of}",
            "the earlier day must lie before the as-of day",
        )
    for at, item in enumerate(briefing.items, start=1):
        _check_item(at, item, sections=sections)


def _check_item(at: int, item: Item, *, sections: frozenset[str]) -> None:
    if item.section not in sections:
        raise BriefingError(
            f"第{at}项“{item.section}”不是本程序的板块，可能来自别的版本，请删去后另选",
            f"there is no section {item.section!r}",
        )
    if len(item.title) > TITLE_LENGTH:
        raise BriefingError(f"第{at}项的标题最多{TITLE_LENGTH}个字，现有{len(item.title)}个")
    if len(item.notes) > NOTES_LENGTH:
        raise BriefingError(f"第{at}项的讲稿最多{NOTES_LENGTH}个字，现有{len(item.notes)}个")
