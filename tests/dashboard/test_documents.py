"""Marked blocks of the documents are found and written wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.documents import read_block, write_block

TEXT = "Kopf\n<!-- begin: pages -->\nalt\n<!-- end: pages -->\nFuß\n"


@pytest.fixture
def documents(tmp_path: Path) -> tuple[Path, ...]:
    """Two documents, of which the second has the block `pages`."""
    first, second = tmp_path / "one.md", tmp_path / "two.md"
    first.write_text("no block\n", encoding="utf-8")
    second.write_text(TEXT, encoding="utf-8")
    return first, second


def test_a_block_is_what_stands_between_its_markers(documents: tuple[Path, ...]) -> None:
    assert read_block("pages", documents) == "alt\n"


@pytest.mark.parametrize("body", ["neu \\1\n", "alt\n"])
def test_only_the_block_is_written_anew(documents: tuple[Path, ...], body: str) -> None:
    write_block("pages", body, documents)
    first, second = documents
    assert first.read_text(encoding="utf-8") == "no block\n"
    assert second.read_text(encoding="utf-8") == TEXT.replace("alt\n", body)


@pytest.mark.parametrize("text", ["", TEXT, TEXT.replace("end:", "ende:") * 2])
def test_markers_that_are_not_there_once_are_noticed(
    documents: tuple[Path, ...], text: str
) -> None:
    first, second = documents
    (first if text else second).write_text(text, encoding="utf-8")
    if "ende:" in text:
        second.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="'pages'"):
        write_block("pages", "neu", documents)
