"""All briefings: begin from a template, open, put away and bring back."""

from __future__ import annotations

from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.briefings.briefing import Briefing
from dashboard.briefings.keeping import create
from dashboard.briefings.templates import TEMPLATES, Template
from dashboard.sections.figure_cell import Link
from dashboard.store.briefing_acts import archive_briefing, restore_briefing
from dashboard.store.briefings import ListedBriefing, Version, list_briefings
from dashboard.surfaces.screen.briefing_session import forget_draft, go
from dashboard.surfaces.screen.markup import EMPTY, anchor, html, joined, put
from dashboard.surfaces.screen.moments import moment
from dashboard.surfaces.screen.resources import Store
from dashboard.surfaces.screen.signing import act, sign, signed

_SHOWN_VERSIONS: Final = 3
_UNNAMED: Final = Briefing(title="新简报", items=())


def draw_list(store: Store) -> None:
    """Draw the list with everything that can be done from it."""
    forget_draft()
    every = list_briefings(store.engine)
    kept = [one for one in every if not one.archived]
    with st.container(key="section-briefing-templates"):
        _begin(store)
    with st.container(key="section-briefing-list"):
        put(html("<h2>{}</h2>", f"已有简报{len(kept)}份" if kept else "已有简报"))
        if not kept:
            put(
                html(
                    '<p class="empty">还没有简报。署名后从上面的模板新建一份，三分钟可以开讲。</p>'
                )
            )
        for one in kept:
            _row(store, one)
        _archived(store, [one for one in every if one.archived])


def version_link(version: Version, *, label: str = "") -> Link:
    """The address of a frozen version, to be sent on."""
    params = {"briefing": str(version.briefing_id), "version": str(version.version)}
    return Link(label=label or version.number, page="briefings", params=params)


def _begin(store: Store) -> None:
    head, name = st.columns([2, 1], vertical_alignment="bottom")
    with name:
        sign()
    with head:
        told = "选一个模板，先有板块和讲稿提示，再改" if signed() else "先在右边署名，再选模板"
        put(html('<h2>从模板新建</h2><p class="note">{}</p>', told))
    for column, template in zip(st.columns(len(TEMPLATES) + 1), (*TEMPLATES, None), strict=True):
        with column.container(key=f"template-{template.key if template else 'none'}"):
            _offer(store, template)


def _offer(store: Store, template: Template | None) -> None:
    title = template.title if template else "空白简报"
    said = template.purpose if template else "自己选板块。"
    put(html('<h4>{}</h4><p class="note">{}</p>', title, said))
    st.button(
        "新建",
        key=f"new-{template.key if template else 'none'}",
        icon=":material/add:",
        disabled=not signed(),
        on_click=lambda: act(lambda: _create(store, template)),
    )


def _create(store: Store, template: Template | None) -> str:
    briefing = template.briefing() if template else _UNNAMED
    key = create(store.engine, briefing, by=signed())
    go(briefing=str(key))
    return f"已新建“{briefing.title}”，可以改标题、次序、筛选和讲稿"


def _row(store: Store, one: ListedBriefing) -> None:
    with st.container(key=f"briefing-{one.id}", horizontal=True, vertical_alignment="center"):
        put(
            html(
                '<p class="briefing"><b>{}</b><small>{}</small>{}</p>',
                one.title,
                f"{one.sections}个板块　·　{moment(one.changed_at)} {one.changed_by}",
                _versions(one),
            )
        )
        st.button(
            "编辑",
            key=f"open-{one.id}",
            icon=":material/edit:",
            on_click=lambda: go(briefing=str(one.id)),
        )
        st.button(
            "归档",
            key=f"archive-{one.id}",
            icon=":material/archive:",
            disabled=not signed(),
            on_click=lambda: act(lambda: _archive(store, one)),
        )


def _versions(one: ListedBriefing) -> Markup:
    if not one.versions:
        return html("<small>尚未冻结</small>")
    shown = one.versions[:_SHOWN_VERSIONS]
    links = joined(html("<span>{}</span>", anchor(version_link(version))) for version in shown)
    left = len(one.versions) - len(shown)
    more = html("<small>另有{}版</small>", left) if left else EMPTY
    return html('<span class="versions">{}{}</span>', links, more)


def _archive(store: Store, one: ListedBriefing) -> str:
    archive_briefing(store.engine, one.id, by=signed())
    return f"已归档“{one.title}”；冻结的版本仍可按链接打开，可在“已归档”中恢复"


def _archived(store: Store, archived: list[ListedBriefing]) -> None:
    if not archived:
        return
    with st.expander("已归档", icon=":material/inventory_2:", key="archived"):
        for one in archived:
            with st.container(horizontal=True, vertical_alignment="center"):
                put(
                    html(
                        '<p class="briefing"><b>{}</b><small>{}</small>{}</p>',
                        one.title,
                        f"{moment(one.changed_at)} {one.changed_by}",
                        _versions(one),
                    )
                )
                st.button(
                    "恢复",
                    key=f"restore-{one.id}",
                    icon=":material/unarchive:",
                    disabled=not signed(),
                    on_click=lambda one=one: act(lambda: _restore(store, one)),
                )


def _restore(store: Store, one: ListedBriefing) -> str:
    restore_briefing(store.engine, one.id, by=signed())
    return f"已恢复“{one.title}”"
