"""What the circular states, asked of the demo's ledgers in SQL of our own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.dashboard.demo.conftest import SHORTHANDS, Ask

STATE_ON = """
    SELECT outcome, COUNT(*) FROM review_decision AS d
    WHERE decided_on = (
        SELECT MAX(decided_on) FROM review_decision AS l
        WHERE l.institution_id = d.institution_id AND l.decided_on <= :day
    )
    GROUP BY outcome
"""


def test_review_ends_as_the_circular_says(ask: Ask) -> None:
    assert dict(ask(STATE_ON, day=date(2024, 12, 31))) == {
        "qualified": 83,
        "eliminated": 9,
        "rectifying": 6,
    }


def test_review_moves(ask: Ask) -> None:
    april, september = (
        dict(ask(STATE_ON, day=day)) for day in (date(2024, 4, 30), date(2024, 9, 1))
    )
    assert april == {"qualified": 61, "rectifying": 37}
    assert september == {"qualified": 70, "rectifying": 24, "eliminated": 4}


def test_review_covers_all_but_the_last_stage(ask: Ask) -> None:
    stages = ask(
        "SELECT stage, COUNT(DISTINCT institution_id), MIN(r.name) FROM review_decision AS d"
        " JOIN review_round AS r ON r.id = d.round_id GROUP BY stage ORDER BY stage"
    )
    name = "2024年基本条件复核"
    assert stages == [("district", 98, name), ("municipal", 64, name), ("self", 98, name)]


def test_stages_follow_each_other_and_nothing_follows_elimination(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM review_decision AS a JOIN review_decision AS b USING (institution_id)"
        " WHERE a.stage = 'self' AND b.stage <> 'self' AND a.decided_on >= b.decided_on"
        " OR a.stage = 'district' AND b.stage = 'municipal' AND a.decided_on >= b.decided_on"
        " OR a.outcome = 'eliminated' AND b.decided_on > a.decided_on"
    )


def test_those_still_mending_have_terms_past_and_to_come(ask: Ask) -> None:
    terms = ask(
        "SELECT deadline FROM review_decision AS d WHERE outcome = 'rectifying' AND NOT EXISTS"
        " (SELECT 1 FROM review_decision AS l"
        "  WHERE l.institution_id = d.institution_id AND l.decided_on > d.decided_on)"
    )
    past = [term for term in terms if term <= "2024-12-31"]
    assert (len(terms), len(past)) == (6, 3)


def test_some_of_the_eliminated_left_the_register_afterwards(ask: Ask) -> None:
    closed = ask(
        "SELECT CASE WHEN i.closed_on > d.decided_on THEN 'after' WHEN i.closed_on IS NOT NULL"
        " THEN 'before' END FROM institution AS i"
        " JOIN review_decision AS d ON d.institution_id = i.id AND d.outcome = 'eliminated'"
    )
    assert (closed.count("after"), closed.count(None)) == (5, 4)
    assert ask("SELECT COUNT(*) FROM institution WHERE closed_on IS NOT NULL") == [5]


def test_lookback(ask: Ask) -> None:
    inspections = ask(
        "SELECT DISTINCT d.code, team FROM inspection JOIN district AS d ON d.id = district_id"
        " WHERE {of_lookback}"
    )
    named = {"500115", "500109", "500112", "500114", "500230", "500113"}
    codes = {code for code, _ in inspections}
    assert len(codes) == len(inspections) == 8
    assert named < codes
    assert not codes & {"500106", "CQ-SQ"}
    assert {team for _, team in inspections} == {"第一组", "第二组"}
    assert set(ask("SELECT mode FROM inspection WHERE {of_lookback}")) == {"open", "covert"}


def test_lookback_findings(ask: Ask) -> None:
    found = ask(
        "SELECT COUNT(*), MIN(f.found_on), MAX(f.found_on)"
        " FROM finding AS f JOIN inspection AS i ON i.id = f.inspection_id WHERE i.{of_lookback}"
    )
    (count, first, last) = found[0]
    assert count == 181
    assert "2024-11-01" <= first <= last <= "2024-11-30"


@pytest.mark.parametrize(
    ("category", "named"),
    [
        ("facility", {"500115", "500109", "500112"}),
        ("training", {"500114", "500230"}),
        ("archive", {"500109", "500230", "500113", "500114"}),
        ("violation", {"500114", "500230"}),
    ],
)
def test_lookback_findings_stand_out_where_named(ask: Ask, category: str, named: set[str]) -> None:
    counts = dict(
        ask(
            "SELECT d.code, COUNT(*) FROM finding AS f JOIN district AS d ON d.id = f.district_id"
            " JOIN inspection AS i ON i.id = f.inspection_id"
            " WHERE i.{of_lookback} AND f.category = :category GROUP BY d.code",
            category=category,
        )
    )
    others = [count for code, count in counts.items() if code not in named]
    assert min(counts[code] for code in named) > max(others, default=0)


def test_lookback_penalties_and_police(ask: Ask) -> None:
    assert ask(
        "SELECT SUM(amount_fen), COUNT(amount_fen) FROM penalty"
        " WHERE case_id IN (SELECT id FROM enforcement_case WHERE {of_lookback})"
    ) == [(5_300_000, 8)]
    assert ask(
        "SELECT COUNT(referred_on), COUNT(filed_on) FROM enforcement_case WHERE {of_lookback}"
    ) == [(2, 2)]


@pytest.mark.parametrize(
    "cases", ["enforcement_case", "enforcement_case WHERE {of_lookback}"], ids=["all", "lookback"]
)
def test_persons_detained_and_wanted(ask: Ask, cases: str) -> None:
    of_lookback = cases.replace("{of_lookback}", SHORTHANDS["{of_lookback}"])
    counts = ask(
        "SELECT kind, SUM(persons) FROM case_person_count WHERE kind IN ('detained', 'wanted')"
        " AND case_id IN (SELECT id FROM {cases}) GROUP BY kind",
        names={"cases": of_lookback},
    )
    assert dict(counts) == {"detained": 3, "wanted": 1}


def test_police_come_in_only_in_the_lookback(ask: Ask) -> None:
    referred = "SELECT COUNT(*) FROM enforcement_case WHERE referred_on IS NOT NULL"
    assert ask(referred) == [2]


def test_shapingba_is_inspected_nine_times(ask: Ask) -> None:
    assert ask("SELECT COUNT(*) FROM institution WHERE {of_shapingba}") == [3]
    assert ask(
        "SELECT COUNT(*), COUNT(institution_id), COUNT(DISTINCT institution_id), MIN(c.kind),"
        " MAX(c.kind), MIN(c.level)"
        " FROM inspection LEFT JOIN campaign AS c ON c.id = campaign_id"
        " WHERE {of_shapingba}"
    ) == [(9, 9, 3, "special", "special", "district")]


@pytest.mark.parametrize(("table", "count"), [("finding", 6), ("rectification_order", 2)])
def test_shapingba_closes_everything_in_time(ask: Ask, table: str, count: int) -> None:
    assert ask(
        "SELECT COUNT(*), COUNT(CASE WHEN closed_on <= due_on AND closed_on <= '2024-12-31'"
        " THEN 1 END) FROM {table} WHERE {of_shapingba}",
        names={"table": table},
    ) == [(count, count)]


def test_shapingba_disciplines_one(ask: Ask) -> None:
    assert ask(
        "SELECT c.subject_kind, c.subject_name, c.cause, n.kind, n.persons"
        " FROM enforcement_case AS c LEFT JOIN case_person_count AS n ON n.case_id = c.id"
        " WHERE c.{of_shapingba}"
    ) == [("person", None, "exam_discipline", "disciplined", 1)]


def test_shapingba_publicity(ask: Ask) -> None:
    assert ask(
        "SELECT SUM(items), SUM(copies), SUM(person_times) FROM publicity_activity"
        " WHERE {of_shapingba}"
    ) == [(4, 152_600, 1_018_000)]
    assert ask(
        "SELECT DISTINCT channel FROM publicity_activity WHERE items IS NOT NULL AND {of_shapingba}"
    ) == ["video"]
    assert ask(
        "SELECT DISTINCT reported_by, reach_qualifier FROM publicity_activity"
        " WHERE person_times IS NOT NULL AND {of_shapingba}"
    ) == [("organiser", "at_least")]


def test_shuangqiao_goes_after_employers(ask: Ask) -> None:
    assert ask(
        "SELECT COUNT(*), COUNT(confirmed_on), COUNT(penalised_on), MIN(cause), MAX(cause),"
        " MIN(subject_kind), MAX(subject_kind) FROM enforcement_case WHERE {of_shuangqiao}"
    ) == [(4, 1, 1, "uncertified", "uncertified", "employer", "employer")]
    assert ask(
        "SELECT p.kind, p.amount_fen, c.subject_name FROM penalty AS p"
        " JOIN enforcement_case AS c ON c.id = p.case_id WHERE c.{of_shuangqiao}"
    ) == [("fine", 1_000_000, "示例双桥建筑工程有限公司")]


def test_shuangqiao_posts_two_typical_cases(ask: Ask) -> None:
    assert ask(
        "SELECT SUM(items) FROM publicity_activity WHERE channel = 'wechat' AND {of_shuangqiao}"
    ) == [2]
