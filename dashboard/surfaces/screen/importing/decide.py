"""The decision: load everything, load the good rows, or begin anew."""

from __future__ import annotations

import streamlit as st

from dashboard.surfaces.screen.importing.pending import Pending, load
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store
from dashboard.surfaces.screen.signing import act, signed
from data_loaders.batches import Loaded, Preview


def draw_decision(store: Store, waiting: Pending) -> None:
    """Draw what may be done with the preview; nothing has been written so far."""
    found = waiting.preview
    if found is None:
        return
    put(html("<h2>{}</h2>", "三、决定"))
    if not signed():
        put(html('<p class="notice warning">{}</p>', "请先在上方署名，署名与每一批一起保存。"))
    with st.container(horizontal=True, vertical_alignment="center", key="import-decide"):
        changing = found.rows_added + found.rows_updated
        whole = st.button(
            f"导入全部{changing}行变化" if found.loadable and changing else "导入全部",
            key="import-whole",
            icon=":material/save:",
            type="primary",
            disabled=not (found.loadable and changing and signed()),
        )
        partial = _partial(found, changing=changing)
        if st.button("放弃，重新选文件", key="import-forget", icon=":material/close:"):
            waiting.forget()
            st.rerun()
    put(html('<p class="note">{}</p>', _why(found)))
    if whole or partial:
        act(lambda: _load(store, waiting, partial=partial))
        st.rerun()


def _partial(found: Preview, *, changing: int) -> bool:
    """The second way, offered only where some rows are good and some are not."""
    if found.loadable or not changing:
        return False
    sure = st.checkbox("我知道有行不会导入", key="import-sure")
    return st.button(
        f"只导入无误的{changing}行",
        key="import-partial",
        icon=":material/rule:",
        disabled=not (sure and signed()),
    )


def _why(found: Preview) -> str:
    if not found.batches and found.questions:
        return "请先回答上面的问题并点“按以上回答重新预览”。"
    if not found.batches:
        return "没有可以导入的内容。请按上面问题清单里的改法处理文件，再点“放弃，重新选文件”重选。"
    if found.changes_nothing and found.loadable:
        return "文件内容库中都有，重复导入不会产生变化。"
    if found.loadable:
        return "一次写入：全部成功才算成功，中途断开则什么都没有写入。"
    if found.questions:
        return (
            "先回答上面的问题并点“按以上回答重新预览”；仍有不能导入的行，再下载标注副本改正后重新选择。"
            "默认有一行不能导入就全部不导入；急用时可只导入无误的行，其余的行改正后再导入。"
        )
    return (
        "默认整批拒绝：有一行不能导入，全部都不导入。请下载标注副本改正，"
        "再点“放弃，重新选文件”选改好的文件；"
        "急用时可只导入无误的行，其余的行改正后再导入。"
    )


def _load(store: Store, waiting: Pending, *, partial: bool) -> str:
    done = load(waiting, store.engine, by=signed(), partial=partial)
    return "没有可写入的变化。" if done is None or done.number is None else _told(done)


def _told(done: Loaded) -> str:
    seen = done.preview
    left = f"，{seen.rows_refused}行未导入" if seen.rows_refused else ""
    batches = "、".join(map(str, done.batch_ids))
    return (
        f"已导入：批次{batches}，新增{seen.rows_added}行，更新{seen.rows_updated}行{left}。"
        f"数据版本{done.revision}，各页面下次刷新即为新数据；如有误可在下方撤销。"
    )
