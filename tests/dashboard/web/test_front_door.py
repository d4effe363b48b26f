"""The front door, before an application that answers everything."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.web.front_door import STARTING, WARM_UP, FrontDoor, FrontDoorSettings
from dashboard.web.hosts import hosts

OURS = {"origin": "http://localhost:8501"}
STREAM = "ws://localhost:8501/_stcore/stream"
WRITING = ("PUT", "POST", "DELETE", "PATCH", "OPTIONS")


async def _everything(request: Request) -> Response:
    answer = PlainTextResponse(f"inside {request.url.path}", headers={"server": "inside"})
    answer.set_cookie("_streamlit_xsrf", "1")
    return answer


async def _presented(_request: Request) -> Response:
    return PlainTextResponse("deck", headers={"Content-Security-Policy": "default-src 'none'"})


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("inside")
    await websocket.close()


async def _files(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
    if scope["path"].endswith("broken"):
        raise ZeroDivisionError("inside")
    answer = PlainTextResponse("file", headers={"Cache-Control": "immutable"})
    await answer(scope, receive, send)


def client(*, base: str = "") -> TestClient:
    house = FrontDoorSettings(
        hosts=hosts(listening="127.0.0.1", allowed=""),
        pages=frozenset({"", "data", "overview"}),
        document="<script>1</script>",
        files=_files,
        files_address="ui-1",
        base=base,
        token="known",
    )
    inside = Starlette(
        routes=[
            Route("/present/1/1", _presented),
            WebSocketRoute("/_stcore/stream", _stream),
            Route("/{path:path}", _everything, methods=["GET", *WRITING]),
        ]
    )
    return TestClient(FrontDoor(inside, house=house), base_url="http://localhost:8501")


@pytest.mark.parametrize("path", ["/", "/data", "/overview?asof=2024-11-01"])
def test_a_page_is_the_document(path: str) -> None:
    answer = client().get(path)
    assert (answer.status_code, answer.text) == (200, "<script>1</script>")
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    ["/nonsense", "/data.html", "/data/x", "/static/js/a.js", "/component/x/y", "/app/static/x",
     "/auth/login", "/oauth2callback", "/_stcore/metrics", WARM_UP, "/_stcore/agent/openapi.json",
     "/_stcore/agent/mcp", "/_stcore/healthy", "/_stcore/bidi-components/x", "/.git/config",
     "/" + "x" * 5000, "/ui-2/static/js/a.js", "/%2e%2e/etc/passwd"],
)  # fmt: skip
def test_an_address_that_is_none_of_ours_is_not_found(path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.text
    assert "inside" not in answer.text


def test_what_pages_need_is_let_through() -> None:
    for path in ("/_stcore/health", "/_stcore/host-config", "/media/a.csv", "/favicon.png"):
        assert client().get(path).text == f"inside {path}"
    answer = client().put("/_stcore/upload_file/a/b", headers=OURS)
    assert answer.text == "inside /_stcore/upload_file/a/b"
    assert client().get("/ui-1/static/js/a.js").text == "file"


def test_the_servers_own_first_request_is_known_by_its_token() -> None:
    assert client().get(WARM_UP, headers={STARTING: "known"}).text == f"inside {WARM_UP}"
    assert client().get(WARM_UP, headers={STARTING: "guessed"}).status_code == 404
    assert client().get("/_stcore/metrics", headers={STARTING: "known"}).status_code == 404


def test_a_page_with_a_slash_is_sent_on_to_the_page() -> None:
    answer = client().get("/data/?asof=2024-11-01", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "../data?asof=2024-11-01")
    assert client().get("/data/").text == "<script>1</script>"


@pytest.mark.parametrize("host", ["evil.invalid", "evil.invalid:8501", "10.0.0.1:8501", ""])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/media/a.csv", "/ui-1/static/js/a.js"])
def test_a_strange_host_gets_nothing(host: str, path: str) -> None:
    answer = client().get(path, headers={"host": host})
    assert answer.status_code == 421
    assert "OVERSIGHT_ALLOWED_HOSTS" in answer.text


@pytest.mark.parametrize("origin", ["http://evil.invalid", "http://localhost:3000", "null"])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/media/a.csv"])
def test_a_foreign_origin_gets_nothing(origin: str, path: str) -> None:
    answer = client().get(path, headers={"origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("method", WRITING)
def test_nothing_is_written_without_an_origin(method: str) -> None:
    assert client().request(method, "/_stcore/upload_file/a/b").status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.invalid"},
        {"origin": "http://localhost:3000"},
        {"origin": "http://evil.invalid", "host": "evil.invalid"},
        {},
    ],
)
def test_a_strange_websocket_is_not_opened(headers: dict[str, str]) -> None:
    opening = client().websocket_connect(STREAM, headers=headers)
    with pytest.raises(WebSocketDisconnect), opening:
        pass


@pytest.mark.parametrize("path", ["/_stcore/other", "/data", "/"])
def test_a_websocket_is_opened_at_its_address_alone(path: str) -> None:
    opening = client().websocket_connect(f"ws://localhost:8501{path}", headers=OURS)
    with pytest.raises(WebSocketDisconnect), opening:
        pass


def test_a_websocket_of_our_own_page_is_opened() -> None:
    with client().websocket_connect(STREAM, headers=OURS) as websocket:
        assert websocket.receive_text() == "inside"


@pytest.mark.parametrize("path", ["/", "/nonsense", "/media/a.csv", "/ui-1/static/js/a.js"])
def test_every_answer_carries_the_headers(path: str) -> None:
    headers = client().get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers
    said = headers["content-security-policy"]
    assert "default-src 'none'" in said
    assert said.endswith("frame-ancestors 'none'")
    assert "ws://localhost:8501" in said
    assert "'unsafe-inline'" not in said.partition("style-src")[0]


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/media/a.csv", "no-store"), ("/present/1/1", "no-store"), ("/nonsense", "no-store"),
     ("/", "no-cache"), ("/ui-1/static/js/a.js", "immutable")],
)  # fmt: skip
def test_what_holds_data_is_kept_by_nobody(path: str, kept: str) -> None:
    assert client().get(path).headers["cache-control"] == kept


def test_a_policy_of_its_own_stands_and_says_who_may_frame() -> None:
    said = client().get("/present/1/1").headers["content-security-policy"]
    assert said == "default-src 'none'; frame-ancestors 'none'"


def test_below_a_base_everything_is_where_it_was() -> None:
    below = client(base="/a/oversight")
    assert below.get("/a/oversight/data").text == "<script>1</script>"
    assert below.get("/a/oversight/media/a.csv").text == "inside /media/a.csv"
    assert below.get("/a/oversight/ui-1/static/js/a.js").text == "file"
    answer = below.get("/a/oversight", follow_redirects=False)
    assert answer.headers["location"] == "oversight/"
    stream = "ws://localhost:8501/a/oversight/_stcore/stream"
    with below.websocket_connect(stream, headers=OURS) as websocket:
        assert websocket.receive_text() == "inside"
    for path in ("/data", "/", "/a/oversightdata", "/_stcore/health", "/a"):
        assert below.get(path).status_code == 404
    assert 'href="/a/oversight/"' in below.get("/a/oversight/nonsense").text


def test_an_error_inside_is_an_incident_and_not_a_trace() -> None:
    answer = client().get("/ui-1/broken")
    assert answer.status_code == 500
    assert "事件编号" in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
