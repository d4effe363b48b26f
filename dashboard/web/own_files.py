"""Our own script and style sheet in the head of every page, before Streamlit's.

They are there before anything is drawn and stay when the server does not answer.
"""

from __future__ import annotations

import secrets
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.paths import ASSETS
from dashboard.surfaces.screen.style import properties
from dashboard.web import map_files
from dashboard.web.kept_file import FOLDER, KeptFile

_SERVER: Final = secrets.token_hex(8)
"""Tells a page whether the server that answers is still the one that made it."""
_SCRIPT: Final = KeptFile(
    "document.js", (ASSETS / "js" / "document.js").read_bytes(), "text/javascript"
)
_SHEET: Final = KeptFile(
    "document.css",
    properties().encode() + (ASSETS / "css" / "document.css").read_bytes(),
    "text/css",
)


HEAD: Final = (
    f'<link rel="stylesheet" href="{_SHEET.address}">'
    f'<script src="{_SCRIPT.address}" data-server="{_SERVER}"></script>'
)
"""What stands in the head; addresses are relative to the folder that all pages are in."""


def _server(_request: Request) -> PlainTextResponse:
    return PlainTextResponse(_SERVER, headers={"Cache-Control": "no-store"})


ROUTES: Final = [
    *(Route(f"/{file.address}", file.answer) for file in (_SCRIPT, _SHEET)),
    *map_files.ROUTES,
    Route(f"/{FOLDER}/server", _server),
]
