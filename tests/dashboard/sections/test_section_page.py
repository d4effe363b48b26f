"""Pages that list sections are known by their line in the menu and what their file declares."""

from __future__ import annotations

from dashboard.navigation import PAGES
from dashboard.sections.section_page import SectionPage, listing_pages, read_page


def test_every_listing_page_declares_its_sections() -> None:
    for page in listing_pages():
        declared = read_page(page)
        assert isinstance(declared, SectionPage)
        keys = [one.key for one in declared.sections]
        assert keys
        assert len(set(keys)) == len(keys), page.path


def test_pages_that_draw_themselves_are_not_among_them() -> None:
    assert {page.path for page in PAGES} - {page.path for page in listing_pages()} == {
        "briefings",
        "data-import",
        "help",
    }


def test_a_page_sets_the_parameters_that_its_sections_read() -> None:
    for page in listing_pages():
        declared = read_page(page)
        for section in declared.sections:
            assert set(section.choices) <= set(declared.params), (page.path, section.key)
