"""The blocks of the documents that are written from code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import handbook
from dashboard.handbook import BLOCKS, read_block, write_block
from dashboard.paths import ROOT

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


def test_every_block_is_written(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "".join(f"<!-- begin: {name} -->\n<!-- end: {name} -->\n" for name in BLOCKS),
        encoding="utf-8",
    )
    handbook.write([path])
    once = path.read_text(encoding="utf-8")
    handbook.write([path])
    assert path.read_text(encoding="utf-8") == once
    assert "`store_state`" in once


@pytest.mark.parametrize("name", BLOCKS)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    lines = BLOCKS[name]().splitlines()
    for line, above in zip(lines[1:], lines, strict=False):
        if line.startswith("|") and above.startswith("|"):
            assert line.replace("\\|", "").count("|") == above.replace("\\|", "").count("|"), line


def test_a_column_tells_type_reference_unit_and_who_may_see_it() -> None:
    told = BLOCKS["dictionary"]()
    assert "| `amount_fen` | integer, may be null | 元 |" in told
    assert "| `district_id` | integer → `district.id` |" in told
    assert "(case role only)" in told


def test_no_path_of_this_machine_is_written() -> None:
    assert str(ROOT) not in "".join(render() for render in BLOCKS.values())
