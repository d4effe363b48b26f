"""One frozen version: its banner, what has changed since, its downloads, and what it says."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from dashboard.briefings.blocks import Keys
from dashboard.briefings.changes import Changes, FigureChange, changes_since, is_newer
from dashboard.briefings.compute import SINCE_DAYS
from dashboard.briefings.freeze import read_snapshot
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.briefings.typed_figures import caption
from dashboard.errors import BriefingError
from dashboard.sections.answer import Column, Table
from dashboard.sections.view import View
from dashboard.store.briefings import Version, list_briefings, snapshot_number
from dashboard.store.models.operation import SHEETS
from dashboard.store.state import StoreStatus, aware
from dashboard.surfaces.screen.blocks import draw_block
from dashboard.surfaces.screen.briefing_files import draw_files
from dashboard.surfaces.screen.briefing_list import version_link
from dashboard.surfaces.screen.briefing_session import go
from dashboard.surfaces.screen.explain import how_of_section
from dashboard.surfaces.screen.markup import EMPTY, anchor, html, joined, put
from dashboard.surfaces.screen.moments import moment
from dashboard.surfaces.screen.resources import Store
from dashboard.surfaces.screen.tables import draw_table

_MOST_CHANGES = 60
_ON_A_PAGE = 12


def draw_frozen(store: Store, key: int, version: int) -> None:
    """Draw a frozen version.

    Raises:
        BriefingError: there is none.
        SnapshotError: it is not as it was frozen.
    """
    snapshot = read_snapshot(store.engine, snapshot_number(store.engine, key, version))
    versions = next((one.versions for one in list_briefings(store.engine) if one.id == key), ())
    with st.container(key="section-briefing-frozen"):
        _banner(snapshot, versions)
        with st.container(horizontal=True, key="briefing-frozen-bar"):
            put(
                html(
                    '<a class="present" href="present/{}/{}" target="_blank" rel="noopener">'
                    "▶ 放映（新标签页，F 全屏，方向键翻页）</a>",
                    key,
                    version,
                )
            )
            st.button("简报列表", icon=":material/arrow_back:", on_click=go)
            st.button(
                "修改简报或再冻结一版",
                icon=":material/edit:",
                on_click=lambda: go(briefing=str(key)),
            )
        _news(store, snapshot)
    with st.container(key="section-briefing-files"):
        draw_files(snapshot)
    draw_sections(store, snapshot)


def draw_sections(store: Store, snapshot: Snapshot) -> None:
    """Draw what a snapshot says with the ordinary drawers of the screen."""
    keys = Keys()
    for section in _page(snapshot):
        name = section.section.rpartition("/")[2]
        with st.container(key=keys.own(f"section-{name}")):
            _section(store, snapshot, section)


def _page(snapshot: Snapshot) -> tuple[FrozenSection, ...]:
    """A page of the sections, so that a long briefing does not send itself whole."""
    pages = -(-len(snapshot.sections) // _ON_A_PAGE)
    if pages <= 1:
        return snapshot.sections
    at = st.pagination(pages, key=f"sections-{snapshot.number}")
    return snapshot.sections[(at - 1) * _ON_A_PAGE : at * _ON_A_PAGE]


def _section(store: Store, snapshot: Snapshot, section: FrozenSection) -> None:
    view = _view(store, snapshot, section)
    put(html("<h2>{}</h2>", section.title))
    said = [caption(section), f"数据截至 {section.as_of}"]
    if section.title != section.answer.title:
        said.insert(0, section.answer.title)
    put(html('<p class="note">{}</p>', "　·　".join(said)))
    for block in section.answer.blocks:
        draw_block(block, view)
    scope = f"范围：{section.scope}；数据截至 {section.as_of}；快照 {snapshot.number}"
    of_charts = [one for one in section.definitions if not one.text]
    put(how_of_section(of_charts, sources=section.sources, scope=scope))
    if section.notes:
        notes = joined(html("<p>{}</p>", line) for line in section.notes.splitlines())
        put(html('<details class="how"><summary>讲稿</summary>{}</details>', notes))


def _view(store: Store, snapshot: Snapshot, section: FrozenSection) -> View:
    """A view that says what the snapshot knew; no figure is asked of the store."""
    return View(
        state=StoreStatus(
            dataset=snapshot.dataset,
            revision=snapshot.revision,
            data_until=snapshot.as_of,
            changed_at=snapshot.frozen_at,
        ),
        reference=store.reference,
        reconciled=tuple,
        filters=section.filters.settled(store.reference.places, on=section.as_of),
        as_of=section.as_of,
        earlier=section.earlier,
        params=section.params,
    )


def _banner(snapshot: Snapshot, versions: tuple[Version, ...]) -> None:
    compared = snapshot.compared_with or snapshot.as_of - timedelta(days=SINCE_DAYS)
    put(
        html(
            '<div class="frozen"><h2>{}</h2><p><b>{}</b>　·　{}</p><p>{}</p>{}</div>',
            snapshot.title,
            snapshot.number,
            f"数据截至 {snapshot.as_of}，与 {compared} 比较",
            f"{moment(snapshot.frozen_at)} 由{snapshot.frozen_by}冻结　·　数据版本"
            f"{snapshot.revision}　·　校验值 {snapshot.sha256[:12]}",
            _other(snapshot, versions),
        )
    )


def _other(snapshot: Snapshot, versions: tuple[Version, ...]) -> object:
    """Links to the other versions, and which of them say the very same."""
    others = [one for one in versions if one.version != snapshot.version]
    if not others:
        return EMPTY
    links = joined(
        html(
            "<span>{}{}</span>",
            anchor(version_link(one, label=f"第{one.version}版")),
            "（内容相同）" if one.sha256 == snapshot.sha256 else "",
        )
        for one in others
    )
    newer = max(one.version for one in versions) > snapshot.version
    said = "已有更新的版本：" if newer else "此前的版本："
    return html('<p class="versions">{}{}</p>', said, links)


def _news(store: Store, snapshot: Snapshot) -> None:
    """Whether the store has been loaded since, and on request what that changes."""
    if not is_newer(snapshot, store.state):
        put(html('<p class="notice">冻结以来数据库没有变化。</p>'))
        return
    put(
        html(
            '<p class="notice warning">冻结以来数据库已有新数据（数据版本{}→{}，数据截至 {}）。'
            "本版数字不变。</p>",
            snapshot.revision,
            store.state.revision,
            store.state.data_until or "—",
        )
    )
    if st.toggle("冻结后的变化", key=f"changes-{snapshot.number}"):
        try:
            found = changes_since(store.engine, snapshot, recall=store.recall)
        except BriefingError as error:
            put(html('<p class="notice warning">{}</p>', error.zh))
        else:
            _changes(store, snapshot, found)


def _changes(store: Store, snapshot: Snapshot, found: Changes) -> None:
    if found.is_nothing:
        put(html('<p class="notice">新数据没有改变本版的任何数字。</p>'))
        return
    view = _view(store, snapshot, snapshot.sections[0])
    put(html('<p class="note">{}</p>', _batches(store, snapshot)))
    if found.redefined:
        said = f"下列指标的口径在冻结后改过，差额不全是补报和更正：{'、'.join(found.redefined)}。"
        put(html('<p class="notice warning">{}</p>', said))
    for table in (
        _table(
            "corrections",
            found.corrections,
            title=f"补报和更正：同为截至{snapshot.as_of}，现在另算的数",
            heads=("冻结时", "现在"),
            empty="没有补报和更正：同一天的数与冻结时相同",
        ),
        _table(
            "events",
            found.events,
            title=f"其后发生：{snapshot.as_of}至{found.as_of}",
            heads=(f"截至{snapshot.as_of}", f"截至{found.as_of}"),
            empty="截至日之后没有新发生的事",
        ),
    ):
        draw_table(table, view)


def _batches(store: Store, snapshot: Snapshot) -> str:
    """Which files came in since; rows changed by hand leave no batch, and then none is named."""
    later = [
        f"批次{one.id} {SHEETS[one.ledger]} {one.file_name}"
        f"（新增{one.rows_added}行、更新{one.rows_updated}行）"
        for one in store.reference.batches
        if aware(one.loaded_at) > snapshot.frozen_at
    ]
    return f"冻结后导入：{'；'.join(later)}。" if later else "冻结后没有导入批次的记录。"


def _table(
    key: str, changes: tuple[FigureChange, ...], *, title: str, heads: tuple[str, str], empty: str
) -> Table:
    left = len(changes) - _MOST_CHANGES
    return Table(
        key=f"briefing-{key}",
        title=f"{title}（{len(changes)}处）",
        columns=tuple(Column(label=label) for label in ("板块", "数字", *heads)),
        rows=[[one.section, one.name, one.before, one.after] for one in changes[:_MOST_CHANGES]],
        note=f"此处列前{_MOST_CHANGES}处，另有{left}处。" if left > 0 else "",
        empty=empty,
    )
