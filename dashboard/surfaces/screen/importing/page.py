"""The page 数据导入: choose files, look at what they would do, decide, load, and take back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.settings import settings
from dashboard.store.models.operation import SHEETS
from dashboard.surfaces.screen.filter_bar import default_day
from dashboard.surfaces.screen.importing.decide import draw_decision
from dashboard.surfaces.screen.importing.paper import draw_paper
from dashboard.surfaces.screen.importing.past import draw_past
from dashboard.surfaces.screen.importing.pending import Pending, look, pending
from dashboard.surfaces.screen.importing.questions import draw_questions
from dashboard.surfaces.screen.importing.review import draw_review
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.page import banner, heading, until
from dashboard.surfaces.screen.resources import Store, open_store
from dashboard.surfaces.screen.signing import say, sign
from data_loaders.batches import told_to_uploader

_TOLD_BY_FILE: Final = "自动识别"


def draw_import() -> None:
    """Draw the page."""
    store = open_store()
    banner(store)
    heading("数据导入", until(store.state, default_day(store)), "先预览再写入，每一批都可以撤销")
    say()
    waiting = pending()
    with st.container(key="section-import-files"):
        _files(store, waiting)
    if waiting.preview is not None:
        with st.container(key="section-import-review"):
            told = told_to_uploader(waiting.preview, case_role=settings().case_role)
            draw_review(told)
            draw_questions(store, waiting, told)
            draw_decision(store, waiting)
    with st.container(key="section-import-paper"):
        draw_paper(store)
    with st.container(key="section-import-past"):
        draw_past(store)


def _files(store: Store, waiting: Pending) -> None:
    """The files, the ledger they hold, and who hands them in."""
    put(html("<h2>{}</h2>", "一、选择台账文件"))
    if store.state.is_demo:
        put(
            html(
                '<p class="notice">{}</p>',
                "这是演示数据库，只接收标题写明“【演示数据，非真实情况】”的台账，登记的单位名称须以“示例”开头；"
                "可下载下方的“练习台账”试用全部步骤。"
                "真实台账请导入正式数据库（oversight init）。",
            )
        )
    field, side = st.columns([3, 2], gap="medium")
    with field:
        chosen = st.file_uploader(
            "台账文件：xlsx、xls、et、ods或csv，可一次选多个，互相引用的请一起选",
            accept_multiple_files=True,
            key=f"import-files-{waiting.stand}",
        )
    with side:
        sign()
        told = st.selectbox("这些文件是哪个台账", (_TOLD_BY_FILE, *SHEETS.values()), key="ledger")
    if not chosen:
        waiting.seen, waiting.preview = (), None
        put(
            html(
                '<p class="note">{}</p>',
                "选好后自动预览，不写入。模板在下方；也可直接用区县自己的台账：列按名称认，次序不限，"
                "标题行、小计合计、空行和备注行会认出来并说明；认不准的会问，不会猜。",
            )
        )
        return
    key = next((key for key, label in SHEETS.items() if label == told), None)
    look(waiting, store.engine, chosen, ledger=key)
