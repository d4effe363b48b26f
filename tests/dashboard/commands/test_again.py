from __future__ import annotations

import json
from datetime import date

from dashboard.commands.again import again_document, again_lines
from data_loaders.batches import OverwrittenCells, Resubmission

ONE = Resubmission(
    unit="渝北区",
    since=date(2024, 11, 1),
    until=date(2024, 11, 30),
    rows_added=1,
    rows_changed=2,
    rows_missing=7,
    missing=tuple(f"问题{number}" for number in range(7)),
    cells_emptied=1,
    emptied=(
        OverwrittenCells(sheet="表", row=4, name="甲校", column="备注", before="旧", after="—"),
    ),
    deadlines_moved=1,
    deadlines_extended=1,
    moved=(
        OverwrittenCells(
            sheet="表", row=5, name="乙校", column="期限", before="2024-12-01", after="2024-12-31"
        ),
    ),
)


def test_a_resubmission_is_told_in_a_few_lines() -> None:
    head, missing, emptied, moved = again_lines(ONE, of="渝北区.xlsx 问题台账")
    assert "渝北区（2024-11-01至2024-11-30）：新增1，更改2" in head
    assert "7条，保留不删：问题0；问题1；问题2；问题3；问题4；…… 共7" in missing
    assert "第4行（甲校）备注 旧 → —" in emptied
    assert "其中延期1处：第5行（乙校）期限 2024-12-01 → 2024-12-31" in moved


def test_what_is_not_is_not_told() -> None:
    (line,) = again_lines(Resubmission(unit="渝北区", since=None, until=None), of="名册")
    assert line.startswith("重报 名册 渝北区：")


def test_programs_are_told_the_same() -> None:
    told = json.loads(json.dumps(again_document(ONE)))
    assert told["since"] == "2024-11-01"
    assert told["missing"]["rows"] == 7
    assert told["deadlines"]["extended"] == 1
    assert told["emptied"]["first"][0]["before"] == "旧"
