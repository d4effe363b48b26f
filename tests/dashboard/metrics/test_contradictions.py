from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.contradictions import SHOWN_PER_RULE, Hint, contradictions
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from tests.dashboard.metrics.test_enforcement import DAY, ledger
from tests.views import counted


def hints(
    engine: Engine, *, filters: Filters | None = None, as_of: date = DAY, case_role: bool = False
) -> dict[str, Hint]:
    with Session(engine) as session:
        found = contradictions(
            session, filters=filters or Filters(), as_of=as_of, case_role=case_role
        )
    return {hint.rule.key: hint for hint in found}


def test_planted_penalties_without_a_finding_are_found(demo_engine: Engine) -> None:
    found = hints(demo_engine)["without_finding"]
    assert {(row.number, row.institution) for row in found.rows} == {
        ("示例案〔2023〕12号", "示例南岸第一安全培训学校"),
        ("示例案〔2024〕10号", "示例江北第二安全技术培训有限公司"),
    }


def test_the_planted_teaching_after_elimination_is_found(demo_engine: Engine) -> None:
    (row,) = hints(demo_engine)["after_elimination"].rows
    assert (row.institution, row.district, row.amount) == ("示例开州第一安全培训学校", "开州区", 3)
    assert row.institution_id is not None


def test_totals_agree_with_the_metrics(demo_engine: Engine) -> None:
    keys = ("penalties_without_finding", "classes_after_elimination")
    with Session(demo_engine) as session:
        (measured,) = measure(session, [FigureQuery(metrics=keys, as_of=DAY)])
    found = hints(demo_engine)
    assert found["without_finding"].total == measured.get(keys[0]).value
    assert sum(row.amount for row in found["after_elimination"].rows) == measured.get(keys[1]).value


def test_idle_leads_are_those_without_any_step_for_long(demo_engine: Engine) -> None:
    expected = {
        one.number
        for one in ledger(demo_engine)
        if not (one.confirmed_on or one.referred_on or one.closed_on or one.withdrawn_on)
        and (DAY - one.lead_on).days > 180
    }
    assert {row.number for row in hints(demo_engine)["idle"].rows} == expected


def test_all_rules_are_read_in_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        hints(demo_engine)
    assert len(statements) == 1
    assert "subject_name" not in statements.texts[0]


def test_a_district_filters_the_hints(demo_engine: Engine) -> None:
    found = hints(demo_engine, filters=Filters(district="500154"))
    assert found["after_elimination"].total == 1
    assert found["without_finding"].total == 0


def test_a_rule_lists_a_few_rows_and_counts_all(demo_engine: Engine) -> None:
    for hint in hints(demo_engine).values():
        assert len(hint.rows) == min(hint.total, SHOWN_PER_RULE)


def test_a_store_without_ledgers_has_no_hints(circular_engine: Engine) -> None:
    assert {hint.total for hint in hints(circular_engine).values()} == {0}
