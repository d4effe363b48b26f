"""What a load would do: counts by file and ledger, changed cells, and every problem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.errors import LoadError
from dashboard.sections.answer import Column, Table
from dashboard.store.models.operation import SHEETS
from dashboard.surfaces.screen.importing.resubmission import draw_resubmissions
from dashboard.surfaces.screen.importing.rows import draw_rows
from dashboard.surfaces.screen.importing.turns import turns
from dashboard.surfaces.screen.markup import html, joined, put
from dashboard.surfaces.screen.tables import as_html
from data_loaders.batches import Preview, Upload
from data_loaders.files.grid import address
from data_loaders.marked.book import marked_workbook
from data_loaders.marked.listing import problems_csv
from data_loaders.problems import LEVELS, Level, Problem

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PER_PAGE: Final = 50
_MOST_CHANGES: Final = 200
_ALL: Final = "全部"


def draw_review(found: Preview) -> None:
    """Draw everything a preview says."""
    put(html("<h2>{}</h2>", f"二、核对预览：{_finding(found)}"))
    if found.batches:
        put(as_html(_counts(found)))
    draw_resubmissions(found)
    if found.notes:
        put(
            html(
                '<details class="how"><summary>未导入的部分和读取说明（{}条）</summary>'
                '<ul class="lines">{}</ul></details>',
                len(found.notes),
                joined(html("<li>{}</li>", one) for one in found.notes),
            )
        )
    draw_rows(found)
    _problems(found)
    _changes(found)


def _finding(found: Preview) -> str:
    if not found.batches and found.questions:
        return "还没有可以导入的行，请先回答下面的问题"
    if not found.batches:
        return "没有读到可以导入的台账，原因和改法见下"
    rows = f"新增{found.rows_added}行、更新{found.rows_updated}行、不变{found.rows_unchanged}行"
    if found.closed:
        return f"{rows}，有文件或工作表还不能读取，须先改正或确认"
    if found.rows_refused:
        return f"{rows}，{found.rows_refused}行须先改正或确认"
    if found.changes_nothing:
        return f"{rows}，库中已有全部内容，不需要导入"
    return f"{rows}，可以导入"


def _counts(found: Preview) -> Table:
    rows = [
        (
            one.file,
            SHEETS[one.ledger],
            "、".join(one.sheets),
            one.rows,
            one.rows_added,
            one.rows_updated,
            one.rows_unchanged,
            one.rows_refused,
            "、".join(f"{kind}{count}行" for kind, count in one.lines.items()),
            one.data_until,
        )
        for one in found.batches
        if one.rows
    ]
    empty = sum(not one.rows for one in found.batches)
    return Table(
        key="import-counts",
        title="每个文件、每个台账将怎样变化；尚未写入",
        note=f"另有{empty}张台账表没有填数据行，未列出。" if empty else "",
        columns=(
            *map(_words, ("文件", "台账", "工作表")),
            *map(_count, ("数据行", "新增", "更新", "不变", "拒绝")),
            *map(_words, ("各类行数", "数据截至")),
        ),
        rows=rows,
    )


def _problems(found: Preview) -> None:
    """The problems, by level, with the files to send back."""
    if not found.problems:
        return
    told = {_ALL: sum(found.counts.values())}
    told |= {LEVELS[level]: found.counts[level] for level in Level if found.counts.get(level)}
    put(html("<h4>{}</h4>", "，".join(f"{name}{count}处" for name, count in told.items())))
    _take_away(found)
    level = st.segmented_control(
        "级别", tuple(told), default=_ALL, required=True, key="import-level"
    )
    chosen = [one for one in found.problems if level in (_ALL, LEVELS[one.level])]
    pages = max(1, -(-len(chosen) // _PER_PAGE))
    page = st.pagination(pages, key="import-problems-page") if pages > 1 else 1
    page = min(page, pages)
    put(as_html(_listed(chosen[(page - 1) * _PER_PAGE : page * _PER_PAGE], of=len(chosen))))


def _listed(problems: Sequence[Problem], *, of: int) -> Table:
    rows = [
        (
            LEVELS[one.level],
            one.file,
            one.sheet or None,
            address(one.row, one.position or 1) if one.row else None,
            one.column or None,
            one.value or None,
            one.message,
        )
        for one in problems
    ]
    return Table(
        key="import-problems",
        title=f"问题清单：{LEVELS[Level.REFUSE]}和{LEVELS[Level.ASK]}的行不能导入，"
        f"{LEVELS[Level.WARN]}的行可以导入，请核对（共{of}处）",
        columns=tuple(
            map(_words, ("级别", "文件", "工作表", "单元格", "列", "单元格内容", "问题和改法"))
        ),
        rows=rows,
    )


def _take_away(found: Preview) -> None:
    """The marked workbooks, one per file with problems, and the list of all."""
    bad = {one.file for one in found.problems}
    if len(found.files) > 1:
        names = [
            f"标注副本{place}：{upload.name}"
            for place, upload in enumerate(found.files, start=1)
            if upload.name in bad
        ]
        put(html('<p class="note">{}</p>', "；".join(names)))
    with st.container(horizontal=True, gap="small", key="import-marked"):
        for place, upload in enumerate(found.files):
            if upload.name in bad:
                _marked(found, upload, place=place)
        st.download_button(
            "问题清单CSV",
            data=lambda: problems_csv(found.problems),
            file_name="问题清单.csv",
            mime="text/csv",
            key="import-problems-csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _marked(found: Preview, upload: Upload, *, place: int) -> None:
    stem = upload.name.rsplit(".", 1)[0]
    several = len(found.files) > 1
    st.download_button(
        f"标注副本{place + 1}" if several else "标注副本（错处已标色并批注）",
        data=lambda: marked_copy(found, upload),
        file_name=f"{stem}（已标注）.xlsx",
        mime=XLSX,
        # Plain words: a file's name in a label or a help text would be read as Markdown.
        key=f"import-marked-{place}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def marked_copy(found: Preview, upload: Upload) -> bytes:
    """The marked copy; of a file that cannot be opened at all, its list of problems alone."""
    problems = [one for one in found.problems if one.file == upload.name]
    try:
        with turns().turn():
            return marked_workbook(upload.content, name=upload.name, problems=problems).data
    except LoadError:
        return problems_csv(problems)


def _changes(found: Preview) -> None:
    """What updates change, cell by cell."""
    rows = [
        (
            one.file,
            SHEETS[one.ledger],
            change.row,
            change.name,
            cell.column,
            cell.before,
            cell.after,
        )
        for one in found.batches
        for change in one.changes
        for cell in change.cells
    ]
    if not rows:
        return
    cut = f"，先列{_MOST_CHANGES}处" if len(rows) > _MOST_CHANGES else ""
    table = Table(
        key="import-changes",
        title=f"更新的单元格{len(rows)}处{cut}",
        columns=tuple(map(_words, ("文件", "台账", "行", "对象", "列", "库中现为", "将改为"))),
        rows=rows[:_MOST_CHANGES],
    )
    put(
        html(
            '<details class="how" open><summary>{}</summary>{}</details>',
            f"更新{found.rows_updated}行改了什么",
            as_html(table),
        )
    )


def _words(label: str) -> Column:
    return Column(label=label)


def _count(label: str) -> Column:
    return Column(label=label, unit="rows")
