"""The draft as a whole: annexes listed, nothing that only the office may put there."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from dashboard.briefings.snapshot import Snapshot
from dashboard.surfaces.document.export import docx_bytes
from tests.exports import file_of, hostile, parts


@pytest.fixture(scope="module")
def document(leadership: Snapshot) -> Any:
    return Document(io.BytesIO(file_of("docx", leadership)))


def test_annexes_are_listed_and_follow(document: Any) -> None:
    texts = [one.text for one in document.paragraphs]
    assert "附件：1. 指标口径、分子分母与来源" in texts
    assert texts.index("附件1") > texts.index("附件：1. 指标口径、分子分母与来源")
    assert "附件2" in texts


def test_there_is_no_number_seal_or_red_head(leadership: Snapshot, document: Any) -> None:
    text = "\n".join(one.text for one in document.paragraphs)
    assert "渝应急办发〔" not in text.partition("附件1")[0]
    colours = {
        one.get("{*}val") or next(iter(one.attrib.values()))
        for root in parts(file_of("docx", leadership)).values()
        for one in root.iterfind(".//{*}rPr/{*}color")
    }
    assert not {"FF0000", "C00000"} & colours


def test_who_wrote_it_is_nobody_and_when_is_the_freezing(
    document: Any, leadership: Snapshot
) -> None:
    told = document.core_properties
    assert (told.author, told.last_modified_by) == ("", "")
    assert told.created == told.modified == leadership.frozen_at
    assert told.subject == leadership.number


def test_text_that_attacks_is_text() -> None:
    roots = parts(file_of("docx", hostile()))
    body = roots["word/document.xml"]
    assert [one.text for one in body.iter("{*}instrText")] == []
    assert "{ DATE } {{ MERGEFIELD a }}" in "".join(body.itertext())


def test_progress_is_told(leadership: Snapshot) -> None:
    seen: list[tuple[int, int]] = []
    docx_bytes(leadership, progress=lambda done, of, what: seen.append((done, of)))
    assert [done for done, _ in seen] == list(range(len(seen)))
    assert {of for _, of in seen} == {len(seen)}


def test_titles_and_headings_have_styles_of_the_outline(document: Any) -> None:
    styles: dict[str, list[str]] = {}
    for one in document.paragraphs:
        styles.setdefault(one.style.name, []).append(one.text)
    assert styles["公文标题"] == ["关于全市安全生产培训考试工作情况的通报"]
    assert [text[:2] for text in styles["一级标题"]] == ["一、", "二、", "三、"]
    assert all(text.startswith("（") for text in styles["二级标题"][:3])
    assert styles["附件标题"]
    levels = {
        name: document.styles[name].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for name in ("公文标题", "一级标题", "二级标题", "附件标题")
    }
    assert levels == {"公文标题": "0", "一级标题": "1", "二级标题": "2", "附件标题": "1"}


def test_its_language_is_chinese(document: Any) -> None:
    told = {
        language.get(qn(f"w:{script}"))
        for part in (document.styles.element, document.settings.element)
        for name in ("w:lang", "w:themeFontLang")
        for language in part.iter(qn(name))
        for script in ("val", "eastAsia")
    }
    assert told == {"zh-CN"}
