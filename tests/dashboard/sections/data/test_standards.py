from datetime import date

from sqlalchemy import Engine

from dashboard.sections.answer import Table
from dashboard.sections.data.standards import NOT_ENTERED, STANDARD_LIST
from tests.views import answer_of, view_on


def _tables(engine: Engine, *, as_of: date | None = None) -> tuple[str, Table, Table]:
    answer = answer_of(STANDARD_LIST, view_on(engine, as_of=as_of), engine=engine)
    standards, clauses = (block for block in answer.blocks if isinstance(block, Table))
    return answer.title, standards, clauses


def test_no_limit_is_invented(circular_engine: Engine) -> None:
    title, _, clauses = _tables(circular_engine)
    assert NOT_ENTERED in title
    assert {row[4] for row in clauses.rows} == {NOT_ENTERED}


def test_a_standard_stands_as_of_the_day(circular_engine: Engine) -> None:
    _, now, _ = _tables(circular_engine)
    standing = {row[0]: row[6] for row in now.rows}
    assert standing["AQ 8011-2023"] == "现行"
    assert standing["AQ/T 8011-2016"] == "已废止"
    assert standing["DB50/T 867.63"] == "实施日期未查到"
    _, before, _ = _tables(circular_engine, as_of=date(2024, 6, 30))
    assert {row[0]: row[6] for row in before.rows}["AQ 8011-2023"] == "尚未实施"
