"""Templates to fill in, what each column means, and in a demo ledgers to practise with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.demo.practice import PRACTICE
from dashboard.sections.answer import Column, Table
from dashboard.surfaces.screen.importing.review import XLSX
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store
from dashboard.surfaces.screen.tables import as_html
from data_loaders.ledgers import explain
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.registry import DOCUMENT_SHEETS, LEDGERS, SHEETS
from data_loaders.templates import printed, template, template_name

_EVERY: Final = "全部九个台账"
_DOCUMENT: Final = "通报（一份文件的六张表）"
_BOOKS: Final[Mapping[str, tuple[Ledger, ...]]] = {
    _EVERY: tuple(LEDGERS.values()),
    _DOCUMENT: tuple(DOCUMENT_SHEETS.values()),
    **{one.label: (one,) for one in SHEETS.values()},
}
"""Every template: its sheets by its name."""


def draw_paper(store: Store) -> None:
    """Draw the templates, and what their columns mean."""
    put(html("<h2>{}</h2>", "模板与填写说明"))
    said = st.selectbox("台账", tuple(_BOOKS), key="import-template")
    chosen = _BOOKS[said]
    with st.container(horizontal=True, gap="small", key="import-templates"):
        st.download_button(
            "下载空白模板",
            data=lambda: template(chosen),
            file_name=template_name(chosen),
            mime=XLSX,
            key=f"import-template-{said}",
            icon=":material/description:",
            on_click="ignore",
        )
        if store.state.is_demo:
            for one in PRACTICE:
                st.download_button(
                    one.label,
                    data=one.make,
                    file_name=one.file_name,
                    mime=XLSX,
                    key=f"import-practice-{one.key}",
                    icon=":material/school:",
                    on_click="ignore",
                )
    if len(chosen) == 1:
        put(html('<p class="note">{}</p>', chosen[0].help))
        put(as_html(_columns(chosen[0])))
    else:
        put(
            html(
                '<p class="note">{}</p>',
                "模板里有表头批注、下拉选项和填好的示例；也可以直接用区县自己的台账，列名认得出即可。"
                "选一个台账可看每一列的含义、单位和也认的列名。",
            )
        )


def _columns(ledger: Ledger) -> Table:
    rows = [
        (
            one.label,
            "必填" if one.required else "可空",
            one.help,
            explain.kind(one),
            explain.unit(one) or None,
            "、".join(explain.choices(one)) or None,
            "、".join(one.aliases) or None,
        )
        for one in printed(ledger)
    ]
    names = ("列名", "必填", "含义和填法", "填写", "单位", "可填内容", "也认的列名")
    return Table(
        key="import-columns",
        title=f"{ledger.label}的列；次序不限",
        columns=tuple(Column(label=name) for name in names),
        rows=rows,
    )
