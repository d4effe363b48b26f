"""Behind a real nginx with TLS, under a path: the configuration that OPERATING.md gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from dashboard.briefings.freeze import freeze
from dashboard.briefings.keeping import create
from dashboard.briefings.templates import TEMPLATES
from dashboard.demo.practice import PRACTICE
from dashboard.store.engine import make_engine
from tests import requirements
from tests.browser.conftest import FLAGS, store
from tests.browser.visitor import Visitor
from tests.conftest import load_whole_demo
from tests.proxy import NAME, key_hash, proxied
from tests.serving import served

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass(frozen=True)
class Proxied:
    """The product behind nginx."""

    url: str
    briefing: int
    key_hash: str


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    requirements.nginx()
    folder = tmp_path_factory.mktemp("proxy")
    database = store(folder, load_whole_demo)
    engine = make_engine(database)
    key = create(engine, TEMPLATES[0].briefing(), by="测试")
    freeze(engine, key, by="测试")
    engine.dispose()
    with (
        served(database, base_path="/oversight", allowed_hosts=f"127.0.0.1,{NAME}") as inside,
        proxied(folder, inside.removesuffix("/oversight")) as url,
    ):
        yield Proxied(url, key, key_hash(folder))


@pytest.fixture(scope="module")
def trusting(chromium: BrowserContext, behind: Proxied) -> Iterator[Browser]:
    """A browser to which the test's certificate is good.

    One that overlooks errors of certificates asks anew on every connection that has one, and after
    so many times gives a file up.
    """
    assert chromium.browser is not None
    browser = chromium.browser.browser_type.launch(
        executable_path=requirements.chromium(),
        args=[*FLAGS, f"--ignore-certificate-errors-spki-list={behind.key_hash}"],
    )
    yield browser
    browser.close()


@pytest.fixture
def visitor(trusting: Browser, behind: Proxied) -> Iterator[Visitor]:
    context = trusting.new_context(viewport=_SIZE)
    visitor = Visitor(context.new_page(), behind.url)
    yield visitor
    context.close()
    # nginx stands on a port of its own, so what is ours begins with the address typed.
    assert visitor.left_the_host == []
    assert visitor.complaints == []


_SIZE = {"width": 1440, "height": 900}


def test_pages_and_their_menu_work_under_the_path(visitor: Visitor) -> None:
    visitor.go("")
    assert visitor.path == "oversight/overview"
    visitor.page.get_by_role("link", name="机构复核").first.click()
    visitor.settle()
    assert visitor.path == "oversight/institutions"
    visitor.heads("机构复核")
    visitor.go("findings-map/")
    assert visitor.path == "oversight/findings-map"
    expect(visitor.page.locator(".plan .district").first).to_be_attached(timeout=20_000)


def test_a_workbook_comes_in(visitor: Visitor) -> None:
    good = PRACTICE[0]
    visitor.go("data-import")
    field = visitor.page.locator("input[type=file]")
    field.set_input_files({"name": good.file_name, "mimeType": "", "buffer": good.make()})
    visitor.sees("可以导入")


def test_a_frozen_version_is_presented(visitor: Visitor, behind: Proxied) -> None:
    visitor.go(f"briefings?briefing={behind.briefing}&version=1")
    link = visitor.page.locator("a.present").first
    with visitor.page.context.expect_page() as opened:
        link.click()
    presented = opened.value
    presented.wait_for_selector(".slide.now")
    assert presented.url.startswith(f"{behind.url}/present/{behind.briefing}/1")


def test_cookies_stay_on_the_encrypted_connection(visitor: Visitor) -> None:
    visitor.go("overview")
    cookies = visitor.page.context.cookies()
    assert cookies
    assert all(cookie["secure"] for cookie in cookies)
