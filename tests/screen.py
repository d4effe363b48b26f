"""The screen as a reader gets it, without a browser: AppTest over a store of one's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from html.parser import HTMLParser
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Engine
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest, local_script_runner
from streamlit.testing.v1.element_tree import ElementTree
from streamlit.util import calc_hash

from dashboard.errors import StoreError
from dashboard.navigation import PAGES, Page
from dashboard.paths import APP
from dashboard.settings import settings
from dashboard.surfaces.screen import resources
from dashboard.surfaces.screen.frame import caught
from dashboard.surfaces.screen.revision_cache import CachedRevision

LISTING = [page for page in PAGES if page.lists_sections]
"""The pages that list sections under filters; the others are worked on and have tests of their own.
"""

_SECONDS = 60
_KEPT: set[str] = set()

# AppTest cannot be given the handler that the server gives Streamlit; other scripts than the
# product's keep Streamlit's own, so that a test of a piece sees what the piece raises.
local_script_runner.LocalScriptRunner._on_script_error = property(  # type: ignore[assignment]
    lambda runner: caught if runner.script_path == str(APP) else None,
    lambda _runner, _given: None,
)


class Drawn:
    """What stands on a screen."""

    app: AppTest

    @property
    def elements(self) -> list[Any]:
        """Everything drawn, the sidebar's too."""
        return [*_walk(self.app.main), *_walk(self.app.sidebar)]

    @property
    def html(self) -> str:
        """All HTML of the page but the style sheet and the menu."""
        bodies = (one.proto.body for one in _walk(self.app.main) if one.type == "html")
        return "\n".join(body for body in bodies if not body.startswith("<style>"))

    @property
    def menu_html(self) -> str:
        """The HTML of the side bar."""
        return "".join(one.proto.body for one in _walk(self.app.sidebar) if one.type == "html")

    @property
    def menu(self) -> list[str]:
        """The addresses in the side bar."""
        found = (dict(attributes).get("href") for _, attributes in parsed(self.menu_html).tags)
        return [href for href in found if href]

    @property
    def text(self) -> str:
        """The page's HTML as it is read, without tags."""
        return " ".join(parsed(self.html).words)

    @property
    def links(self) -> list[str]:
        """The addresses of all links."""
        tags = parsed(self.html).tags
        return [dict(attributes).get("href") or "" for tag, attributes in tags if tag == "a"]

    @property
    def folds(self) -> list[str]:
        """The keys of all folds, which open when they are set to true."""
        return [fold.id.split("-", 2)[2] for fold in self.of("expander") if fold.id]

    def of(self, kind: str) -> list[Any]:
        """The protos of all elements of a kind, as `download_button`."""
        return [one.proto for one in self.elements if one.type == kind]


class Piece(Drawn):
    """A piece of the screen alone: what `draw`, a function of ours, draws of `args`."""

    def __init__(self, draw: Callable[..., Any], *args: Any) -> None:
        self.app = AppTest.from_function(_call, args=(draw, args), default_timeout=_SECONDS)
        self.app._bidi_component_manager = _components()
        self.app.run()
        assert len(self.app.exception) == 0, self.app.exception


def _call(draw, args):  # type: ignore[no-untyped-def]
    # AppTest runs this source by itself, without the imports that annotations would need.
    draw(*args)


class Screen(Drawn):
    """One reader's session over the store at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.bytes_sent = 0
        """What the server sent for the last run."""
        self.app = AppTest.from_file(APP, default_timeout=_SECONDS)

    @property
    def engine(self) -> Engine:
        """The engine the product itself uses."""
        engine: Engine = resources._engine(self.url)
        return engine

    def open(self, path: str = PAGES[0].path, **query: str) -> Screen:
        """Open a page at its address in a new session, as a browser does with a link."""
        self.app = AppTest.from_file(APP, default_timeout=_SECONDS)
        # AppTest has no public way to begin elsewhere than at the bare address, and looks for
        # components in every installed package anew.
        self.app._page_hash = calc_hash(path)
        self.app._bidi_component_manager = _components()
        for name, value in query.items():
            self.app.query_params[name] = value
        self._run()
        return self

    def rerun(self) -> Screen:
        """What a widget or a refresh does."""
        self._run()
        return self

    def forget_answers(self) -> None:
        """As after a load, but with the reference facts already read."""
        _newest(self.url).answers.forget()

    @property
    def answers_kept(self) -> int:
        """How many answers the server keeps for the newest stand of the store."""
        return len(_newest(self.url).answers._kept)

    @property
    def query(self) -> dict[str, str]:
        """The parameters in the address bar."""
        return {name: str(value) for name, value in self.app.query_params.items()}

    def _run(self) -> None:
        def counting(messages: list[Any]) -> ElementTree:
            self.bytes_sent = sum(message.ByteSize() for message in messages)
            return parse(messages)

        parse = local_script_runner.parse_tree_from_messages
        with mock.patch.object(local_script_runner, "parse_tree_from_messages", counting):
            self.app.run()


def _newest(url: str) -> CachedRevision:
    stand = resources.revision_cache(url)._newest
    assert stand is not None, "no page was drawn yet"
    return stand


@contextmanager
def screen_on(url: str, *, keep: bool = False, **environment: str) -> Iterator[Screen]:
    """A reader's session over the store at `url`, with settings of its own.

    What the server caches goes at the end unless it is to `keep` it, for a store that many tests
    only read; `close_screens` then ends it.
    """
    told = {"OVERSIGHT_DATABASE_URL": url, **environment}
    with mock.patch.dict(os.environ, told):
        settings.cache_clear()
        if not keep:
            _close(url)
        try:
            yield Screen(url)
        finally:
            settings.cache_clear()
            if keep:
                _KEPT.add(url)
            else:
                _close(url)


def close_screens() -> None:
    """Close the connections of all stores kept open."""
    while _KEPT:
        _close(_KEPT.pop())


def url_of(engine: Engine) -> str:
    """The URL of a test's store, password and all."""
    return engine.url.render_as_string(hide_password=False)


def page_at(path: str) -> Page:
    """The page with this address."""
    return next(page for page in PAGES if page.path == path)


def target(href: str) -> tuple[str, dict[str, str]]:
    """The page and the parameters a link leads to."""
    parts = urlsplit(href)
    return parts.path.removeprefix("/"), dict(parse_qsl(parts.query))


class Parsed(HTMLParser):
    """Tags with their attributes, and the words between them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.words.append(data.strip())


def parsed(html: str) -> Parsed:
    """`html` taken apart."""
    parser = Parsed()
    parser.feed(html)
    parser.close()
    return parser


@cache
def _components() -> BidiComponentManager:
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


def _walk(node: Any) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from _walk(child)


def _close(url: str) -> None:
    with suppress(StoreError):
        resources._engine(url).dispose()
    resources._engine.clear(url)
    resources.revision_cache.clear(url)
    resources._pulse.clear(url)
