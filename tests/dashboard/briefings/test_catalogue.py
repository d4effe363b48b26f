"""Every section of the product is on a page, and in the catalogue or left out with a reason."""

from __future__ import annotations

import importlib
import pkgutil

import dashboard.sections
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.sections.section import Section
from dashboard.sections.section_page import listing_pages, read_page

KEYS = {
    "overview/headline",
    "overview/where",
    "overview/changes",
    "institutions/review-stages",
    "institutions/review-districts",
    "institutions/review-history",
    "institutions/register",
    "findings-map/where",
    "findings-map/unclosed",
    "findings-map/fairness",
    "findings-map/kinds",
    "findings-map/lookbacks",
    "rectification/rectification-clock",
    "rectification/rectification-board",
    "rectification/rectification-list",
    "rectification/rectification-terms",
    "rectification/rectification-closing",
    "rectification/rectification-flow",
    "watch/watch-headline",
    "watch/watch-list",
    "watch/watch-methods",
    "districts/districts-standings",
    "districts/districts-comparison",
    "districts/districts-around",
    "districts/districts-practices",
    "publicity/publicity-told",
    "publicity/publicity-channels",
    "publicity/publicity-months",
    "publicity/publicity-districts",
    "publicity/publicity-jumps",
    "publicity/publicity-activities",
    "enforcement/enforcement-told",
    "enforcement/enforcement-chain",
    "enforcement/enforcement-who",
    "enforcement/enforcement-penalties",
    "enforcement/enforcement-named",
    "enforcement/enforcement-contradictions",
    "enforcement/enforcement-cases",
    "data/data-circular",
    "data/data-gaps",
    "data/data-requirements",
}
"""Keys that stored briefings name. A section may be added, and none of these may go."""


def _sections() -> dict[str, Section]:
    """Every section of the package, by module and key."""
    names = [
        one.name
        for one in pkgutil.walk_packages(dashboard.sections.__path__, "dashboard.sections.")
        if not one.ispkg
    ]
    return {
        f"{name}/{value.key}": value
        for name in names
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, Section)
    }


def test_every_section_is_on_a_page() -> None:
    """One that is not would be written and never seen."""
    listed = {id(one) for page in listing_pages() for one in read_page(page).sections}
    assert {name for name, one in _sections().items() if id(one) not in listed} == set()


def test_what_is_on_a_page_can_be_briefed_or_says_why_not() -> None:
    held = {id(entry.section) for entry in CATALOGUE.values()}
    for name, one in _sections().items():
        assert (id(one) in held) != bool(one.not_briefed), name


def test_keys_that_stored_briefings_name_are_there() -> None:
    assert set(CATALOGUE) >= KEYS


def test_sections_stand_in_the_order_of_menu_and_pages() -> None:
    assert list(CATALOGUE)[:4] == [
        "overview/headline",
        "overview/where",
        "overview/changes",
        "institutions/review-stages",
    ]


def test_a_key_is_page_and_section_and_has_a_label() -> None:
    assert CATALOGUE["overview/where"] is not CATALOGUE["findings-map/where"]
    assert CATALOGUE["findings-map/where"].label == "问题地图：问题在哪里？"


def test_a_section_has_its_pages_filters_unless_it_names_its_own() -> None:
    assert CATALOGUE["publicity/publicity-months"].controls == ("district", "period")
    assert CATALOGUE["data/data-circular"].controls == ()
