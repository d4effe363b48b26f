"""A file of ours that browsers keep for ever: its address changes with its content."""

from __future__ import annotations

import gzip
import hashlib
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

FOLDER: Final = "own"


class KeptFile:
    """A name, what it holds and what kind of file it is; compressed once, when it is made."""

    def __init__(self, name: str, content: bytes, kind: str) -> None:
        stem, _, ending = name.partition(".")
        digest = hashlib.sha256(content).hexdigest()[:12]
        self.address = f"{FOLDER}/{stem}.{digest}.{ending}"
        """Relative to the folder that all pages are in."""
        self._content = content
        # Without the time of day, so that every server of one store sends the same bytes.
        self._compressed = gzip.compress(content, mtime=0)
        self._kind = kind

    def answer(self, request: Request) -> Response:
        """The file, compressed for those who take it so."""
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        headers["Vary"] = "Accept-Encoding"
        content = self._content
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            content = self._compressed
        return Response(content, media_type=self._kind, headers=headers)
