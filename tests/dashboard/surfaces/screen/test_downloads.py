"""A file that cannot be made: our sentence and an incident number instead of Streamlit's words."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_storage import MediaFileStorageError

from dashboard.errors import StoreUnreachableError
from dashboard.surfaces.screen.downloads import say_failures
from tests.apart import run


def _made(monkeypatch: pytest.MonkeyPatch, make: Callable[[str], str]) -> Any:
    monkeypatch.setattr(DeferredFileHandler, "handle", DeferredFileHandler.handle)
    say_failures()
    handler = DeferredFileHandler(lambda: SimpleNamespace(execute_deferred=make))  # type: ignore
    request = BackendOperationRequest(request_id="7")
    request.deferred_file.file_id = "a"
    return run(lambda: handler.handle(request, "session"))


def _failing(error: Exception) -> Callable[[str], str]:
    def make(_: str) -> str:
        raise MediaFileStorageError(f"Callable execution failed: {error}") from error

    return make


def test_a_file_is_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _made(monkeypatch, lambda name: f"/media/{name}.xlsx")
    assert (answer.request_id, answer.deferred_file.url) == ("7", "/media/a.xlsx")
    assert answer.error_msg == ""


def test_an_error_of_ours_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _made(monkeypatch, _failing(StoreUnreachableError("无法连接数据库", "no store")))
    assert (answer.request_id, answer.error_msg) == ("7", "无法连接数据库")


def test_an_unforeseen_error_gets_a_number(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    answer = _made(monkeypatch, _failing(ZeroDivisionError("secret")))
    (record,) = [one for one in caplog.records if one.name == "oversight"]
    assert record.getMessage().split()[-1] in answer.error_msg
    assert "secret" not in answer.error_msg


def test_a_button_of_a_page_long_gone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> str:
        raise MediaFileStorageError(f"Deferred file {name} not found")

    assert "事件编号" in _made(monkeypatch, gone).error_msg
