"""Every kind of block is drawn, and an answer is its finding, its blocks and its fold-out."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from dashboard import theme
from dashboard.charts.stacked import stacked
from dashboard.maps.unit_value import UnitValue
from dashboard.sections.answer import (
    Answer,
    Block,
    Book,
    Card,
    Cards,
    Chart,
    Choice,
    Column,
    Event,
    Facts,
    Links,
    Map,
    Notice,
    Pages,
    Row,
    Search,
    Sentences,
    Table,
    Timeline,
)
from dashboard.sections.figure_cell import Link
from dashboard.sections.form import Form, FormField
from dashboard.sections.view import View
from dashboard.surfaces.screen.blocks import draw_answer, draw_block
from dashboard.surfaces.screen.explain import HOW_ALL
from tests.screen import Piece

TABLE = Table(key="t", title="表", columns=(Column(label="列"),), rows=[["格"]])
BAR = {"row": "沙坪坝区", "part": "合格", "value": 3, "text": "3家"}
PLACE = UnitValue(
    code="500106", name="沙坪坝区", short_name="沙坪坝", value=3, text="3项", state="value"
)
BLOCKS: tuple[tuple[Block, str], ...] = (
    (Cards(cards=(Card(title="卡<片>", figures=()),)), "卡<片>"),
    (TABLE, "格"),
    (
        Chart(
            key="c",
            title="图<题>",
            spec=stacked(
                [BAR], axis="家", colours={"合格": theme.STATE["qualified"]}, order=["沙坪坝区"]
            ),
            table=TABLE,
            alt="替代文字",
        ),
        "图<题>",
    ),
    (
        Map(
            key="m",
            title="地<图>",
            label="问题（项）",
            unit="findings",
            units=(PLACE,),
            as_of=date(2024, 12, 31),
            table=TABLE,
            alt="替代文字",
        ),
        "地<图>",
    ),
    (Sentences(items=("一<句>",)), "一<句>"),
    (Links(items=(Link(label="去<处>", page="data"),), empty="没有"), "去<处>"),
    (
        Timeline(key="l", events=(Event(day=date(2024, 1, 2), kind="检查", text="见<到>"),)),
        "见<到>",
    ),
    (Facts(items=(("名<称>", "示<例>"),)), "示<例>"),
    (Notice(text="注<意>"), "注<意>"),
    (Choice(name="measure", label="看什么", options=("甲", "乙"), default="甲"), ""),
    (Search(name="q", label="查找", placeholder="名称"), ""),
    (Pages(name="page", total=95, size=20, current=1), ""),
    (Book(key="b", title="清单", label="下载", sheets=lambda session: []), ""),
    (
        Form(
            key="f",
            title="处<置>",
            entries=(FormField(name="who", label="经办人"),),
            check="核对",
            confirm="写入",
            asks="对吗",
            send=lambda _engine, _values: "好",
        ),
        "处<置>",
    ),
    (Row(columns=((1.0, (Notice(text="左"),)), (2.0, (Notice(text="右"),)))), "左 右"),
)


@pytest.mark.parametrize(
    ("block", "said"), BLOCKS, ids=[type(block).__name__ for block, _ in BLOCKS]
)
def test_every_kind_of_block_is_drawn(view: View, block: Block, said: str) -> None:
    piece = Piece(draw_block, block, view)
    assert piece.elements
    assert said in piece.text


def test_every_kind_of_block_is_tried() -> None:
    assert {type(block) for block, _ in BLOCKS} == set(get_args(Block))


def test_an_answer_is_its_finding_its_blocks_and_its_fold_out(view: View) -> None:
    answer = Answer(
        title="问题<集中>", blocks=(Notice(text="一"), Notice(text="二")), metrics=("findings",)
    )
    words = Piece(draw_answer, answer, view).text
    places = [words.index(part) for part in ("问题<集中>", "一", "二", HOW_ALL)]
    assert places == sorted(places)


def test_no_links_say_so(view: View) -> None:
    assert Piece(draw_block, Links(items=(), empty="没有事项"), view).text == "没有事项"


def test_controls_are_named(view: View) -> None:
    choice = Piece(draw_block, BLOCKS[9][0], view)
    assert [one.options for one in choice.app.segmented_control] == [["甲", "乙"]]
    search = Piece(draw_block, BLOCKS[10][0], view)
    assert [one.label for one in search.app.text_input] == ["查找"]


def test_a_long_choice_unfolds_from_one_line(view: View) -> None:
    choice = Choice(name="one", label="哪项", options=("甲", "乙"), default="乙", long=True)
    [box] = Piece(draw_block, choice, view).app.selectbox
    assert (box.label, box.options, box.value) == ("哪项", ["甲", "乙"], "乙")


def test_one_page_needs_no_pager(view: View) -> None:
    assert Piece(draw_block, Pages(name="page", total=3, size=20, current=1), view).elements == []


@pytest.mark.parametrize(("total", "count"), [(0, 1), (1, 1), (20, 1), (21, 2), (95, 5)])
def test_pages_are_counted_up(total: int, count: int) -> None:
    assert Pages(name="page", total=total, size=20, current=1).count == count
