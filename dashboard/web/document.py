"""The document that starts every page: Streamlit's own, in our name and language."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final

from dashboard.errors import ServerError
from dashboard.web.own_files import HEAD

TITLE: Final = "重庆市安全生产培训考试监管看板"

_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_START: Final = (
    # Pages have one segment, so that the folder of the address is the server's root, whatever
    # stands before it. Streamlit would try the page's own address first: two requests that fail.
    "window.__streamlit={BACKEND_BASE_URL:new URL('.',location.href).href};"
    "window.prerenderReady=false"
)
_OURS: Final = (
    (r'<html lang="en">', '<html lang="zh-CN">'),
    (r"<title>Streamlit</title>", f"<title>{TITLE}</title>"),
    (r"<head>", f"<head><script>{_START}</script>{HEAD}"),
    (r"<!--.*?-->\s*", ""),
    (r'<link rel="service-desc"[^>]*>\s*', ""),
    (r"<script>\s*window.prerenderReady = false\s*</script>\s*", ""),
    (
        r"<noscript>.*?</noscript>",
        "<noscript><p>请启用浏览器的JavaScript后再打开。</p></noscript>",
    ),
)
"""Patterns of Streamlit's document and what stands in their place."""


def document(index: str, *, files: str) -> str:
    """The document of every page.

    Args:
        index: Streamlit's own.
        files: First segment of the address of the browser files.

    Raises:
        ServerError: Streamlit's document has changed, so that ours cannot be made of it.
    """
    for theirs, ours in (*_OURS, (r'"\./static/', f'"./{files}/static/')):
        index, found = re.subn(theirs, ours.replace("\\", r"\\"), index, flags=re.DOTALL)
        if not found:
            raise ServerError(
                "界面文件与本程序不配套，请按 constraints.txt 安装",
                f"{theirs} is not in Streamlit's document; install what constraints.txt names",
            )
    return index


def script_hashes(page: str) -> tuple[str, ...]:
    """Hashes of the scripts that stand in a document, as a Content-Security-Policy names them."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _SCRIPT.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
