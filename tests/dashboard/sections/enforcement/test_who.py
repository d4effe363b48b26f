from __future__ import annotations

from sqlalchemy import Engine

from dashboard.sections.answer import Answer, Table
from dashboard.sections.enforcement.who import WHO
from tests.dashboard.metrics.test_enforcement import ledger
from tests.views import answer_of, view_on


def _table(engine: Engine) -> tuple[Answer, Table]:
    answer = answer_of(WHO, view_on(engine), engine=engine)
    (table,) = answer.blocks
    assert isinstance(table, Table)
    return answer, table


def test_kinds_and_causes_add_up_to_all_cases(demo_engine: Engine) -> None:
    _, table = _table(demo_engine)
    assert sum(float(str(row[2])) for row in table.rows) == len(ledger(demo_engine))


def test_a_row_is_closed_withdrawn_or_open(demo_engine: Engine) -> None:
    _, table = _table(demo_engine)
    for row in table.rows:
        leads, *_, closed, withdrawn, still_open = (float(str(cell or 0)) for cell in row[2:])
        assert closed + withdrawn + still_open == leads


def test_the_title_counts_by_kind_of_subject(demo_engine: Engine) -> None:
    answer, _ = _table(demo_engine)
    assert "用工企业25件" in answer.title


def test_without_a_ledger_the_gap_is_said(circular_engine: Engine) -> None:
    answer, table = _table(circular_engine)
    assert (table.rows, "原文未说明" in table.empty) == ([], True)
    assert "无记录" in answer.title
