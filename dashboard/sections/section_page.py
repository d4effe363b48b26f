"""A page that lists sections: which, in which order, under which filters."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from dashboard.metrics.filters import CONTROLS
from dashboard.navigation import PAGES, Page
from dashboard.sections.section import Section


@dataclass(frozen=True, kw_only=True)
class SectionPage:
    """What a file in pages/ declares as `PAGE`.

    `controls` are the filters that its sections understand, `params` the names of the URL
    parameters that its own controls set.
    """

    sections: tuple[Section, ...]
    controls: tuple[str, ...] = CONTROLS
    params: tuple[str, ...] = ()


def listing_pages() -> tuple[Page, ...]:
    """The pages of the menu that list sections, in its order."""
    return tuple(page for page in PAGES if page.lists_sections)


def read_page(page: Page) -> SectionPage:
    """What the page's file declares.

    A file is imported by its name, so that a page is known to screen, preparation and briefings
    by its line in the menu alone.
    """
    declared: SectionPage = import_module(page.module).PAGE
    return declared
