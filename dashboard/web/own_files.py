"""Our own script and style sheet in the head of every page, before Streamlit's.

They are there before anything is drawn and stay when the server does not answer.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.paths import ASSETS
from dashboard.surfaces.screen.style import properties

_FOLDER: Final = "own"
_SERVER: Final = secrets.token_hex(8)
"""Tells a page whether the server that answers is still the one that made it."""
_SCRIPT: Final = (ASSETS / "js" / "document.js").read_bytes()
_SHEET: Final = properties().encode() + (ASSETS / "css" / "document.css").read_bytes()


def _address(name: str, content: bytes) -> str:
    """An address that changes with its content, so that it may be kept for ever."""
    stem, _, kind = name.partition(".")
    return f"{_FOLDER}/{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{kind}"


_FILES: Final = {
    _address("document.js", _SCRIPT): (_SCRIPT, "text/javascript"),
    _address("document.css", _SHEET): (_SHEET, "text/css"),
}
_SCRIPT_AT, _SHEET_AT = _FILES

HEAD: Final = (
    f'<link rel="stylesheet" href="{_SHEET_AT}">'
    f'<script src="{_SCRIPT_AT}" data-server="{_SERVER}"></script>'
)
"""What stands in the head; addresses are relative to the folder that all pages are in."""


def _sent(content: bytes, kind: str) -> Callable[[Request], Response]:
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return lambda _request: Response(content, media_type=kind, headers=headers)


def _server(_request: Request) -> PlainTextResponse:
    return PlainTextResponse(_SERVER, headers={"Cache-Control": "no-store"})


ROUTES: Final = [
    *(Route(f"/{address}", _sent(*file)) for address, file in _FILES.items()),
    Route(f"/{_FOLDER}/server", _server),
]
