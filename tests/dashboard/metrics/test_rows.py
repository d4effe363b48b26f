from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.errors import UnknownMetricError
from dashboard.metrics import headings
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.rows import NOT_TOLD, Rows, metric_rows
from dashboard.metrics.worklist import WITHHELD as WORDS_WITHHELD
from dashboard.store.models import Base
from tests.views import counted

DAY = date(2024, 12, 31)
VIEWS = (
    (Filters(), DAY),
    (Filters(district="500106"), DAY),
    (Filters(first=date(2024, 11, 1), category="培训档案", kind="企业"), DAY),
    (Filters(campaign="2024年专项治理“回头看”"), date(2024, 6, 30)),
)


def _rows(engine: Engine, metric: str, **given: object) -> Rows:
    asked = {"filters": Filters(), "as_of": DAY, **given}
    with Session(engine) as session:
        return metric_rows(session, metric=metric, **asked)  # type: ignore[arg-type]


def _column(rows: Rows, label: str) -> list[object]:
    at = [column.label for column in rows.columns].index(label)
    return [row[at] for row in rows.rows]


@pytest.mark.parametrize(("filters", "as_of"), VIEWS)
def test_there_are_as_many_rows_as_every_figure_counts(
    demo_engine: Engine, filters: Filters, as_of: date
) -> None:
    with Session(demo_engine) as session:
        question = FigureQuery(metrics=tuple(METRICS), as_of=as_of, filters=filters, case_role=True)
        (measured,) = measure(session, [question])
        found = {
            key: metric_rows(
                session, metric=key, filters=filters, as_of=as_of, size=1, case_role=True
            ).total
            for key in METRICS
        }
    assert found == {key: measured.get(key).rows for key in METRICS}


def test_rows_come_in_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        _rows(demo_engine, "findings_open")
    assert len(statements) == 1


def test_pages_hold_every_row_once_newest_first(demo_engine: Engine) -> None:
    pages = [_rows(demo_engine, "findings_open", page=page, size=30) for page in (1, 2, 3)]
    numbers = [row for page in pages for row in _column(page, headings.ROW)]
    days = [day for page in pages for day in _column(page, "发现日期")]
    assert len(numbers) == len(set(numbers)) == pages[0].total
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]


def test_a_page_past_the_end_is_the_last_one(demo_engine: Engine) -> None:
    found = _rows(demo_engine, "cases_referred", page=99, size=1)
    assert (found.total, found.number, len(found.rows)) == (2, 2, 1)


def test_a_row_says_where_what_and_from_which_line_of_which_batch(demo_engine: Engine) -> None:
    found = _rows(demo_engine, "hazards_found", filters=Filters(district="500106"))
    assert found.total == 6
    assert set(_column(found, headings.DISTRICT)) == {"沙坪坝区"}
    assert all(str(name).startswith("示例") for name in _column(found, headings.INSTITUTION))
    assert set(_column(found, "问题类别")) <= {"机构隐患", "培训质量", "培训档案", "违法违规"}
    assert set(_column(found, headings.SHEET)) == {"问题台账"}
    assert None not in _column(found, headings.ROW)


def test_cases_with_the_police_do_not_tell_whom_they_concern(demo_engine: Engine) -> None:
    found = _rows(demo_engine, "cases_referred")
    for label in (headings.INSTITUTION, headings.EXAM_SITE, "问题编号"):
        assert set(_column(found, label)) == {NOT_TOLD}
    assert "当事人" not in [column.label for column in found.columns]


def test_a_withdrawn_case_does_not_tell_whom_it_concerned(demo_engine: Engine) -> None:
    found = _rows(demo_engine, "cases_withdrawn")
    assert found.total
    assert set(_column(found, headings.INSTITUTION)) == {NOT_TOLD}


def test_the_case_role_is_told(demo_engine: Engine) -> None:
    found = _rows(demo_engine, "cases_referred", case_role=True)
    assert all(str(name).startswith("示例") for name in _column(found, headings.INSTITUTION))
    assert "当事人" in [column.label for column in found.columns]


def test_names_that_are_restricted_are_not_even_selected(demo_engine: Engine) -> None:
    for key, metric in METRICS.items():
        if metric.fact.ledger == "cases":
            with counted(demo_engine) as statements:
                _rows(demo_engine, key)
            assert "subject_name" not in "".join(statements.texts).replace(
                "count(DISTINCT enforcement_case.subject_name)", ""
            )


def test_what_a_violation_says_is_for_the_case_role(demo_engine: Engine) -> None:
    for case_role in (False, True):
        found = _rows(
            demo_engine, "findings", filters=Filters(category="违法违规"), case_role=case_role
        )
        assert (set(_column(found, "问题描述")) == {WORDS_WITHHELD}) != case_role
    others = _rows(demo_engine, "findings", filters=Filters(category="培训档案"))
    assert WORDS_WITHHELD not in _column(others, "问题描述")


def test_what_is_remarked_of_a_violation_is_for_the_case_role(demo_engine: Engine) -> None:
    found = _rows(demo_engine, "findings", filters=Filters(category="违法违规"))
    assert set(_column(found, "备注")) == {WORDS_WITHHELD}


def test_rows_of_persons_are_not_even_counted_for_others(demo_engine: Engine) -> None:
    for filters in (Filters(), Filters(district="500230")):
        found = _rows(demo_engine, "lookback_persons_detained", filters=filters)
        assert (found.columns, found.rows, found.total) == ((), (), 0)
    told = _rows(demo_engine, "lookback_persons_detained", case_role=True)
    assert sum(_column(told, "人数")) == 3  # type: ignore[arg-type]


def test_cases_of_one_institution_leave_out_those_with_the_police(demo_engine: Engine) -> None:
    every = _rows(demo_engine, "cases_referred", case_role=True)
    with Session(demo_engine) as session:
        case = Base.metadata.tables["enforcement_case"]
        institution = session.scalar(
            case.select()
            .with_only_columns(case.c.institution_id)
            .where(case.c.referred_on.is_not(None), case.c.institution_id.is_not(None))
        )
    one = _rows(demo_engine, "cases_leads", filters=Filters(institution=institution))
    assert every.total == 2
    assert not set(_column(one, "案件编号")) & set(_column(every, "案件编号"))


def test_without_ledgers_there_are_no_rows(circular_engine: Engine) -> None:
    assert _rows(circular_engine, "findings").total == 0
    assert _rows(circular_engine, "local_standard_parts").total == 2


def test_an_unknown_metric_is_refused(demo_engine: Engine) -> None:
    with pytest.raises(UnknownMetricError, match="没有名为"):
        _rows(demo_engine, "nonsense")
