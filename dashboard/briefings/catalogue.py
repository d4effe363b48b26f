"""The catalogue: every section a briefing may hold, under a key that stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from dashboard.navigation import Page
from dashboard.sections.section import Section
from dashboard.sections.section_page import listing_pages, read_page


@dataclass(frozen=True, kw_only=True)
class CatalogueSection:
    """One section with the page it belongs to; `controls` are the filters it understands there."""

    page: Page
    section: Section
    controls: tuple[str, ...]

    @property
    def key(self) -> str:
        """Page and section, by which a briefing names it."""
        return f"{self.page.path}/{self.section.key}"

    @property
    def label(self) -> str:
        """How a reader knows it: the page's title and the section's question."""
        return f"{self.page.title}：{self.section.question}"


def _of_pages() -> Iterator[CatalogueSection]:
    for page in listing_pages():
        declared = read_page(page)
        for section in declared.sections:
            if not section.not_briefed:
                own = section.controls
                controls = declared.controls if own is None else own
                yield CatalogueSection(page=page, section=section, controls=controls)


CATALOGUE: Final[Mapping[str, CatalogueSection]] = MappingProxyType(
    {entry.key: entry for entry in _of_pages()}
)
"""Every section by its key, in the order of the pages. Keys stay: stored briefings name them."""
