"""The blocks of README.md that are written from code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import handbook
from dashboard.handbook import BLOCKS, block_of, with_block
from dashboard.paths import ROOT

TEXT = "Kopf\n<!-- begin: pages -->\nalt\n<!-- end: pages -->\nFuß\n"


def test_a_block_is_what_stands_between_its_markers() -> None:
    assert block_of(TEXT, "pages") == "alt\n"


def test_only_the_block_is_written_anew() -> None:
    assert with_block(TEXT, "pages", "neu \\1\n") == TEXT.replace("alt", "neu \\1")
    assert with_block(TEXT, "pages", "alt\n") == TEXT


@pytest.mark.parametrize("text", ["", TEXT + TEXT, TEXT.replace("end:", "ende:")])
def test_markers_that_are_not_there_once_are_noticed(text: str) -> None:
    with pytest.raises(ValueError, match="'pages'"):
        with_block(text, "pages", "neu")


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(
        "".join(f"<!-- begin: {name} -->\n<!-- end: {name} -->\n" for name in BLOCKS),
        encoding="utf-8",
    )
    handbook.write(path)
    once = path.read_text(encoding="utf-8")
    handbook.write(path)
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
