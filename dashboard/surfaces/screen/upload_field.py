"""The field for files: which sessions have it before them, and what lies here of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from weakref import WeakValueDictionary

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.uploads import LEAST

_KEY: Final = "upload-field"


class _Field:
    """Kept in a session's state, with which it goes."""


_SHOWN: Final[WeakValueDictionary[str, _Field]] = WeakValueDictionary()


def show(*, takes_files: bool) -> None:
    """Note whether the page of this session takes files; one that does not gives them back."""
    context = get_script_run_ctx()
    if context is None:
        return
    session = context.session_id
    if takes_files:
        _SHOWN[session] = st.session_state.setdefault(_KEY, _Field())
    elif st.session_state.pop(_KEY, None) is not None:
        _SHOWN.pop(session, None)
        give_back()


def give_back() -> None:
    """Forget the files that this session uploaded."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        StreamlitUploadFiles().give_back(context.session_id)


def is_watched() -> bool:
    """Whether somebody still looks at this session's page; without a server nobody can leave."""
    context = get_script_run_ctx()
    return (
        context is None or not runtime.exists() or StreamlitUploadFiles().lives(context.session_id)
    )


class StreamlitUploadFiles:
    """Uploaded files as Streamlit keeps them; a `Shelf`."""

    def takes(self, session: str) -> bool:
        """Whether the page that the session looks at has a field for files."""
        return session in _SHOWN and self.lives(session)

    def lives(self, session: str) -> bool:
        """Whether the session is connected."""
        return runtime.exists() and runtime.get_instance().is_active_session(session)

    def held(self) -> Mapping[str, int]:
        """Bytes held, by session."""
        manager = runtime.get_instance().uploaded_file_mgr
        if not isinstance(manager, MemoryUploadedFileManager):
            raise TypeError("Streamlit keeps uploaded files elsewhere than in memory")
        return {
            session: sum(max(len(one.data), LEAST) for one in list(files.values()))
            for session, files in list(manager.file_storage.items())
        }

    def give_back(self, session: str) -> None:
        """Forget all files of a session."""
        runtime.get_instance().uploaded_file_mgr.remove_session_files(session)
