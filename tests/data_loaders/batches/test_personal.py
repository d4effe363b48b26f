"""Numbers of persons in a handed-in file reach nothing that is kept or told."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine, select

from dashboard.commands import load_report
from dashboard.store.engine import reading
from dashboard.store.models import Base
from data_loaders.batches import Preview, commit
from data_loaders.marked.listing import problems_csv
from tests.handed_in import EXAM_SITES, FINDINGS, INSTITUTIONS, look, put, sheet

IDENTITY, MOBILE = "500227198512123456", "15923456789"
ROWS = (
    FINDINGS[1] | {"问题描述": f"王某（{IDENTITY}）代签", "联系电话": MOBILE},
    FINDINGS[1] | {"问题描述": "通道堵塞", "备注": f"联系{MOBILE}", "问题类别": f"隐患{MOBILE}"},
)


def test_what_is_told_and_kept_of_a_load_holds_no_number(ready: Engine) -> None:
    put(ready, [sheet("institutions", INSTITUTIONS), sheet("exam_sites", EXAM_SITES)])
    files = [sheet("findings", ROWS)]
    found = look(ready, files)
    assert found.rows_refused == 2
    asked = [question for question, _ in found.questions]
    assert [len(one.options) for one in asked if one.key.startswith("personal")] == [2, 2]
    _holds_none(_told(found))
    decisions = {one.key: one.options[0].answer for one in asked}
    decided = look(ready, files, decisions=decisions, earlier=found)
    _holds_none(_told(decided))
    assert decided.rows_added == 2
    commit(ready, decided, by="测试")
    stored = _stored(ready)
    assert "王某（（已略去））代签" in stored
    assert "隐患" in stored, "what the word means is remembered"
    _holds_none(stored)


def _told(found: Preview) -> str:
    document = json.dumps(load_report.document(found), ensure_ascii=False)
    problems = problems_csv(found.problems).decode("utf-8-sig")
    return "\n".join([document, *load_report.lines(found), problems])


def _stored(engine: Engine) -> str:
    with reading(engine) as session:
        rows: list[Any] = [
            session.execute(select(table)).all() for table in Base.metadata.sorted_tables
        ]
    return repr(rows)


def _holds_none(text: str) -> None:
    for number in (IDENTITY, MOBILE):
        assert number not in text
