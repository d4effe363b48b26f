"""Ledgers as a district hands them in, made by hand for tests; and a store as plain rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine, select

from dashboard.store.models.operation import SHEETS
from data_loaders.batches import Loaded, Preview, Upload, commit, preview
from data_loaders.batches.stage.target_tables import WRITTEN

TODAY = date(2024, 12, 31)
Rows = Sequence[Mapping[str, str]]

SCHOOL, COLLEGE, SITE = "渝北安全学校", "渝北职业学院", "渝北考试点"
UNIT = {"区县": "渝北区"}

INSTITUTIONS: Rows = (
    {**UNIT, "机构名称": SCHOOL, "机构类型": "企业", "理论座位数": "120", "成立日期": "2015-03-01"},
    {**UNIT, "机构名称": COLLEGE, "机构类型": "职业学校", "成立日期": "2012-09-01"},
)
EXAM_SITES: Rows = ({**UNIT, "考试点名称": SITE, "理论机位数": "60"},)
REVIEWS: Rows = (
    {
        **UNIT,
        "机构名称": SCHOOL,
        "复核轮次": "2024年复核",
        "阶段": "区县检查",
        "结论": "整改",
        "结论日期": "2024-05-20",
        "整改期限": "2024-07-01",
    },
)
INSPECTIONS: Rows = (
    {
        **UNIT,
        "检查编号": "检1",
        "被检单位": SCHOOL,
        "行动名称": "回头看",
        "检查方式": "明查",
        "检查日期": "2024-11-06",
    },
    {**UNIT, "检查编号": "", "被检单位": SITE, "检查方式": "暗访", "检查日期": "2024-11-07"},
)
FINDINGS: Rows = (
    {
        **UNIT,
        "问题编号": "题1",
        "检查编号": "检1",
        "被检单位": SCHOOL,
        "问题类别": "培训档案",
        "问题描述": "缺签到表",
        "发现日期": "2024-11-06",
        "整改期限": "2024-12-01",
        "整改书编号": "令1",
        "整改书下达日期": "2024-11-08",
        "复查日期": "2024-11-20",
        "复查结果": "通过",
    },
    {
        **UNIT,
        "被检单位": SITE,
        "问题类别": "机构隐患",
        "问题描述": "通道堵塞",
        "发现日期": "2024-11-07",
    },
)
CASES: Rows = (
    {
        **UNIT,
        "案件编号": "案1",
        "当事人": SCHOOL,
        "当事人类型": "培训机构",
        "案由": "培训造假",
        "阶段": "处罚",
        "罚款金额（元）": "5000",
        "涉及人数": "3",
        "立案日期": "2024-11-09",
        "处罚日期": "2024-12-02",
        "关联问题编号": "题1",
    },
)
PUBLICITY: Rows = (
    {**UNIT, "渠道": "宣传资料", "名称": "发放资料", "日期": "2024-09-01", "份数": "15万余"},
)
CLASSES: Rows = (
    {
        **UNIT,
        "班次编号": "班1",
        "机构名称": COLLEGE,
        "工种": "低压电工作业",
        "开班日期": "2024-10-08",
        "学员人数": "30",
    },
)
EXAM_MONTHS: Rows = (
    {
        **UNIT,
        "考点或机构": SITE,
        "工种": "低压电工作业",
        "月份": "2024年11月",
        "理论首考人数": "100",
        "理论首考合格人数": "80",
    },
    {
        **UNIT,
        "考点或机构": SCHOOL,
        "工种": "低压电工作业",
        "月份": "2024年11月",
        "理论首考人数": "50",
        "理论首考合格人数": "40",
    },
)
ALL: Mapping[str, Rows] = {
    "institutions": INSTITUTIONS,
    "exam_sites": EXAM_SITES,
    "reviews": REVIEWS,
    "inspections": INSPECTIONS,
    "findings": FINDINGS,
    "cases": CASES,
    "publicity": PUBLICITY,
    "classes": CLASSES,
    "exam_months": EXAM_MONTHS,
}
"""A small district: one or two rows of every ledger that refer to each other."""


def sheet(ledger: str, rows: Rows, *, heads: Sequence[str] = (), name: str = "") -> Upload:
    """A CSV file of one ledger; `heads` sets the order of the columns."""
    columns = list(heads or dict.fromkeys(head for row in rows for head in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    file = f"{name or SHEETS[ledger]}.csv"
    return Upload(name=file, content=text.getvalue().encode("utf-8-sig"))


def sheets(ledgers: Mapping[str, Rows] = ALL) -> list[Upload]:
    """A file for each ledger."""
    return [sheet(ledger, rows) for ledger, rows in ledgers.items()]


def changed(rows: Rows, number: int, **values: str) -> list[dict[str, str]]:
    """The rows with some values of one of them otherwise."""
    return [{**row, **(values if place == number else {})} for place, row in enumerate(rows)]


def look(engine: Engine, files: Iterable[Upload], **more: Any) -> Preview:
    """The preview of a load on a day that the product's places know."""
    return preview(engine, files, today=TODAY, **more)


def put(engine: Engine, files: Iterable[Upload], *, partial: bool = False, **more: Any) -> Loaded:
    """Load the files."""
    return commit(engine, look(engine, files, **more), by="测试", partial=partial)


def ledgers_of(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every ledger's table, whole and in the order of keys."""
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row)
                for row in connection.execute(select(table).order_by(table.c.id)).mappings()
            ]
            for table in WRITTEN
        }


def brought(engine: Engine) -> list[dict[str, Any]]:
    """Every row that a load brought; what came with the program is of no batch."""
    return [
        row for rows in ledgers_of(engine).values() for row in rows if row["batch_id"] is not None
    ]


def meaning_of(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """The ledgers' rows by what they say, whatever their keys, batches and lines are."""
    whole = ledgers_of(engine)
    names = {table: {row["id"]: _name(row) for row in rows} for table, rows in whole.items()}
    return {
        table: sorted(
            (tuple(_said(names, column, value) for column, value in row.items()) for row in rows),
            key=repr,
        )
        for table, rows in whole.items()
    }


_OWN = {"id", "batch_id", "source_sheet", "source_row"}
_LEADS = {
    "institution_id": "institution",
    "exam_site_id": "exam_site",
    "round_id": "review_round",
    "campaign_id": "campaign",
    "inspection_id": "inspection",
    "order_id": "rectification_order",
    "finding_id": "finding",
    "case_id": "enforcement_case",
    "document_id": "source_document",
}


def _name(row: Mapping[str, Any]) -> Any:
    return row.get("number") or row.get("name") or row.get("description") or row.get("inspected_on")


def _said(names: Mapping[str, Mapping[int, Any]], column: str, value: Any) -> Any:
    if column in _OWN:
        return None
    return names[_LEADS[column]].get(value) if column in _LEADS else value
