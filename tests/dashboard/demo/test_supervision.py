"""Inspections, findings, orders and cases agree with each other."""

from __future__ import annotations

import pytest

from tests.dashboard.demo.conftest import Ask


def test_two_counties_were_never_inspected(ask: Ask) -> None:
    never = ask(
        "SELECT code FROM district AS d WHERE NOT EXISTS"
        " (SELECT 1 FROM inspection WHERE district_id = d.id) ORDER BY code"
    )
    assert never == ["500157", "500229", "500237"]  # the first exists only from 2025-11


def test_where_inspected_and_nothing_found(ask: Ask) -> None:
    nothing = ask(
        "SELECT DISTINCT code FROM district AS d JOIN inspection AS i ON i.district_id = d.id"
        " WHERE NOT EXISTS (SELECT 1 FROM finding WHERE district_id = d.id) ORDER BY code"
    )
    assert nothing == ["500156", "500240", "CQ-SQ"]


def test_a_body_is_visited_once_a_day(ask: Ask) -> None:
    assert not ask(
        "SELECT COUNT(*) FROM inspection"
        " GROUP BY inspected_on, institution_id, exam_site_id HAVING COUNT(*) > 1"
    )


def test_a_visit_finds_each_thing_once(ask: Ask) -> None:
    assert not ask("SELECT 1 FROM finding GROUP BY inspection_id, description HAVING COUNT(*) > 1")


def test_visits_fall_into_their_campaign(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM inspection AS i JOIN campaign AS c ON c.id = i.campaign_id"
        " WHERE inspected_on NOT BETWEEN started_on AND ended_on"
    )


def test_findings_repeat_their_visit(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM finding AS f LEFT JOIN inspection AS i ON i.id = f.inspection_id"
        " WHERE i.id IS NULL OR f.found_on <> i.inspected_on OR f.district_id <> i.district_id"
        " OR COALESCE(f.institution_id, 0) <> COALESCE(i.institution_id, 0)"
        " OR COALESCE(f.exam_site_id, 0) <> COALESCE(i.exam_site_id, 0)"
    )


def test_orders_agree_with_their_findings(ask: Ask) -> None:
    orders = ask(
        "SELECT o.issued_on, o.due_on, o.closed_on, MAX(f.found_on), MIN(f.due_on), MAX(f.due_on),"
        " CASE WHEN COUNT(*) = COUNT(f.closed_on) THEN MAX(f.closed_on) END"
        " FROM rectification_order AS o JOIN finding AS f ON f.order_id = o.id GROUP BY o.id"
    )
    for issued, due, closed, found, first_due, last_due, last_closed in orders:
        assert issued >= found
        assert first_due == due == last_due
        assert closed == last_closed
    assert ask("SELECT COUNT(*) FROM rectification_order") == [len(orders)]


def test_orders_and_their_findings_name_the_same_body(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM finding AS f JOIN rectification_order AS o ON o.id = f.order_id"
        " WHERE COALESCE(f.institution_id, 0) <> COALESCE(o.institution_id, 0)"
        " OR COALESCE(f.exam_site_id, 0) <> COALESCE(o.exam_site_id, 0)"
    )


def test_mending_is_told_without_contradiction(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM finding WHERE verification = 'passed' AND closed_on < verified_on"
        " OR verification = 'passed' AND reopened_on IS NOT NULL"
        " OR verification = 'failed' AND closed_on IS NOT NULL AND reopened_on IS NULL"
        " OR verified_on IS NOT NULL AND completed_on IS NULL"
        " OR closed_on IS NOT NULL AND completed_on IS NULL"
        " OR closed_on < completed_on"
    )


def test_there_is_work_left_on_the_last_day(ask: Ask) -> None:
    due = ask("SELECT due_on FROM finding WHERE closed_on IS NULL AND due_on IS NOT NULL")
    assert sum(day < "2024-12-31" for day in due) >= 15
    assert sum("2024-12-31" <= day <= "2025-01-07" for day in due) >= 5
    assert sum("2024-12-31" <= day <= "2025-01-30" for day in due) >= 25
    reopened = "SELECT 1 FROM finding WHERE reopened_on IS NOT NULL AND closed_on IS NULL"
    assert len(ask(reopened)) >= 3
    assert ask("SELECT 1 FROM finding WHERE due_on IS NULL")


def test_clauses_are_cited_only_of_a_standard_that_was_there(ask: Ask) -> None:
    assert ask(
        "SELECT DISTINCT s.code FROM finding AS f"
        " JOIN clause AS c ON c.id = f.clause_id JOIN standard AS s ON s.id = c.standard_id"
    ) == ["AQ 8011-2023"]
    assert not ask("SELECT 1 FROM finding WHERE clause_id > 0 AND found_on < '2024-01-01'")
    cited, all_of_2024 = ask(
        "SELECT COUNT(clause_id), COUNT(*) FROM finding"
        " WHERE found_on > '2024-01-01' AND institution_id IS NOT NULL"
    )[0]
    assert 0.85 < cited / all_of_2024 < 1


def test_cases_rest_on_findings_of_their_own_subject(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM enforcement_case AS c JOIN finding AS f ON f.id = c.finding_id"
        " WHERE f.found_on > c.lead_on OR f.district_id <> c.district_id"
        " OR COALESCE(f.institution_id, 0) <> COALESCE(c.institution_id, 0)"
        " OR COALESCE(f.exam_site_id, 0) <> COALESCE(c.exam_site_id, 0)"
    )
    assert not ask(
        "SELECT finding_id FROM enforcement_case WHERE finding_id IS NOT NULL"
        " GROUP BY finding_id HAVING COUNT(*) > 1"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "penalised_on IS NOT NULL AND confirmed_on IS NULL",
        "withdrawn_on IS NOT NULL AND (confirmed_on IS NOT NULL OR closed_on IS NOT NULL)",
        "closed_on < penalised_on",
        "subject_kind = 'institution' AND institution_id IS NULL",
        "subject_kind = 'exam_site' AND exam_site_id IS NULL",
        "subject_kind IN ('employer', 'person')"
        " AND COALESCE(institution_id, exam_site_id, finding_id) IS NOT NULL",
    ],
)
def test_steps_of_a_case_are_consistent(ask: Ask, wrong: str) -> None:
    assert not ask("SELECT number FROM enforcement_case WHERE {wrong}", names={"wrong": wrong})


def test_penalties_are_those_of_penalised_cases(ask: Ask) -> None:
    assert not ask(
        "SELECT c.number FROM enforcement_case AS c LEFT JOIN penalty AS p ON p.case_id = c.id"
        " GROUP BY c.id HAVING COUNT(p.id) <> COUNT(DISTINCT c.penalised_on)"
    )
    assert not ask(
        "SELECT 1 FROM penalty AS p JOIN enforcement_case AS c ON c.id = p.case_id"
        " WHERE p.decided_on <> c.penalised_on OR (p.kind = 'fine') <> (p.amount_fen IS NOT NULL)"
    )


def test_cases_stop_at_every_step(ask: Ask) -> None:
    leads, confirmed, penalised, withdrawn, closed = ask(
        "SELECT COUNT(*) - COUNT(COALESCE(confirmed_on, withdrawn_on, referred_on)),"
        " COUNT(confirmed_on) - COUNT(penalised_on), COUNT(penalised_on),"
        " COUNT(withdrawn_on), COUNT(closed_on) FROM enforcement_case"
    )[0]
    assert min(leads, confirmed, penalised, withdrawn, closed) >= 5


def test_publicity_leaves_unreported_reach_empty(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM publicity_activity WHERE person_times IS NULL")[0] > 100
    assert not ask(
        "SELECT 1 FROM publicity_activity WHERE person_times IS NULL AND reported_by IS NOT NULL"
    )
    assert set(ask("SELECT DISTINCT reported_by FROM publicity_activity")) == {
        "organiser",
        "platform",
        None,
    }
