"""Files of a frozen version: made when asked, with progress, then ready to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.screen.failure import sentence
from dashboard.surfaces.screen.markup import html, put

if TYPE_CHECKING:
    from dashboard.surfaces.exports import Export

_ICONS: Final = {
    "pptx": ":material/slideshow:",
    "docx": ":material/description:",
    "pdf": ":material/picture_as_pdf:",
    "xlsx": ":material/table:",
    "png": ":material/image:",
    "html": ":material/co_present:",
    "json": ":material/data_object:",
}
_MADE: Final = "briefing-file"
"""The file last made in this session: number, kind, bytes. One, so that memory stays small."""


def draw_files(snapshot: Snapshot) -> None:
    """Offer every kind of file; the one just made stands there to be taken away."""
    from dashboard.surfaces.exports import EXPORTS  # a second that editing need not pay

    put(html("<h2>{}</h2>", "交付：每个文件里的数字都与本页相同"))
    with st.container(horizontal=True, key="briefing-files"):
        asked = [
            key
            for key, one in EXPORTS.items()
            if st.button(f"生成{one.label}", key=f"make-{key}", icon=_ICONS.get(key))
        ]
    for key in asked:
        _make(snapshot, key, EXPORTS[key])
    made = st.session_state.get(_MADE)
    if made and made[0] == snapshot.number:
        _offer(snapshot, EXPORTS[made[1]], made[2])


def _make(snapshot: Snapshot, key: str, export: Export) -> None:
    bar = st.progress(0.0, "正在生成")

    def told(done: int, of: int, what: str) -> None:
        bar.progress(min(1.0, done / max(of, 1)), f"正在生成 {done}/{of}")

    try:
        made = export.make(snapshot, progress=told)
    except Exception as error:  # whatever it is, a reader never sees a trace
        put(html('<p class="notice warning" role="status">{}</p>', sentence(error)))
    else:
        st.session_state[_MADE] = (snapshot.number, key, made)
    finally:
        bar.empty()


def _offer(snapshot: Snapshot, export: Export, made: bytes) -> None:
    st.download_button(
        f"下载{export.label}（{max(1, len(made) // 1000)} kB）",
        data=made,
        file_name=export.file_name(snapshot),
        mime=export.mime,
        key="take-file",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )
