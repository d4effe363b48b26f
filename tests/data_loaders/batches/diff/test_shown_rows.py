"""Rows and sums as a person sees them before anything is written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from dashboard.access.restricted import WITHHELD
from data_loaders.batches import BatchPreview, ColumnSum, ShownRow, Upload, told_to_uploader
from data_loaders.batches.diff.row_samples import FIRST, MOST_UNUSUAL
from tests.handed_in import (
    CASES,
    CLASSES,
    FINDINGS,
    INSTITUTIONS,
    PUBLICITY,
    UNIT,
    changed,
    look,
    put,
    sheet,
    sheets,
)


def _batch(ready: Engine, ledger: str, rows: Sequence[dict[str, str]]) -> BatchPreview:
    return look(ready, [sheet(ledger, rows)]).batches[0]


def _cells(row: ShownRow) -> dict[str, tuple[str, str]]:
    return {one.column: (one.raw, one.stored) for one in row.cells}


def _leaflets(number: int, **cells: str) -> list[dict[str, str]]:
    plain = {**UNIT, "渠道": "宣传资料", "日期": "2024-09-01", "份数": "200"}
    return [plain | {"名称": f"资料{one}"} | cells for one in range(number)]


def test_the_first_rows_stand_beside_what_the_sheet_says(ready: Engine) -> None:
    batch = _batch(ready, "publicity", _leaflets(12))
    assert [one.row for one in batch.shown] == [2, 3, 4, 5, 6]
    assert {one.becomes for one in batch.shown} == {"新增"}
    assert _cells(batch.shown[0]) == {
        "区县": ("渝北区", "渝北区"),
        "渠道": ("宣传资料", "宣传资料"),
        "名称": ("资料0", "资料0"),
        "日期": ("2024-09-01", "2024-09-01"),
        "份数": ("200", "200份"),
    }
    assert batch.sums == (ColumnSum(column="份数", added="2,400份", before="—", after="—"),)


@pytest.mark.parametrize(
    ("cells", "column", "stored", "why"),
    [
        ({"份数": "1.2万"}, "份数", "12,000份", "数字按写法换算或是约数"),
        ({"份数": "15万余"}, "份数是否约数", "余（不少于）", "数字按写法换算或是约数"),
        ({"日期": "同上"}, "日期", "2024-09-01", "承接上一行或合并单元格"),
    ],
)
def test_every_unusual_row_is_shown(
    ready: Engine, cells: dict[str, str], column: str, stored: str, why: str
) -> None:
    rows = _leaflets(20)
    rows[13] |= cells
    batch = _batch(ready, "publicity", rows)
    assert [one.row for one in batch.shown] == [2, 3, 4, 5, 6, 15]
    assert batch.shown[-1].why == (why,)
    assert _cells(batch.shown[-1])[column][1] == stored


def test_what_follows_from_other_columns_is_shown(ready: Engine) -> None:
    put(ready, sheets({"institutions": INSTITUTIONS}))
    put(ready, sheets())
    rows = [
        {**FINDINGS[0], "问题编号": f"新{one}", "复查日期": "", "复查结果": "", "整改书编号": ""}
        for one in range(9)
    ]
    rows[7] |= {"复查日期": "2024-11-20", "复查结果": "通过"}
    for row in rows:
        del row["整改书下达日期"]
    last = _batch(ready, "findings", rows).shown[-1]
    assert (last.row, last.why) == (9, ("有内容由其他列推得",))
    assert _cells(last)["销号日期"] == ("", "2024-11-20")


def test_a_row_warned_of_when_all_are_there_is_shown(ready: Engine) -> None:
    put(ready, sheets())
    rows = [{**FINDINGS[1], "问题描述": f"堵塞{one}", "整改书编号": ""} for one in range(9)]
    rows[8]["整改书编号"] = "令九"
    batch = _batch(ready, "findings", rows)
    assert [one.row for one in batch.shown if "有提醒" in one.why] == [10]
    assert batch.unusual_more == 0


def test_unusual_rows_beyond_the_most_are_counted(ready: Engine) -> None:
    rows = _leaflets(90, 份数="1.2万")
    batch = _batch(ready, "publicity", rows)
    assert len(batch.shown) <= FIRST + MOST_UNUSUAL
    assert len(batch.shown) + batch.unusual_more == 90


def test_cells_that_no_column_takes_are_named(ready: Engine) -> None:
    put(ready, sheets({"institutions": INSTITUTIONS}))
    rows = [{**CLASSES[0], "教室": "三楼"}]
    found = look(ready, [sheet("classes", rows)])
    ((question, _),) = found.questions
    told = look(ready, [sheet("classes", rows)], decisions={question.key: "-"}, earlier=found)
    assert told.batches[0].shown[0].left == (("教室", "三楼"),)


def test_a_unit_told_by_a_title_is_shown_with_where(ready: Engine) -> None:
    book = Workbook()
    page: Any = book.active
    page.title = "宣传活动"
    page.append(["渝北区宣传活动"])
    page.append(["渠道", "名称", "日期", "覆盖人次（万人次）"])
    page.append(["微视频", "短片", "2024-09-01", 1.5])
    data = io.BytesIO()
    book.save(data)
    (row,) = look(ready, [Upload(name="a.xlsx", content=data.getvalue())]).batches[0].shown
    assert _cells(row)["区县"] == ("（标题：渝北区）", "渝北区")
    assert _cells(row)["覆盖人次"] == ("1.5", "15,000人次")


def test_sums_of_what_changes_stand_before_and_after(ready: Engine) -> None:
    put(ready, [sheet("publicity", PUBLICITY)])
    rows = changed(PUBLICITY, 0, 份数="160000")
    batch = _batch(ready, "publicity", [*rows, *_leaflets(2)])
    (copies,) = batch.sums
    assert (copies.added, copies.before, copies.after) == ("400份", "150,000份", "160,000份")
    assert [one.becomes for one in batch.shown] == ["更新", "新增", "新增"]
    again = _batch(ready, "publicity", PUBLICITY)
    assert (again.sums, [one.becomes for one in again.shown]) == ((), ["库中已有，不变"])


def test_what_the_store_holds_of_persons_and_violations_is_withheld(ready: Engine) -> None:
    violation = {**FINDINGS[1], "问题编号": "违1", "问题类别": "违法违规", "问题描述": "代考嫌疑"}
    put(ready, [*sheets(), sheet("findings", [{**violation, "备注": "库中的话"}], name="旧")])
    found = look(
        ready,
        [
            sheet("findings", [{**violation, "严重程度": "重大"}]),
            sheet("cases", changed(CASES, 0, 涉及人数="4")),
        ],
    )
    told = {one.ledger: one for one in told_to_uploader(found, case_role=False).batches}
    (finding,), (case,) = told["findings"].shown, told["cases"].shown
    assert _cells(finding)["问题描述"] == ("代考嫌疑", "代考嫌疑"), "his own words"
    assert _cells(finding)["备注"] == ("", WITHHELD)
    assert _cells(case)["涉及人数"] == ("4", "4")
    (persons,) = [one for one in told["cases"].sums if one.column == "涉及人数"]
    assert (persons.before, persons.after) == (WITHHELD, "4")
    open_ = {one.ledger: one for one in told_to_uploader(found, case_role=True).batches}
    assert _cells(open_["findings"].shown[0])["备注"] == ("", "库中的话")
    assert [one.before for one in open_["cases"].sums if one.column == "涉及人数"] == ["3"]


def test_nothing_of_a_person_is_shown(ready: Engine) -> None:
    rows = [
        {
            **CASES[0],
            "案件编号": "案9",
            "当事人": "张三丰",
            "当事人类型": "个人",
            "关联问题编号": "",
        }
    ]
    put(ready, sheets())
    (row,) = _batch(ready, "cases", rows).shown
    assert "张三丰" not in repr(
        told_to_uploader(look(ready, [sheet("cases", rows)]), case_role=True)
    )
    assert _cells(row)["当事人"][0] == "（不保存）"
