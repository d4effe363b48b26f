"""Every section of the product is in the catalogue or left out with a reason."""

from __future__ import annotations

import importlib
import pkgutil

import dashboard.sections
from dashboard.briefings.catalogue import CATALOGUE, LEFT_OUT
from dashboard.navigation import PAGES
from dashboard.paths import PAGES as FOLDER
from dashboard.sections.section import Section


def sections() -> dict[str, list[Section]]:
    """The sections that stand in each module."""
    names = [
        one.name
        for one in pkgutil.walk_packages(dashboard.sections.__path__, "dashboard.sections.")
        if not one.ispkg
    ]
    return {
        name: [
            value
            for value in vars(importlib.import_module(name)).values()
            if isinstance(value, Section)
        ]
        for name in names
    }


def test_every_section_is_in_the_catalogue_or_left_out_with_a_reason() -> None:
    held = {id(entry.section) for entry in CATALOGUE.values()}
    every = [one for found in sections().values() for one in found]
    missing = {one.key for one in every if id(one) not in held}
    assert missing == set(LEFT_OUT)


def test_a_section_belongs_to_the_page_that_draws_it() -> None:
    texts = {page.path: (FOLDER / page.file).read_text(encoding="utf-8") for page in PAGES}
    for entry in CATALOGUE.values():
        homes = [name for name, found in sections().items() if entry.section in found]
        assert any(f"from {name} import" in texts[entry.page] for name in homes), entry.key


def test_a_key_is_page_and_section_and_has_a_label() -> None:
    assert CATALOGUE["overview/where"] is not CATALOGUE["findings-map/where"]
    assert CATALOGUE["findings-map/where"].label == "问题地图：问题在哪里？"
