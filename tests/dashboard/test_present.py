"""The address of present mode: a frozen version, or a page that says why there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response

from dashboard import present
from dashboard.briefings.freeze import freeze
from dashboard.briefings.keeping import create
from dashboard.briefings.templates import TEMPLATES
from tests.apart import run
from tests.conftest import load_whole_demo
from tests.screen import screen_on, url_of
from tests.stores import Stores


@pytest.fixture
def engine(dialect: str, stores: Stores) -> Iterator[Engine]:
    with stores.fresh(dialect) as engine:
        load_whole_demo(engine)
        yield engine


@pytest.fixture
def served(engine: Engine) -> Iterator[Engine]:
    present._deck.cache_clear()
    with screen_on(url_of(engine)):
        yield engine


def test_a_frozen_version_is_presented(served: Engine) -> None:
    key = create(served, TEMPLATES[0].briefing(), by="演示")
    snapshot = freeze(served, key, by="演示")
    answer = _asked(key, snapshot.version)
    assert answer.status_code == 200
    assert snapshot.number in bytes(answer.body).decode()
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_was_never_frozen_is_said_to_be_missing(served: Engine) -> None:
    answer = _asked(77, 1)
    assert answer.status_code == 404
    assert "无法放映" in bytes(answer.body).decode()


@pytest.mark.parametrize("number", ["1" + "0" * 9, "9" * 20, "9" * 5000, "x", "-1"])
def test_what_can_be_no_number_is_said_to_be_missing(served: Engine, number: str) -> None:
    assert _asked(number, 1).status_code == 404


def _asked(briefing: int | str, version: int) -> Response:
    path = {"briefing": str(briefing), "version": str(version)}
    request = Request({"type": "http", "headers": [], "path_params": path})
    return run(lambda: present.answer(request))
