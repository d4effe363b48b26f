import pytest
from starlette.datastructures import MutableHeaders

from dashboard.web.headers import policy, secure

PAGE = policy(scripts=("'sha256-1'",), host="localhost:8501")


def _secured(*, portal: str = "", encrypted: bool = False, **said: str) -> MutableHeaders:
    headers = MutableHeaders({name.replace("_", "-"): value for name, value in said.items()})
    secure(headers, policy=PAGE, portal=portal, encrypted=encrypted)
    return headers


def test_a_page_loads_from_this_server_alone() -> None:
    rules = dict(rule.split(" ", 1) for rule in PAGE.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["connect-src"] == "'self' ws://localhost:8501 wss://localhost:8501"
    assert "'sha256-1'" in rules["script-src"]
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "http:" not in PAGE.replace("http://localhost", "")


def test_the_bureaus_portal_may_frame_where_it_is_set() -> None:
    headers = _secured(portal="https://portal.example.cn")
    assert headers["content-security-policy"].endswith("frame-ancestors https://portal.example.cn")
    assert "x-frame-options" not in headers
    assert _secured()["x-frame-options"] == "DENY"


def test_what_says_nothing_of_being_kept_is_kept_by_nobody() -> None:
    assert _secured()["cache-control"] == "no-store"
    assert _secured(cache_control="no-cache")["cache-control"] == "no-cache"


def test_nobody_is_told_what_serves() -> None:
    assert "server" not in _secured(server="uvicorn")


@pytest.mark.parametrize(
    ("encrypted", "cookie", "kept"),
    [
        (False, "a=1; Path=/", "a=1; Path=/"),
        (True, "a=1; Path=/", "a=1; Path=/; Secure"),
        (True, "a=1; Secure; Path=/", "a=1; Secure; Path=/"),
    ],
)
def test_cookies_stay_on_encrypted_connections(encrypted: bool, cookie: str, kept: str) -> None:
    assert _secured(encrypted=encrypted, set_cookie=cookie).getlist("set-cookie") == [kept]
