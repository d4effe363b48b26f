"""The style sheet: the theme's colours as custom properties, and every property it uses defined."""

from __future__ import annotations

import re

from dashboard import theme
from dashboard.surfaces.screen.style import style_sheet

SET_WHERE_USED = {"on", "letter"}
"""Properties that a tile and the map set for themselves."""


def test_colours_come_from_the_theme() -> None:
    sheet = style_sheet()
    assert f"--navy:{theme.NAVY};" in sheet
    assert f"--demo-wash:{theme.DEMO_WASH};" in sheet


def test_every_property_used_is_defined() -> None:
    sheet = style_sheet()
    used = set(re.findall(r"var\(--([a-z-]+)", sheet))
    defined = set(re.findall(r"--([a-z-]+):", sheet))
    assert used - defined <= SET_WHERE_USED


def test_nothing_is_fetched() -> None:
    assert not re.search(r"url\(|@import|https?:", style_sheet())


def test_it_is_one_element() -> None:
    assert style_sheet().count("<style>") == style_sheet().count("</style>") == 1
