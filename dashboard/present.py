"""The address of present mode: a frozen version as a page of its own beside the pages."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.briefings.freeze import read_snapshot
from dashboard.errors import BriefingError, OversightError
from dashboard.incidents import record
from dashboard.links import read_key
from dashboard.settings import settings
from dashboard.store.briefings import snapshot_number
from dashboard.store.engine import make_engine
from dashboard.surfaces.presenter.present_page import POLICY, present_bytes

ADDRESS: Final = "/present/{briefing}/{version}"
_KEPT: Final = 8
_HEADERS: Final = {"Content-Security-Policy": POLICY}
_WRONG: Final = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>无法放映</title>'
    "<h1>无法放映</h1><p>{}</p><p>请回到看板的“简报”页核对链接。</p></html>"
)


async def answer(request: Request) -> Response:
    """The deck of a frozen version, or a page that says why there is none."""
    briefing = read_key(request.path_params["briefing"])
    version = read_key(request.path_params["version"])
    try:
        if briefing is None or version is None:
            raise BriefingError("链接中没有简报的编号与版本，请核对链接")
        page = await run_in_threadpool(_deck, settings().database_url, briefing, version)
    except OversightError as error:
        return HTMLResponse(_WRONG.format(escape(error.zh)), status_code=404, headers=_HEADERS)
    except Exception as error:  # whatever it is, an audience never sees a trace
        told = f"程序出错，事件编号 {record(error)}"
        return HTMLResponse(_WRONG.format(told), status_code=500, headers=_HEADERS)
    return HTMLResponse(page, headers=_HEADERS)


@lru_cache(maxsize=_KEPT)
def _deck(url: str, briefing: int, version: int) -> bytes:
    """A frozen version never changes, so that its page is made once."""
    engine = make_engine(url)
    try:
        return present_bytes(read_snapshot(engine, snapshot_number(engine, briefing, version)))
    finally:
        engine.dispose()
