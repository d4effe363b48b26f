"""A 通报 through the gate: loaded, compared, loaded again, changed, undone and written out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.reconcile import Agreement, ReconciledFigure, reconcile
from dashboard.store.engine import reading
from dashboard.store.models.sources import PublishedFigure, PublishedMention, SourceDocument
from dashboard.store.reference import Reference, read_reference
from data_loaders.batches import undo
from data_loaders.batches.uploads import gather
from data_loaders.export.documents import document_rows
from data_loaders.export.folder import export
from data_loaders.ledgers.registry import DOCUMENT_SHEETS
from data_loaders.problems import Level
from tests.conftest import load_circular_alone
from tests.handed_in import ALL, changed, look, put, sheet, sheets
from tests.stores import Stores

OF = {"发文字号": "渝应急办发〔2025〕8号"}
DOCUMENT = {
    **OF,
    "标题": "关于上半年情况的通报",
    "发文机关": "重庆市应急管理局办公室",
    "成文日期": "2024-12-20",
    "数字截至": "2024-11-30",
}
FIGURES = (
    {**OF, "顺序号": "1", "章节": "一", "数字名称": "发现问题", "数值": "2项"},
    {
        **OF,
        "顺序号": "2",
        "章节": "一",
        "数字名称": "整改书",
        "对应指标": "下达整改书",
        "数值": "1份",
        "区县": "渝北",
        "期间": "2024年11月",
    },
    {
        **OF,
        "顺序号": "3",
        "章节": "二",
        "数字名称": "发放资料",
        "对应指标": "publicity_leaflets_total",
        "数值": "14万余份",
    },
    {**OF, "顺序号": "4", "章节": "二", "数字名称": "出动人员", "数值": "60人次"},
)
MENTIONS = (
    {**OF, "章节": "二", "问题类别": "培训档案", "区县": "渝北区", "性质": "点名", "内容": "缺件"},
    {
        **OF,
        "章节": "二",
        "问题类别": "违法违规",
        "区县": "渝北区",
        "性质": "涉嫌",
        "内容": "案件侦查中",
        "涉嫌单位": "某某学校",
        "名单是否未列全": "是",
    },
)
REST = {
    "document_practices": ({**OF, "章节": "一", "区县": "渝北区", "主题": "机制", "做法": "对照"},),
    "document_tasks": (
        {**OF, "顺序号": "1", "章节": "三", "主题": "自查", "要求": "自查", "责任单位": "各区县"},
    ),
    "document_gaps": (
        {
            **OF,
            "顺序号": "1",
            "章节": "一",
            "没有说明什么": "整改了多少？",
            "因此怎样处理": "不计算",
            "涉及的指标": "发现问题",
        },
    ),
}
WHOLE = {
    "documents": (DOCUMENT,),
    "document_figures": FIGURES,
    "document_mentions": MENTIONS,
    **REST,
}


@pytest.fixture
def engine(dialect: str, stores: Stores) -> Any:
    with stores.fresh(dialect) as found:
        load_circular_alone(found)
        yield found


def test_a_document_is_loaded_with_all_it_says(engine: Engine) -> None:
    put(engine, sheets(ALL))
    loaded = put(engine, sheets(WHOLE))
    assert len(loaded.batch_ids) == 6
    reference, verdicts = _facts(engine)
    newest, _ = sorted(reference.documents.values(), key=lambda one: one.id, reverse=True)
    assert (newest.number, newest.refers_until) == (OF["发文字号"], date(2024, 11, 30))
    own = [one for one in verdicts if one.published.document_id == newest.id]
    assert [(one.metric, one.agreement) for one in own] == [
        ("findings", Agreement.AGREES),
        ("rectification_orders_issued", Agreement.AGREES),
        ("publicity_leaflets_total", Agreement.AGREES),
    ]
    assert (own[1].filters.district, own[1].filters.last) == ("500112", date(2024, 11, 30))
    (other,) = (one for one in reference.figures if one.key == "出动人员")
    assert (other.value, other.scope, other.period_label) == (60, "全市", "未注明")


def test_loaded_again_it_changes_nothing_and_otherwise_what_differs(engine: Engine) -> None:
    put(engine, sheets(WHOLE))
    again = look(engine, sheets(WHOLE))
    assert again.loadable
    assert again.changes_nothing
    corrected = {**WHOLE, "document_figures": changed(FIGURES, 0, 数值="3项")}
    found = look(engine, sheets(corrected))
    assert (found.rows_added, found.rows_updated) == (0, 1)
    (batch,) = (one for one in found.batches if one.changes)
    (cell,) = batch.changes[0].cells
    assert (cell.column, cell.before, cell.after) == ("数值", "2", "3")


def test_undone_it_is_as_if_it_had_not_been(engine: Engine) -> None:
    before = _said(engine)
    loaded = put(engine, sheets(WHOLE))
    assert _said(engine) != before
    undo(engine, loaded.batch_ids[0], by="测试", whole_load=True)
    assert _said(engine) == before


def test_a_correction_of_what_came_with_the_program_can_be_undone(engine: Engine) -> None:
    before = _said(engine)
    row = {
        "发文字号": "渝应急办发〔2024〕39号",
        "顺序号": "20",
        "章节": "二",
        "数字名称": "回头看发现问题",
        "数值": "180项",
    }
    loaded = put(engine, [sheet("document_figures", [row])])
    assert loaded.preview.rows_updated == 1
    assert "180项" in str(_said(engine))
    undo(engine, loaded.batch_ids[0], by="测试")
    assert _said(engine) == before


def test_it_is_written_out_and_read_back(engine: Engine, stores: Stores, tmp_path: Path) -> None:
    put(engine, sheets(ALL))
    put(engine, sheets(WHOLE))
    (*_, done) = export(engine, tmp_path, whole_city=True, case_role=True)
    assert done.path.name == "重庆市通报.xlsx"
    with stores.fresh("sqlite") as other:
        load_circular_alone(other)
        found = put(other, list(gather([done.path]).files))
        assert [one for one in found.preview.problems if one.level is not Level.WARN] == []
        assert _said(other) == _said(engine)


@pytest.mark.parametrize(
    ("key", "at", "cells", "column", "said"),
    [
        ("documents", 0, {"成文日期": "", "数字截至": ""}, "数字截至", "至少填一个"),
        ("document_figures", 0, {"数值": "181"}, "数值", "没有写单位"),
        ("document_figures", 0, {"数值": "约200项"}, "数值", "约数"),
        ("document_figures", 1, {"区县": "火星区"}, "区县", "火星区"),
        ("document_figures", 0, {"发文字号": "无〔2025〕1号"}, "发文字号", "不在库中"),
        ("document_mentions", 0, {"涉嫌单位": "某校"}, "涉嫌单位", "不得写单位"),
        ("document_mentions", 1, {"涉嫌单位": ""}, "涉嫌单位", "须写明单位"),
        ("document_tasks", 0, {"责任单位": ""}, "责任单位", "必填"),
        ("document_gaps", 0, {"顺序号": "甲"}, "顺序号", "不是一个数字"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell(
    engine: Engine, key: str, at: int, cells: dict[str, str], column: str, said: str
) -> None:
    found = look(engine, sheets({**WHOLE, key: changed(WHOLE[key], at, **cells)}))
    assert not found.loadable
    (problem, *_) = (
        one for one in found.problems if one.level is Level.REFUSE and one.column == column
    )
    assert problem.file == f"{DOCUMENT_SHEETS[key].label}.csv"
    assert problem.row == at + 2
    assert said in str(problem.message)


def test_a_period_that_tells_no_days_is_pointed_out(engine: Engine) -> None:
    rows = changed(FIGURES, 0, 期间="近期")
    found = look(engine, sheets({**WHOLE, "document_figures": rows}))
    assert found.loadable
    assert [one.rule for one in found.problems] == ["period-without-days"]


def test_what_people_entered_of_a_task_stays(engine: Engine) -> None:
    reported = changed(REST["document_tasks"], 0, 状态="已落实", 佐证="报告")
    put(engine, sheets({**WHOLE, "document_tasks": reported}))
    assert look(engine, sheets(WHOLE)).changes_nothing


def test_two_rows_of_one_place_are_refused(engine: Engine) -> None:
    rows = [*FIGURES, {**FIGURES[0], "数值": "5项"}]
    found = look(engine, sheets({**WHOLE, "document_figures": rows}))
    assert found.rows_refused == 2


def test_where_its_rows_were_read_is_kept(engine: Engine) -> None:
    put(engine, sheets(WHOLE))
    with Session(engine) as session:
        own = session.query(SourceDocument).filter_by(number=OF["发文字号"]).one()
        for model in (PublishedFigure, PublishedMention):
            rows = session.query(model).filter_by(document_id=own.id).all()
            assert {one.batch_id for one in rows} != {None}
            assert [one.source_row for one in rows] == list(range(2, 2 + len(rows)))


def _facts(engine: Engine) -> tuple[Reference, tuple[ReconciledFigure, ...]]:
    with reading(engine) as session:
        reference = read_reference(session, case_role=True)
        return reference, reconcile(session, reference, data_until=date(2024, 12, 31))


def _said(engine: Engine) -> dict[str, list[str]]:
    with reading(engine) as session:
        return {key: [str(row) for row in document_rows(session, key)] for key in DOCUMENT_SHEETS}


def test_the_circular_that_comes_with_the_program_passes_the_gate_unchanged(
    engine: Engine, tmp_path: Path
) -> None:
    """Its 81 rows are those that a workbook of it would give, to the last column."""
    put(engine, sheets(ALL))
    (*_, done) = export(engine, tmp_path, whole_city=True, case_role=True)
    found = look(engine, list(gather([done.path]).files))
    assert found.loadable
    assert [one.message for one in found.problems if one.rule != "period-without-days"] == []
    assert (found.rows_added, found.rows_updated) == (0, 0)
    assert sum(one.rows_unchanged for one in found.batches) == 1 + 25 + 11 + 7 + 16 + 21
