"""The headers of every answer: what the page may do, who may frame it, who may keep it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from starlette.datastructures import MutableHeaders

KEPT_BY_BROWSERS: Final = "no-cache"
"""Kept, and asked for anew each time."""
KEPT_BY_NOBODY: Final = "no-store"

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_POLICY: Final = "Content-Security-Policy"


def policy(*, scripts: Iterable[str], host: str) -> str:
    """What a page may load and do: what this server gives, and nothing from elsewhere.

    Args:
        scripts: Hashes of the scripts in its document.
        host: Host header it was asked under; older browsers do not read 'self' as a websocket's.
    """
    return "; ".join(
        (
            "default-src 'none'",
            # Vega makes functions of a chart's expressions; a component's script is a blob.
            f"script-src 'self' 'unsafe-eval' blob: {' '.join(scripts)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self' ws://{host} wss://{host}",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def secure(headers: MutableHeaders, *, policy: str, portal: str, encrypted: bool) -> None:
    """Complete the headers of an answer, keeping what it says of itself.

    Args:
        headers: Of the answer; changed in place.
        policy: For an answer that has no policy of its own.
        portal: Origins that may frame pages, with spaces; none if empty.
        encrypted: Whether the reader's connection is, so that cookies stay on such connections.
    """
    for name, value in _ALWAYS.items():
        headers[name] = value
    framing = portal or "'none'"
    headers[_POLICY] = f"{headers.get(_POLICY, policy)}; frame-ancestors {framing}"
    if not portal:
        headers["X-Frame-Options"] = "DENY"
    headers.setdefault("Cache-Control", KEPT_BY_NOBODY)
    del headers["server"]
    if encrypted:
        _keep_on_encrypted(headers)


def _keep_on_encrypted(headers: MutableHeaders) -> None:
    cookies = headers.getlist("set-cookie")
    if not cookies:
        return
    del headers["set-cookie"]
    for cookie in cookies:
        said = cookie if "; secure" in cookie.lower() else f"{cookie}; Secure"
        headers.append("set-cookie", said)
