"""Figures are locked, words are not, and neither can become a field code."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.surfaces.document.fields import Fields
from dashboard.surfaces.document.pieces import TextRun
from tests.exports import HOSTILE


def written(*pieces: TextRun) -> Any:
    document: Any = Document()
    paragraph = document.add_paragraph()
    Fields().write(paragraph, pieces, face="仿宋_GB2312", size=16)
    return paragraph._element


def said(element: Any) -> str:
    return "".join(one.text for one in element.iter(qn("w:t")))


def test_a_figure_is_a_control_whose_content_is_locked() -> None:
    element = written(
        TextRun(text="复核"), TextRun(text="98家", key="s1.total"), TextRun(text="机构")
    )
    (control,) = element.findall(qn("w:sdt"))
    told = {child.tag.partition("}")[2]: child for child in control.find(qn("w:sdtPr"))}
    assert told["tag"].get(qn("w:val")) == "s1.total"
    assert told["lock"].get(qn("w:val")) == "contentLocked"
    assert said(control) == "98家"
    assert said(element) == "复核98家机构"


def test_controls_are_numbered() -> None:
    element = written(*(TextRun(text=f"{at}家", key="k") for at in range(3)))
    ids = [one.get(qn("w:val")) for one in element.iter(qn("w:id"))]
    assert ids == ["1", "2", "3"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text(text: str) -> None:
    element = written(TextRun(text=text), TextRun(text=text, key="k" * 200))
    assert list(element.iter(qn("w:instrText"))) == []
    assert len(next(element.iter(qn("w:tag"))).get(qn("w:val"))) == 64
