"""The draft has the circular's parts and says of each section what it says itself."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.document.outline import outline
from dashboard.surfaces.document.passages import Paragraph, PassageHeading
from tests.briefings import snapshot_of


def said(passage: object) -> str:
    pieces = getattr(passage, "pieces", ())
    return "".join(piece.text for piece in pieces)


def test_parts_stand_in_the_order_of_the_circular(leadership: Snapshot) -> None:
    made = outline(leadership)
    heads = [
        said(one) for one in made.passages if isinstance(one, PassageHeading) and one.level == 1
    ]
    assert heads == ["一、主要成效", "二、存在的主要问题", "三、工作要求"]
    assert made.addressee.endswith("有关单位：")
    assert "（代拟稿）" in made.marks
    assert any("数据截至2024年12月31日" in mark for mark in made.marks)


def test_every_sections_finding_is_a_heading(leadership: Snapshot) -> None:
    heads = "\n".join(said(one) for one in outline(leadership).passages)
    for section in leadership.sections:
        assert section.title.rstrip("。") in heads


def test_a_part_without_a_section_says_so() -> None:
    made = outline(snapshot_of())
    texts = [said(one) for one in made.passages if isinstance(one, Paragraph)]
    assert "（本快照没有这一部分的板块，请据实填写。）" in texts


def test_production_has_no_demo_mark(leadership: Snapshot) -> None:
    assert "演示数据" in outline(leadership).head
    assert "演示" not in outline(replace(leadership, dataset="production")).head


def test_a_typed_number_that_is_not_the_snapshots_is_words_and_marked() -> None:
    whole = snapshot_of()
    (section,) = whole.sections
    typed = replace(section, title="全市复核83家合格，合格率19.9%")
    pieces = [
        piece
        for passage in outline(replace(whole, sections=(typed,))).passages
        if isinstance(passage, PassageHeading)
        for piece in passage.pieces
    ]
    assert [piece.key for piece in pieces if piece.text == "83家（手工填写）"] == [""]
    assert [bool(piece.key) for piece in pieces if piece.text == "19.9%"] == [True]
