from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from dashboard.sections.answer import Answer, Notice, Table
from dashboard.sections.districts.around import AROUND
from tests.dashboard.sections.districts.kept import answer_on, view_of


def answered(engine: Engine, *, district: str = "", as_of: date | None = None) -> Answer:
    return answer_on(AROUND, engine, district=district, as_of=as_of)


def table_of(answer: Answer) -> Table:
    [table] = [one for one in answer.blocks if isinstance(one, Table)]
    return table


def test_before_and_after_are_said_with_their_months(demo_engine: Engine) -> None:
    answer = answered(demo_engine)
    assert answer.title == "“回头看”前后，全市可检验的8项指标都没有显著变化"
    table = table_of(answer)
    assert table.title == "“回头看”前（2022年11月至2024年10月）与后（2024年12月）"
    assert list(table.rows[0]) == ["每月检查次数", "27.4次", "15.0次", "无显著变化"]


def test_a_district_stands_beside_the_city(demo_engine: Engine) -> None:
    table = table_of(answered(demo_engine, district="黔江区"))
    heads = [column.label for column in table.columns]
    assert heads[1:] == [
        *(f"黔江区{part}" for part in ("之前", "之后", "检验结果")),
        *(f"全市{part}" for part in ("之前", "之后", "检验结果")),
    ]


def test_while_no_month_has_passed_nothing_is_compared(demo_engine: Engine) -> None:
    answer = answered(demo_engine, as_of=date(2024, 12, 15))
    assert answer.title == "“回头看”前后：暂不能比较"
    [notice] = answer.blocks
    assert isinstance(notice, Notice)
    assert notice.text.startswith("之后还没有完整的月份")


def test_a_change_is_no_proof_of_a_cause(demo_engine: Engine) -> None:
    said = str(answered(demo_engine).blocks)
    assert "不能据此认定是“回头看”的效果" in said


def test_without_a_document_there_is_no_look_back(circular_engine: Engine) -> None:
    view = view_of(circular_engine)
    assert AROUND.when(view)
    assert not AROUND.when(replace(view, reconciled=tuple))
