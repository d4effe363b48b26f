"""The style sheet: rules from assets, colours and font from the theme."""

from __future__ import annotations

from functools import cache

from dashboard import theme
from dashboard.paths import ASSETS

_NAMES = (
    "INK",
    "NAVY",
    "ACCENT",
    "MUTED",
    "LINE",
    "PAPER",
    "WASH",
    "OVERDUE",
    "DEMO",
    "DEMO_WASH",
    "NO_DATA",
    "FONT",
)


def properties() -> str:
    """The rule that names the theme's colours and font for style sheets."""
    names = "".join(
        f"--{name.lower().replace('_', '-')}:{getattr(theme, name)};" for name in _NAMES
    )
    return f":root{{{names}}}\n"


@cache
def style_sheet() -> str:
    """The whole style element; colours are custom properties named after the theme's."""
    rules = (ASSETS / "css" / "screen.css").read_text(encoding="utf-8")
    return f"<style>{properties()}{rules}</style>"
