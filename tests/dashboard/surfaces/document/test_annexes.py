"""What is too long for the text, and where every figure comes from, stands in the annexes."""

from __future__ import annotations

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.document.outline import outline
from dashboard.surfaces.document.passages import Exhibit, Paragraph


def said(passage: object) -> str:
    pieces = getattr(passage, "pieces", ())
    return "".join(piece.text for piece in pieces)


def test_long_tables_stand_in_the_annex_and_the_text_says_so(varied: Snapshot) -> None:
    made = outline(varied)
    assert any("机构清单共" in said(one) and "见附件" in said(one) for one in made.passages)
    (annex,) = [one for one in made.annexes if one.name == "数据表"]
    titles = {one.title for one in annex.passages if isinstance(one, Exhibit)}
    assert "机构清单" in titles


def test_the_annex_of_origins_defines_every_figure(leadership: Snapshot) -> None:
    annex = outline(leadership).annexes[0]
    text = "\n".join(said(one) for one in annex.passages)
    for section in leadership.sections:
        for definition in section.definitions:
            assert definition.formula in text


def test_what_a_map_of_named_classes_writes_is_listed(varied: Snapshot) -> None:
    (annex,) = [one for one in outline(varied).annexes if one.name == "数据表"]
    texts = [said(one) for one in annex.passages if isinstance(one, Paragraph)]
    assert any(text.startswith("图中标注：") and "北碚区 隐患·档案" in text for text in texts)
