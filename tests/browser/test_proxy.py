"""Behind a real nginx with TLS, under a path: the configuration that README gives."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from dashboard.briefings.freeze import freeze
from dashboard.briefings.keeping import create
from dashboard.briefings.templates import TEMPLATES
from dashboard.paths import README
from dashboard.store.engine import make_engine
from data_loaders.demo.practice import PRACTICE
from tests import requirements
from tests.browser.conftest import free_port, served, store, wait_for
from tests.browser.visitor import Visitor
from tests.conftest import load_whole_demo

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

NAME = "oversight.example.cn"
_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""


@dataclass(frozen=True)
class Proxied:
    """The product behind nginx."""

    url: str
    briefing: int


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    nginx = requirements.nginx()
    folder = tmp_path_factory.mktemp("proxy")
    folder.chmod(0o755)
    database = store(folder, load_whole_demo)
    engine = make_engine(database)
    key = create(engine, TEMPLATES[0].briefing(), by="测试")
    freeze(engine, key, by="测试")
    engine.dispose()
    port = free_port()
    with served(database, base_path="/oversight", allowed_hosts=f"127.0.0.1,{NAME}") as inside:
        config = folder / "nginx.conf"
        config.write_text(_config(folder, port=port, inside=inside.removesuffix("/oversight")))
        with subprocess.Popen([str(nginx), "-c", str(config), "-p", str(folder)]) as process:
            try:
                url = f"https://127.0.0.1:{port}/oversight"
                wait_for(f"{url}/_stcore/health", process)
                yield Proxied(url, key)
            finally:
                process.terminate()
                process.wait(timeout=20)


@pytest.fixture
def visitor(chromium: BrowserContext, proxied: Proxied) -> Iterator[Visitor]:
    assert chromium.browser is not None
    context = chromium.browser.new_context(ignore_https_errors=True, viewport=_SIZE)
    visitor = Visitor(context.new_page(), proxied.url)
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


def test_a_frozen_version_is_presented(visitor: Visitor, proxied: Proxied) -> None:
    visitor.go(f"briefings?briefing={proxied.briefing}&version=1")
    link = visitor.page.locator("a.present").first
    with visitor.page.context.expect_page() as opened:
        link.click()
    presented = opened.value
    presented.wait_for_selector(".plate.now")
    assert presented.url.startswith(f"{proxied.url}/present/{proxied.briefing}/1")


def test_cookies_stay_on_the_encrypted_connection(visitor: Visitor) -> None:
    visitor.go("overview")
    cookies = visitor.page.context.cookies()
    assert cookies
    assert all(cookie["secure"] for cookie in cookies)


def _config(folder: Path, *, port: int, inside: str) -> str:
    """README's own configuration, on ports and with a certificate of this test."""
    block = re.search(r"```nginx\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    certificate, key = _certificate(folder)
    server = block[1]
    for theirs, ours in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("/etc/ssl/oversight.pem", str(certificate)),
        ("/etc/ssl/private/oversight.key", str(key)),
        ("http://127.0.0.1:8501", inside),
    ):
        assert theirs in server, theirs
        server = server.replace(theirs, ours)
    return _AROUND.format(folder=folder, server=server)


def _certificate(folder: Path) -> tuple[Path, Path]:
    certificate, key = folder / "own.pem", folder / "own.key"
    asked = ["-subj", f"/CN={NAME}", "-days", "2", "-keyout", str(key), "-out", str(certificate)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *asked]
    subprocess.run(command, check=True, capture_output=True)
    return certificate, key
