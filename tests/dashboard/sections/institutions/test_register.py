from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.institutions import ListedInstitution
from dashboard.sections.answer import Answer, Notice, Pages, Table
from dashboard.sections.figure_cell import Link
from dashboard.sections.institutions.register import REGISTER, state_of
from tests.views import answer_of, counted, view_on


def table_of(answer: Answer) -> Table:
    return next(block for block in answer.blocks if isinstance(block, Table))


def pager_of(answer: Answer) -> Pages:
    return next(block for block in answer.blocks if isinstance(block, Pages))


def listed(**changes: Any) -> ListedInstitution:
    known = dict.fromkeys(ListedInstitution.__dataclass_fields__)
    return ListedInstitution(**{**known, "outcome": "rectifying", **changes})


def test_the_overviews_link_shows_those_mending(demo_engine: Engine) -> None:
    answer = answer_of(REGISTER, view_on(demo_engine, params={"state": "整改"}), engine=demo_engine)
    assert answer.title == "机构清单：整改机构6家"
    assert all(str(row[4]).startswith("整改") for row in table_of(answer).rows)


@pytest.mark.parametrize("params", [{"page": "x"}, {"page": "²"}, {"state": "乱"}, {"sort": "乱"}])
def test_parameters_that_cannot_be_read_are_left_out(
    demo_engine: Engine, params: dict[str, str]
) -> None:
    answer = answer_of(REGISTER, view_on(demo_engine, params=params), engine=demo_engine)
    assert answer.title == "机构清单：机构98家"
    assert pager_of(answer).current == 1


def test_a_page_holds_twenty_and_the_last_the_rest(demo_engine: Engine) -> None:
    answer = answer_of(REGISTER, view_on(demo_engine, params={"page": "99"}), engine=demo_engine)
    assert pager_of(answer) == Pages(name="page", total=98, size=20, current=5)
    assert len(table_of(answer).rows) == 18
    assert table_of(answer).note.startswith("本页第81—98家，共98家；下载的文件含全部98家")


def test_the_file_taken_away_holds_every_matching_row(demo_engine: Engine) -> None:
    view = view_on(demo_engine, params={"state": "合格", "page": "2"})
    table = table_of(answer_of(REGISTER, view, engine=demo_engine))
    assert table.whole is not None
    with Session(demo_engine) as session, counted(demo_engine) as statements:
        rows = table.whole(session)
    assert len(rows) == 83
    assert list(table.rows[0]) == list(rows[20])
    assert len(statements) == 1
    assert table.scope == "全市 · 合格"


def test_a_name_leads_to_the_dossier(demo_engine: Engine) -> None:
    answer = answer_of(REGISTER, view_on(demo_engine), engine=demo_engine)
    link = table_of(answer).rows[0][0]
    assert isinstance(link, Link)
    assert (link.page, link.params) == ("institutions", {"period": "全部", "institution": "1"})


def test_never_inspected_is_not_zero(demo_engine: Engine) -> None:
    view = view_on(demo_engine, as_of=date(2022, 1, 3))
    rows = table_of(answer_of(REGISTER, view, engine=demo_engine)).rows
    assert [list(row[8:]) for row in rows if not row[8]][0] == [0, "未检查", "未检查"]


def test_no_match_is_said_in_words(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="500229"))
    table = table_of(answer_of(REGISTER, view, engine=demo_engine))
    assert not table.rows
    assert table.empty.startswith("没有符合条件的机构")


def test_a_state_says_what_is_late_and_what_is_gone(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    assert state_of(listed(deadline=date(2024, 12, 30)), view) == "整改（超期）"
    assert state_of(listed(deadline=date(2024, 12, 31)), view) == "整改"
    assert state_of(listed(outcome=None), view) == "未复核"
    gone = listed(outcome="eliminated", closed_on=date(2024, 9, 1))
    assert state_of(gone, view) == "淘汰（已注销）"


def test_without_a_ledger_there_is_no_list(circular_engine: Engine) -> None:
    answer = answer_of(REGISTER, view_on(circular_engine), engine=circular_engine)
    assert answer.title == "机构清单：机构台账尚未导入"
    assert all(isinstance(block, Notice) for block in answer.blocks)
