from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.sections.answer import Answer, Choice, Table
from dashboard.sections.enforcement.cases import LISTED_CASES
from tests.dashboard.metrics.test_enforcement import ledger
from tests.views import answer_of, counted, view_on


def _answer(
    engine: Engine, params: Mapping[str, str] | None = None, *, case_role: bool = False
) -> Answer:
    return answer_of(
        LISTED_CASES, view_on(engine, params=params, case_role=case_role), engine=engine
    )


def _table(answer: Answer) -> Table:
    (table,) = [block for block in answer.blocks if isinstance(block, Table)]
    return table


def test_the_file_takes_all_cases(demo_engine: Engine) -> None:
    table = _table(_answer(demo_engine))
    assert table.whole is not None
    with Session(demo_engine) as session:
        assert len(table.whole(session)) == len(ledger(demo_engine)) > len(table.rows)


def test_a_chosen_step_filters_the_list(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, {"step": "移送公安"})
    assert answer.title == "案件清单（移送公安）：共2件"
    assert {row[3] for row in _table(answer).rows} == {"培训机构"}


def test_every_step_the_chain_picks_can_be_chosen(demo_engine: Engine) -> None:
    (choice,) = [one for one in _answer(demo_engine).blocks if isinstance(one, Choice)]
    picked = {"全部案件", "查实", "行政处罚", "移送公安", "刑事立案", "结案", "撤案"}
    assert picked <= set(choice.options)


def test_the_role_sees_whom_and_others_do_not(demo_engine: Engine) -> None:
    names = {one.subject_name for one in ledger(demo_engine) if one.subject_kind == "employer"}
    told, hidden = (repr(_whole(demo_engine, case_role=role)) for role in (True, False))
    assert all(name in told for name in names if name)
    assert not any(name in hidden for name in names if name)


def test_the_file_outside_the_role_does_not_select_names(demo_engine: Engine) -> None:
    table = _table(_answer(demo_engine))
    assert table.whole is not None
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        table.whole(session)
    (statement,) = statements.texts
    assert "subject_name" not in statement


def test_employers_and_persons_have_no_finding_to_lack(demo_engine: Engine) -> None:
    rows = _whole(demo_engine, case_role=False)
    assert {row[8] for row in rows if row[3] in ("用工企业", "个人")} == {None}
    assert "未关联" in {row[8] for row in rows}


def test_without_a_ledger_there_is_no_list(circular_engine: Engine) -> None:
    answer = _answer(circular_engine)
    assert len(answer.blocks) == 1
    assert "尚未导入" in _table(answer).empty


def _whole(engine: Engine, *, case_role: bool) -> list[list[object]]:
    table = _table(_answer(engine, case_role=case_role))
    assert table.whole is not None
    with Session(engine) as session:
        return [list(row) for row in table.whole(session)]
