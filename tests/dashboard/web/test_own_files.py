"""What every page brings along in its head, and how long a browser may keep it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import theme
from dashboard.web import own_files
from tests.apart import apart


def _get(address: str) -> tuple[int, str, str, str]:
    client = TestClient(Starlette(routes=list(own_files.ROUTES)))
    answer = apart(lambda: client.get(f"/{address}"))
    kind, kept = answer.headers["content-type"], answer.headers["cache-control"]
    return answer.status_code, kind, kept, answer.text


def _addresses() -> dict[str, str]:
    found = re.findall(r'(?:src|href)="([^"]+)"', own_files.HEAD)
    return {address.rpartition(".")[2]: address for address in found}


def test_script_and_sheet_are_served_and_kept_by_their_content() -> None:
    status, kind, kept, text = _get(_addresses()["js"])
    assert (status, kind.partition(";")[0]) == (200, "text/javascript")
    assert "immutable" in kept
    assert "MutationObserver" in text
    status, kind, kept, text = _get(_addresses()["css"])
    assert (status, kind.partition(";")[0]) == (200, "text/css")
    assert f"--overdue:{theme.OVERDUE}" in text


def test_the_server_says_which_it_is_and_nobody_keeps_it() -> None:
    status, _, kept, text = _get("own/server")
    assert (status, kept) == (200, "no-store")
    assert f'data-server="{text}"' in own_files.HEAD


def test_nothing_is_written_into_the_document_that_a_content_policy_forbids() -> None:
    inline: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            if (tag == "script" and "src" not in given) or tag == "style":
                inline.append(tag)
            inline.extend(name for name in given if name.startswith("on") or name == "style")

    Tags().feed(own_files.HEAD)
    assert inline == []
    assert not {"eval(", "innerHTML", "new Function"} & set(
        re.findall(r"eval\(|innerHTML|new Function", _get(_addresses()["js"])[3])
    )
