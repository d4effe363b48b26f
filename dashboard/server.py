"""Serving the pages: Streamlit inside our own server, from whatever folder it is started."""

from __future__ import annotations

import gc
import logging
import socket
import threading
import time
import tomllib
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, Final

import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route
from streamlit import config, file_util
from streamlit.starlette import App

from dashboard import preparing, present
from dashboard.errors import ServerError
from dashboard.incidents import gather_loggers, log_to
from dashboard.navigation import PAGES
from dashboard.paths import APP, ASSETS, BROWSER_FILES, STREAMLIT_CONFIG
from dashboard.settings import settings
from dashboard.surfaces.screen.downloads import say_failures
from dashboard.surfaces.screen.frame import caught
from dashboard.surfaces.screen.upload_field import StreamlitUploadFiles
from dashboard.uploads import UploadQuota, quota_set
from dashboard.web import own_files
from dashboard.web.bundle import prepare
from dashboard.web.document import document
from dashboard.web.front_door import HEALTH, STARTING, WARM_UP, FrontDoor, FrontDoorSettings
from dashboard.web.hosts import WILDCARDS, hosts

Say = Callable[[str], None]

_START_SECONDS: Final = 60
_STOP_SECONDS: Final = 3


def _nothing() -> None:
    """Nobody waits for the start."""


def serve(*, host: str, port: int, say: Say, started: Callable[[], None] = _nothing) -> None:
    """Serve the pages until interrupted.

    Args:
        host: Address to listen on.
        port: Port to listen on.
        say: Tells the person at the terminal, in Chinese.
        started: Called when the pages answer.

    Raises:
        ServerError: the port is taken, or the address is not one of this machine.
    """
    with _bound(host, port) as listening:
        config.get_config_options(
            force_reparse=True, options_from_flags=options(host=host, port=port)
        )
        if not log_to(settings().log_file):
            say(f"日志文件 {settings().log_file} 无法写入，出错时只显示事件编号")
        preparing.load()
        say_failures()
        # It is `caught` that writes a trace to the log, under the number the reader is told.
        logging.getLogger("streamlit.error_util").disabled = True
        house = house_of(host)
        app = App(
            APP,
            on_script_error=caught,
            middleware=[
                Middleware(FrontDoor, house=house),
                Middleware(UploadQuota, shelf=StreamlitUploadFiles(), quota=quota_set()),
            ],
            routes=[
                Route("/favicon.png", _icon),
                Route(present.ADDRESS, present.answer),
                *own_files.ROUTES,
            ],
        )
        server = _uvicorn(app)
        threading.Thread(
            target=_welcome, args=(host, port, house, say, started), daemon=True
        ).start()
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
        say("已停止")


def _uvicorn(app: App) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            forwarded_allow_ips=settings().trusted_proxies,
            ws="websockets-sansio",
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
    )


def house_of(host: str) -> FrontDoorSettings:
    """What the front door needs to know, from the settings and the browser files.

    Raises:
        ServerError: the browser files cannot be prepared.
    """
    chosen = settings()
    bundle = prepare(Path(file_util.get_static_dir()), keep=BROWSER_FILES)
    return FrontDoorSettings(
        hosts=hosts(listening=host, allowed=chosen.allowed_hosts),
        pages=frozenset({"", *(page.path for page in PAGES)}),
        document=document(bundle.index, files=bundle.address),
        files=bundle.served(),
        files_address=bundle.address,
        base=chosen.base_path,
        portal=" ".join(chosen.portal_origins.replace(",", " ").split()),
    )


def options(*, host: str, port: int) -> dict[str, Any]:
    """Streamlit's options as the project sets them, which its own search would miss elsewhere."""
    groups = tomllib.loads(STREAMLIT_CONFIG.read_text(encoding="utf-8"))
    chosen = {
        f"{group}.{name}": value
        for group, values in groups.items()
        for name, value in values.items()
    }
    return {**chosen, "server.address": host, "server.port": port}


def address(*, host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = "127.0.0.1" if host in WILDCARDS else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _bound(host: str, port: int) -> socket.socket:
    """A socket bound before anything is loaded, so that a taken port is said at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said outright, for asyncio sends small answers at once on sockets that name the protocol.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ServerError(
            f"无法在 {host}:{port} 启动：端口已被占用或地址不属于本机，请用 --port 另选端口",
            f"cannot listen on {host}:{port} ({error.strerror or error}); choose another --port",
        ) from error
    return listening


def _icon(_request: Request) -> FileResponse:
    """Our icon where Streamlit's would show until the page is drawn."""
    return FileResponse(ASSETS / "icon.png")


def _welcome(
    host: str, port: int, house: FrontDoorSettings, say: Say, started: Callable[[], None]
) -> None:
    """Tell the address once it answers, then draw a page so that the first reader waits less."""
    if not _answers(host, port, house):
        return
    where = "（本机所有网络地址均可访问）" if host in WILDCARDS else ""
    told = f"{address(host=host, port=port)}{house.base}"
    say(f"看板已启动：{told}{where}　按 Ctrl-C 停止")
    started()
    _get(host, port, house, WARM_UP)
    gather_loggers()
    # What is loaded now stays; the collector need not walk it. Answers come later, and may go.
    gc.collect()
    gc.freeze()
    preparing.begin()


def _answers(host: str, port: int, house: FrontDoorSettings) -> bool:
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up:
        if _get(host, port, house, HEALTH):
            return True
        time.sleep(0.1)
    return False


def _get(host: str, port: int, house: FrontDoorSettings, path: str) -> bool:
    name = "127.0.0.1" if host in WILDCARDS else host
    connection = HTTPConnection(name, port, timeout=_START_SECONDS)
    try:
        connection.request("GET", f"{house.base}{path}", headers={STARTING: house.token})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
