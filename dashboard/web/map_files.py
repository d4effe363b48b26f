"""The map's files: the script that draws it, and the shapes of the boundary in force on a day.

A browser fetches each once; pages say by its address which shapes they are drawn with.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.errors import BoundaryError
from dashboard.maps.boundaries import LIANGJIANG_DAY, Boundary
from dashboard.maps.drawing import drawing
from dashboard.maps.office_boundary import office_boundary
from dashboard.paths import ASSETS
from dashboard.web.kept_file import FOLDER, KeptFile

SCRIPT: Final = KeptFile("map.js", (ASSETS / "js" / "map.js").read_bytes(), "text/javascript")

_DAYS: Final = (LIANGJIANG_DAY, LIANGJIANG_DAY - timedelta(days=1))
"""One of each edition of the shipped sketch."""
_KEPT: Final = 8
_SENT: Final[OrderedDict[str, KeptFile]] = OrderedDict()
"""By address; also those of a file that has since been replaced, for pages that still show it."""


def shapes_on(day: date) -> KeptFile:
    """The shapes of the boundary that pages draw on `day`.

    Raises:
        BoundaryError: if the bureau's file cannot be drawn.
    """
    file = _file(office_boundary(day, scope="city"), office_boundary(day, scope="central"))
    _SENT[file.address] = file
    while len(_SENT) > _KEPT:
        _SENT.popitem(last=False)
    return file


@lru_cache(maxsize=_KEPT)
def _file(city: Boundary, central: Boundary) -> KeptFile:
    return KeptFile("map.json", drawing(city=city, central=central), "application/json")


def _shapes(request: Request) -> Response:
    """The shapes at an address that this server or another one of the same settings has told."""
    address = f"{FOLDER}/map.{request.path_params['digest']}.json"
    if address not in _SENT:
        try:
            for day in _DAYS:
                shapes_on(day)
        except BoundaryError:
            pass  # the page that draws it says what is wrong with it
    file = _SENT.get(address)
    return file.answer(request) if file else Response(status_code=404)


ROUTES: Final = [
    Route(f"/{SCRIPT.address}", SCRIPT.answer),
    Route(f"/{FOLDER}/map.{{digest}}.json", _shapes),
]
