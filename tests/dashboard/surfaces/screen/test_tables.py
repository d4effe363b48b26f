"""Tables on screen: escaped, in units, with both downloads, made only when asked for."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
import streamlit as st
from sqlalchemy.orm import Session

from dashboard import theme
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Book, Column, Table, Toned
from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.surfaces.screen.tables import (
    complete,
    draw_book,
    draw_table,
    made,
    origin_of,
)
from dashboard.surfaces.workbook import csv_bytes
from tests.conftest import load_whole_demo
from tests.screen import Piece, screen_on, url_of
from tests.stores import Stores

TABLE = Table(
    key="t",
    title="问题清单",
    columns=(Column(label="机构"), Column(label="发现问题", unit="findings")),
    rows=[["示例<b>机构</b>", 1234], [Link(label="示例二", page="data"), None]],
    note="注",
)


def test_a_toned_word_is_painted_on_screen_and_plain_in_a_file(view: View) -> None:
    word = Toned("红<b>", tone=theme.ALERT["红"])
    table = replace(TABLE, rows=[[word, 1]])
    piece = Piece(draw_table, table, view)
    assert f"border-color:{theme.ALERT['红']}" in piece.html
    assert "红&lt;b&gt;" in piece.html
    assert "红<b>,1" in csv_bytes(table, origin=origin_of(view)).decode("utf-8-sig")


def test_cells_are_written_in_their_unit(view: View) -> None:
    piece = Piece(draw_table, TABLE, view)
    for part in ("问题清单", "机构", "发现问题（项）", "示例<b>机构</b>", "1,234", "—", "注"):
        assert part in piece.text
    assert "<b>机构" not in piece.html
    assert piece.links == ["data"]


def test_both_downloads_stand_below(view: View) -> None:
    buttons = Piece(draw_table, TABLE, view).of("download_button")
    assert [one.label for one in buttons] == ["下载CSV", "下载XLSX"]
    assert len({one.id for one in buttons}) == 2


def test_an_empty_table_says_so_and_offers_nothing(view: View) -> None:
    piece = Piece(draw_table, replace(TABLE, rows=[], empty="没有记录"), view)
    assert piece.text == "没有记录"
    assert piece.of("download_button") == []


@pytest.mark.parametrize(("opened", "said"), [(False, ""), (True, "1,234")])
def test_a_folded_table_is_made_when_it_is_opened(view: View, opened: bool, said: str) -> None:
    def draw() -> None:
        st.session_state["fold-t"] = opened
        draw_table(TABLE, view, folded=True)

    piece = Piece(draw)
    assert [one.label for one in piece.app.expander] == ["数据表与下载"]
    assert said in piece.text
    assert len(piece.of("download_button")) == (2 if opened else 0)


def test_a_table_of_one_page_is_taken_away_whole() -> None:
    assert complete(TABLE) is TABLE


def test_what_is_taken_away_says_where_it_is_from(view: View) -> None:
    origin = origin_of(replace(view, filters=Filters(district="500106")))
    assert (origin.scope, origin.demo, origin.as_of) == ("沙坪坝区", True, view.as_of)
    assert origin_of(view, scope="示例机构").scope == "示例机构"


def test_a_workbook_is_made_only_when_it_is_asked_for(view: View, stores: Stores) -> None:
    asked: list[object] = []

    def sheets(session: Session) -> list[Table]:
        asked.append(session)
        return [TABLE]

    book = Book(key="b", title="督办清单", label="下载工作簿", sheets=sheets)
    (button,) = Piece(draw_book, book, view).of("download_button")
    assert button.label == "下载工作簿"
    assert asked == []
    engine = stores.shared("sqlite", "circular and demo", fill=load_whole_demo)
    with screen_on(url_of(engine), keep=True):
        opened = openpyxl.load_workbook(io.BytesIO(made(book, view)))
    assert len(asked) == 1
    assert opened.sheetnames == ["问题清单"]
    assert "演示数据" in str(opened.worksheets[0]["A2"].value)
