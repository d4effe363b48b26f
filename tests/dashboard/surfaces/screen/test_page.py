"""A page: banner, title, filter bar, then each question that applies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.navigation import PAGES
from dashboard.sections.answer import Answer, Notice
from dashboard.sections.section import Section
from dashboard.sections.section_page import SectionPage
from dashboard.store.state import StoreStatus
from dashboard.surfaces.screen.page import draw, until
from tests.conftest import load_whole_demo
from tests.screen import Piece, screen_on, url_of
from tests.stores import Stores


@pytest.fixture(autouse=True)
def _demo(stores: Stores) -> Iterator[None]:
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True):
        yield


_INSTITUTIONS = next(page for page in PAGES if page.path == "institutions")
_PUBLICITY = next(page for page in PAGES if page.path == "publicity")


def _listed(*sections: Section) -> SectionPage:
    return SectionPage(sections=sections)


def section(key: str, **parts: Any) -> Section:
    def answer(view: object, got: object) -> Answer:
        return Answer(title=f"结论{key}", blocks=(Notice(text=f"内容{key}"),))

    return Section(key=key, question="问什么？", answer=answer, **parts)


def test_banner_title_and_answers_stand_in_order() -> None:
    words = Piece(draw, _INSTITUTIONS, _listed(section("一"), section("二"))).text
    order = ["演示数据", "机构复核", "数据截至 2024-12-31", "结论一", "内容一", "结论二"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_a_question_that_does_not_apply_is_not_asked() -> None:
    asked: list[str] = []

    def ask(view: object) -> dict[str, Any]:
        asked.append("asked")
        return {}

    piece = Piece(draw, _INSTITUTIONS, _listed(section("三", when=lambda view: False, ask=ask)))
    assert "结论三" not in piece.text
    assert asked == []


def test_a_page_offers_the_controls_it_understands() -> None:
    def some() -> None:
        draw(_PUBLICITY, SectionPage(sections=(), controls=("district",)))

    labels = [one.label for one in Piece(some).app.selectbox]
    assert labels == ["区县（开发区）"]


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2024, 6, 30), "数据截至 2024-06-30"),
        (date(2024, 12, 31), "数据截至 2024-12-31，距今695天"),
        (date(2026, 11, 26), "截至 2026-11-26（数据截至 2024-12-31，距今695天）"),
    ],
)
def test_a_page_says_how_old_the_data_are(as_of: date, said: str) -> None:
    changed = datetime(2025, 1, 1, tzinfo=UTC)
    state = StoreStatus(
        dataset="production", revision=1, data_until=date(2024, 12, 31), changed_at=changed
    )
    assert until(state, as_of) == said
