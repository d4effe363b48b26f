"""One briefing being edited: its title and days, its sections, preview, freezing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from dashboard.briefings.briefing import TITLE_LENGTH, Item
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.briefings.freeze import computed, freeze
from dashboard.briefings.snapshot import Snapshot
from dashboard.briefings.typed_figures import TypedFigure, has_typed_figures, typed_figures
from dashboard.errors import OversightError, StoreError
from dashboard.surfaces.screen.briefing_frozen import draw_sections
from dashboard.surfaces.screen.briefing_item import draw_item
from dashboard.surfaces.screen.briefing_session import (
    BriefingDraft,
    draft_of,
    forget_draft,
    go,
    save,
)
from dashboard.surfaces.screen.failure import sentence
from dashboard.surfaces.screen.filter_bar import default_day
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store
from dashboard.surfaces.screen.signing import act, sign, signed

_EARLIEST: Final = date(2010, 1, 1)
_PREVIEW: Final = "briefing-preview"
_COMPUTED: Final = "briefing-computed"
_ASKED: Final = "briefing-asked"


def draw_editor(store: Store, key: int) -> None:
    """Draw one briefing with everything that can be changed in it.

    Raises:
        BriefingError: there is no such briefing.
    """
    draft = draft_of(store.engine, key)
    _bar(store, draft)
    with st.container(key="section-briefing-head"):
        _head(store, draft)
    with st.container(key="section-briefing-items"):
        shown = len(draft.now.shown)
        put(html("<h2>{}</h2>", f"板块{len(draft.now.items)}个，显示{shown}个"))
        if not draft.now.items:
            put(html('<p class="empty">还没有板块，请从下面添加。</p>'))
        for at in range(len(draft.now.items)):
            draw_item(store, draft, at)
        _add(draft)
    if st.toggle("预览（按现有数据计算，不保存）", key=_PREVIEW):
        _preview(store, draft)


def _bar(store: Store, draft: BriefingDraft) -> None:
    with st.container(key="briefing-bar", horizontal=True, vertical_alignment="bottom"):
        st.button("简报列表", icon=":material/arrow_back:", on_click=_leave)
        sign()
        st.button(
            "撤销一步",
            icon=":material/undo:",
            disabled=not draft.past,
            on_click=draft.undo,
        )
        st.button(
            "保存",
            icon=":material/save:",
            disabled=not (draft.is_changed and signed()),
            on_click=lambda: act(lambda: _save(store, draft)),
        )
        frozen = st.button(
            "冻结成版本",
            icon=":material/lock:",
            type="primary",
            disabled=not signed(),
            help=None if signed() else "请先署名",
        )
    if draft.is_changed:
        put(html('<p class="notice">有未保存的修改；离开本页前请保存，冻结时会一并保存。</p>'))
    if _is_to_freeze(store, draft, pressed=frozen):
        _freeze(store, draft)


def _is_to_freeze(store: Store, draft: BriefingDraft, *, pressed: bool) -> bool:
    """Whether to freeze now; of typed figures that contradict the snapshot it is asked first."""
    if not pressed and st.session_state.get(_ASKED) != draft.now:
        return False
    snapshot = _computed(store, draft) if has_typed_figures(draft.now) else None
    typed = typed_figures(snapshot) if snapshot is not None else ()
    if not typed:
        return pressed
    st.session_state[_ASKED] = draft.now
    _warn(typed)
    return bool(st.button("仍然冻结", key="briefing-freeze-anyway", icon=":material/lock:"))


def _warn(typed: Sequence[TypedFigure]) -> None:
    """Say which typed figures are not the snapshot's, and what becomes of them."""
    said = "；".join(one.sentence() for one in typed)
    put(
        html(
            '<p class="notice warning" role="status">{}</p>',
            f"{said}。请核对；仍然冻结的，标题中的这些数字在各处注明手工填写，Word稿中可以改动。",
        )
    )


def _leave() -> None:
    forget_draft()
    go()


def _save(store: Store, draft: BriefingDraft) -> str:
    save(store.engine, draft)
    return "已保存"


def _freeze(store: Store, draft: BriefingDraft) -> None:
    """Freeze in the run itself and not before it, so that progress can be seen."""
    bar = st.progress(0.0, "正在冻结")

    def told(done: int, of: int, what: str) -> None:
        bar.progress(done / of, f"正在计算 {done}/{of}")

    try:
        if draft.is_changed:
            save(store.engine, draft)
        snapshot = freeze(store.engine, draft.key, by=signed(), recall=store.recall, progress=told)
    except Exception as error:  # whatever it is, a reader never sees a trace
        bar.empty()
        put(html('<p class="notice warning" role="status">{}</p>', sentence(error)))
        return
    forget_draft()
    st.session_state.pop(_ASKED, None)
    act(lambda: f"已冻结为 {snapshot.number}：可放映、下载，也可把本页网址发给别人")
    go(briefing=str(snapshot.briefing), version=str(snapshot.version))
    st.rerun()


def _head(store: Store, draft: BriefingDraft) -> None:
    newest = default_day(store)
    title, as_of, earlier = st.columns([2, 1, 1])
    keys = [f"briefing-{name}-{draft.stand}" for name in ("title", "asof", "since")]

    def changed() -> None:
        told, day, before = (st.session_state[key] for key in keys)
        draft.edit(
            replace(draft.now, title=str(told), as_of=day, compared_with=before), redraw=False
        )

    with title:
        st.text_input(
            "简报标题",
            value=draft.now.title,
            key=keys[0],
            max_chars=TITLE_LENGTH,
            on_change=changed,
        )
    for column, label, key, day in (
        (as_of, "数据截至（不填为冻结时最新）", keys[1], draft.now.as_of),
        (earlier, "与哪一天比较（不填为30天前）", keys[2], draft.now.compared_with),
    ):
        with column:
            st.date_input(
                label,
                value=day,
                min_value=_EARLIEST,
                max_value=max(newest, day or newest),
                key=key,
                format="YYYY-MM-DD",
                on_change=changed,
            )


def _add(draft: BriefingDraft) -> None:
    labels = {entry.label: key for key, entry in CATALOGUE.items()}
    pick, button = st.columns([3, 1], vertical_alignment="bottom")
    with pick:
        chosen = st.selectbox(
            "添加板块",
            list(labels),
            index=None,
            placeholder="选一个板块",
            key=f"briefing-add-{draft.stand}",
        )
    with button:
        st.button(
            "添加",
            icon=":material/add:",
            disabled=chosen is None,
            on_click=lambda: draft.edit(
                draft.now.with_item(Item.of(labels[str(chosen)])), redraw=True
            ),
        )


def _preview(store: Store, draft: BriefingDraft) -> None:
    snapshot = _computed(store, draft)
    if snapshot is not None:
        typed = typed_figures(snapshot)
        if typed:
            _warn(typed)
        put(html('<p class="notice">预览：数字会随数据变化，冻结后才固定。</p>'))
        draw_sections(store, snapshot)


def _computed(store: Store, draft: BriefingDraft) -> Snapshot | None:
    """The preview of what the draft says now; kept until the draft or the data changes."""
    stand = (draft.now, store.state.revision, store.state.changed_at)
    kept = st.session_state.get(_COMPUTED)
    if kept is None or kept[0] != stand:
        try:
            kept = (stand, computed(store.engine, draft.now, recall=store.recall))
        except StoreError:
            raise
        except OversightError as error:
            put(html('<p class="notice warning">{}</p>', error.zh))
            return None
        st.session_state[_COMPUTED] = kept
    found: Snapshot = kept[1]
    return found
