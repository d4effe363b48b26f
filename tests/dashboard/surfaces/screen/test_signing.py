"""Who signs stays for the session; what was done, or what went wrong, is said once."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.errors import StoreUnreachableError
from dashboard.surfaces.screen.signing import FIELD


def _page() -> None:
    import streamlit as st

    from dashboard.errors import UndoRefusedError
    from dashboard.surfaces.screen.markup import html, put
    from dashboard.surfaces.screen.signing import act, say, sign, signed

    def refuse() -> str:
        raise st.session_state.get("wrong") or UndoRefusedError("不能撤销：<b>批次3</b>依赖它")

    say()
    if not st.session_state.get("away"):
        sign()
    put(html("<p>署名：{}</p>", signed()))
    if st.button("做", key="do"):
        act(lambda: "做完了")
        st.rerun()
    if st.button("错", key="fail"):
        act(refuse)
        st.rerun()


def _bodies(app: AppTest) -> str:
    return "".join(one.proto.body for one in app.main if one.type == "html")


def test_a_signature_outlives_the_field_it_was_typed_into() -> None:
    app = AppTest.from_function(_page, default_timeout=60).run()
    app.text_input(FIELD).set_value(" 安全培训处 ").run()
    app.session_state["away"] = True
    app.run()
    assert "署名：安全培训处" in _bodies(app)


def test_what_was_done_or_refused_is_said_once_and_escaped() -> None:
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert "做完了" in _bodies(app.button("do").click().run())
    assert "做完了" not in _bodies(app.run())
    refused = _bodies(app.button("fail").click().run())
    assert "notice warning" in refused
    assert "&lt;b&gt;批次3" in refused


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreUnreachableError("没有数据库", "no store"), "没有数据库"),
        (ZeroDivisionError("secret"), "没有完成，事件编号"),
    ],
)
def test_whatever_goes_wrong_is_said_where_it_was_done(error: Exception, said: str) -> None:
    app = AppTest.from_function(_page, default_timeout=60)
    app.session_state["wrong"] = error
    bodies = _bodies(app.run().button("fail").click().run())
    assert said in bodies
    assert "secret" not in bodies
    assert "no store" not in bodies
