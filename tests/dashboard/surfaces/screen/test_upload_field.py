"""The field for files: open to the sessions that see it, and what they leave goes with them."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from dashboard.surfaces.screen import upload_field
from dashboard.surfaces.screen.upload_field import StreamlitUploadFiles, is_watched, show
from dashboard.uploads import LEAST


class Server:
    """Streamlit's runtime as far as the field asks it; `connected` are its sessions."""

    def __init__(self) -> None:
        self.uploaded_file_mgr: Any = MemoryUploadedFileManager("/upload")
        self.connected = {"a", "b"}
        self.state: dict[str, Any] = {}

    def is_active_session(self, session: str) -> bool:
        return session in self.connected

    def upload(self, session: str, size: int) -> None:
        record = UploadedFileRec(file_id=str(size), name="甲", type="", data=b"x" * size)
        self.uploaded_file_mgr.add_file(session, record)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    found = Server()
    there = SimpleNamespace(exists=lambda: True, get_instance=lambda: found)
    monkeypatch.setattr(upload_field, "runtime", there)
    monkeypatch.setattr(upload_field, "st", SimpleNamespace(session_state=found.state))
    context = SimpleNamespace(session_id="a")
    monkeypatch.setattr(upload_field, "get_script_run_ctx", lambda: context)
    return found


def test_a_session_takes_files_while_its_page_does(server: Server) -> None:
    shelf = StreamlitUploadFiles()
    assert not shelf.takes("a")
    show(takes_files=True)
    show(takes_files=True)
    assert shelf.takes("a")
    assert not shelf.takes("b")
    server.upload("a", LEAST + 5)
    server.upload("a", 1)
    server.upload("b", 1)
    assert shelf.held() == {"a": 2 * LEAST + 5, "b": LEAST}
    show(takes_files=False)
    assert not shelf.takes("a")
    assert shelf.held() == {"b": LEAST}


def test_a_session_that_ends_takes_none_and_is_not_remembered(server: Server) -> None:
    show(takes_files=True)
    server.connected.remove("a")
    assert not StreamlitUploadFiles().takes("a")
    assert not is_watched()
    server.state.clear()
    gc.collect()
    assert "a" not in upload_field._SHOWN


def test_files_kept_elsewhere_are_noticed_and_not_counted_as_none(server: Server) -> None:
    server.uploaded_file_mgr = object()
    with pytest.raises(TypeError, match="elsewhere"):
        StreamlitUploadFiles().held()
