"""Names that would be markup or formulas elsewhere are only names here."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, Text, cast, func, update

from dashboard.navigation import PAGES
from dashboard.store.models import Base
from tests.conftest import load_whole_demo
from tests.screen import Screen, page_at, parsed, screen_on, target, url_of
from tests.stores import Stores

IMAGE = '<img src=x onerror="alert(1)">'
MARKDOWN = "**粗**[点](http://elsewhere.example)![图](http://elsewhere.example/x.png)"
FORMULA = "=HYPERLINK(1)"
HOSTILE = (IMAGE, MARKDOWN, FORMULA)

NAMED = {
    "institution": ("name", "note"),
    "exam_site": ("name",),
    "campaign": ("name",),
    "review_round": ("name",),
    "inspection": ("team", "note"),
    "finding": ("description",),
    "enforcement_case": ("subject_name",),
    "publicity_activity": ("name", "note"),
    "import_batch": ("file_name", "loaded_by"),
    "published_mention": ("content",),
    "good_practice": ("summary",),
    "requirement": ("summary",),
    "source_gap": ("question", "consequence"),
    "source_document": ("title", "issuer"),
    "standard": ("title",),
    "clause": ("subject",),
}
"""Every text that a ledger or a document brings and a page may show."""

PLAIN = {"selectbox", "date_input", "text_input", "download_button"}
"""Widgets whose values Streamlit shows as they are, never as Markdown."""


def load_hostile(engine: Engine) -> None:
    """The demo with something hostile in every name, still unique."""
    load_whole_demo(engine)
    with engine.begin() as connection:
        for name, columns in NAMED.items():
            table = Base.metadata.tables[name]
            for at, column in enumerate(columns):
                told = table.c[column]
                size = getattr(told.type, "length", None) or 500
                text = f"{HOSTILE[at % 2]}{FORMULA}"
                key = table.c.id
                value = func.substr(FORMULA + text + cast(key, Text), 1, size)
                connection.execute(update(table).where(told.is_not(None)).values({column: value}))


@pytest.fixture
def hostile_screen(dialect: str, stores: Stores) -> Iterator[Screen]:
    engine = stores.shared(dialect, "hostile", fill=load_hostile)
    with screen_on(url_of(engine), keep=True, OVERSIGHT_CASE_ROLE="true") as screen:
        yield screen


def _views(screen: Screen) -> Iterator[Screen]:
    """Every page, and one page behind every kind of link."""
    seen: dict[tuple[str, ...], str] = {}
    for page in PAGES:
        yield screen.open(page.path)
        for href in screen.links:
            path, query = target(href)
            seen.setdefault((path, *sorted(query)), href)
    for href in seen.values():
        path, query = target(href)
        yield screen.open(page_at(path).path, **query)


def test_no_name_becomes_markup_or_markdown(hostile_screen: Screen) -> None:
    met = ""
    for view in _views(hostile_screen):
        assert 'class="failure"' not in view.html, view.text
        for tag, attributes in parsed(view.html).tags:
            assert tag not in {"img", "script", "iframe", "svg", "object"}
            assert not any(name.startswith("on") for name, _ in attributes), attributes
            link = dict(attributes).get("href") or ""
            assert not re.match(r"(?i)\s*(javascript|data|https?):", link), link
        for one in view.elements:
            if one.type == "html" or one.type in PLAIN:
                continue
            for text in _markdown(one):
                assert not any(hostile in text for hostile in HOSTILE), (one.type, text)
        met += view.html
    # It is shown, and escaped; this is no test of pages that leave names out.
    assert "&lt;img src=x" in met
    assert "**粗**" in met


def _markdown(one: object) -> list[str]:
    """What Streamlit would read as Markdown of an element: its label, help and body."""
    proto = one.proto  # type: ignore[attr-defined]
    names = ("label", "help", "body", "placeholder", "value")
    found = [str(getattr(proto, name, "")) for name in names]
    options = getattr(proto, "options", None) or ()
    return [*found, *(str(option) for option in options)]
