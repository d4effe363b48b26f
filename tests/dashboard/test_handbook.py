"""The blocks of the documents that are written from code."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard import handbook
from dashboard.handbook import BLOCKS
from dashboard.paths import ROOT


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
