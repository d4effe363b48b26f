"""What was loaded: every batch, what it was loaded with, and taking one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st
from sqlalchemy.orm import Session

from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.section import Listing
from dashboard.settings import settings
from dashboard.store.engine import reachable
from dashboard.store.models.operation import (
    BATCH_MODES,
    BATCH_STATUSES,
    PROBLEM_LEVELS,
    SHEETS,
)
from dashboard.surfaces.screen.importing.pending import watching
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.moments import moment
from dashboard.surfaces.screen.resources import Store
from dashboard.surfaces.screen.signing import act, signed
from dashboard.surfaces.screen.tables import as_html
from data_loaders.batches import Batch, history, problems_of, undo

_PER_PAGE: Final = 20


def draw_past(store: Store) -> None:
    """Draw the batches, newest first, a page of them."""
    page = int(st.session_state.get("import-past-page", 1))
    batches = _read(store, Listing.of(history, limit=_PER_PAGE + 1, offset=(page - 1) * _PER_PAGE))
    put(html("<h2>{}</h2>", "导入记录与撤销"))
    if not batches:
        put(html('<p class="empty">{}</p>', "还没有导入过台账"))
        return
    put(as_html(_listed(batches[:_PER_PAGE])))
    if page > 1 or len(batches) > _PER_PAGE:
        st.pagination(page + (len(batches) > _PER_PAGE), key="import-past-page")
    chosen = _chosen(batches[:_PER_PAGE])
    if chosen is not None:
        _detail(store, chosen)


def _read(store: Store, listing: Listing) -> Any:
    """What a listing reads, kept like every answer until the next load or undoing."""
    kept = store.answers.get(listing)
    if kept is None:
        with reachable(store.engine), Session(store.engine) as session:
            kept = listing.run(session)
        store.answers.put(listing, kept)
    return kept


def _listed(batches: Sequence[Batch]) -> Table:
    return Table(
        key="import-past",
        title="每个文件、每个台账一批；撤销会恢复被覆盖的内容，较晚的批次依赖它时不能撤销",
        columns=(
            *(Column(label=name) for name in ("批次", "导入时间", "台账", "文件", "署名", "方式")),
            *(Column(label=name, unit="rows") for name in ("新增", "更新", "不变", "拒绝")),
            *(Column(label=name) for name in ("数据截至", "状态")),
        ),
        rows=[_row(one) for one in batches],
    )


def _row(one: Batch) -> tuple[Cell, ...]:
    state = BATCH_STATUSES[one.status]
    if one.undone_at is not None:
        state = f"{state}（{one.undone_by}，{moment(one.undone_at)}）"
    return (
        str(one.id),
        moment(one.loaded_at),
        SHEETS[one.ledger],
        one.file_name,
        one.loaded_by,
        BATCH_MODES[one.mode],
        one.rows_added,
        one.rows_updated,
        one.rows_unchanged,
        one.rows_refused,
        one.data_until,
        state,
    )


def _chosen(batches: Sequence[Batch]) -> Batch | None:
    """The batch picked to be looked at or undone."""
    labels = {f"批次{one.id}　{SHEETS[one.ledger]}　{one.file_name}": one for one in batches}
    said = st.selectbox(
        "查看或撤销一批",
        tuple(labels),
        index=None,
        placeholder="选择批次",
        key="import-batch",
    )
    return None if said is None else labels.get(said)


def _detail(store: Store, one: Batch) -> None:
    problems = (
        _read(store, Listing.of(problems_of, batch=one.id, case_role=settings().case_role))
        if one.problems
        else []
    )
    put(
        html(
            '<p class="note">{}</p>',
            f"文件指纹（SHA-256）{one.sha256}；工作表{'、'.join(one.sheets) or '—'}；"
            f"同一次导入为第{one.load_number}次{'；' if one.notes else ''}{'；'.join(one.notes)}",
        )
    )
    if problems:
        rows = [
            (
                PROBLEM_LEVELS[each.level],
                each.sheet,
                each.row,
                each.column,
                each.value,
                each.message,
            )
            for each in problems
        ]
        names = ("级别", "工作表", "行", "列", "单元格内容", "问题")
        put(
            as_html(
                Table(
                    key="import-kept",
                    title=f"导入时保留的问题{len(rows)}处",
                    columns=tuple(Column(label=name) for name in names),
                    rows=rows,
                )
            )
        )
    if one.status == "loaded":
        _undoing(store, one)


def _undoing(store: Store, one: Batch) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="import-undo"):
        together = st.checkbox("连同同一次导入的其他批次", value=True, key="import-undo-all")
        with st.popover("撤销这一批", icon=":material/undo:", disabled=not signed()):
            put(
                html(
                    "<p>{}</p>",
                    f"将撤销批次{one.id}：去掉它新增的{one.rows_added}行，"
                    f"恢复它更新的{one.rows_updated}行原来的内容。撤销也会记入历史。",
                )
            )
            sure = st.button("确认撤销", key="import-undo-sure", type="primary")
        if not signed():
            put(html('<p class="note">{}</p>', "署名后可以撤销"))
    if sure:
        act(lambda: _undo(store, one, together=together))
        st.rerun()


def _undo(store: Store, one: Batch, *, together: bool) -> str:
    with watching() as watch:
        done = undo(
            store.engine,
            one.id,
            by=signed(),
            whole_load=together,
            watch=watch,
        )
    numbers = "、".join(map(str, done.batch_ids))
    return (
        f"已撤销批次{numbers}：去掉{done.rows_removed}条记录，恢复{done.rows_restored}条，"
        f"数据版本{done.revision}。"
    )
