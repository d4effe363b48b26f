"""The truth file lists what is planted, the store shows it, and nothing else looks like it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.demo.anomalies import TRUTH_FILE
from dashboard.demo.story import tell
from tests.dashboard.demo.conftest import Ask

TRUTH: list[dict[str, Any]] = json.loads(TRUTH_FILE.read_text(encoding="utf-8"))

IN_MONTHS = (
    " FROM exam_month AS e JOIN institution AS i ON i.id = e.institution_id"
    " WHERE i.name = :institution AND e.trade = :trade AND e.month BETWEEN :first AND :last"
)
RATE = "1.0 * SUM({part}_passes) / SUM({part}_candidates)"
SHARE = "1.0 * SUM(out_of_city) / SUM(theory_candidates)"


def entries(kind: str) -> list[Any]:
    return [
        pytest.param(one, id="{district}-{from}".format(**one))
        for one in TRUTH
        if one["kind"] == kind
    ]


def within(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "institution": entry["institution"],
        "trade": entry["trade"],
        "first": date.fromisoformat(entry["from"] + "-01"),
        "last": date.fromisoformat(entry["to"] + "-01"),
    }


def before(entry: dict[str, Any]) -> dict[str, Any]:
    months = within(entry)
    return months | {"first": date(2022, 1, 1), "last": months["first"] - timedelta(days=1)}


def test_file_is_what_the_generator_says() -> None:
    assert TRUTH_FILE.read_text(encoding="utf-8") == tell().truth


def test_every_kind_is_planted() -> None:
    assert {one["kind"] for one in TRUTH} == {
        "pass_rate_jump",
        "out_of_city_surge",
        "capacity_impossible",
        "compressed_hours",
        "backfilled_sign_ins",
        "teaching_after_elimination",
        "penalty_without_finding",
    }


@pytest.mark.parametrize("entry", entries("pass_rate_jump"))
@pytest.mark.parametrize("part", ["theory", "practical"])
def test_pass_rates_jump(ask: Ask, entry: dict[str, Any], part: str) -> None:
    rate = "SELECT " + RATE + ", COUNT(*)" + IN_MONTHS
    earlier, long = ask(rate, names={"part": part}, **before(entry))[0]
    later, short = ask(rate, names={"part": part}, **within(entry))[0]
    assert earlier == pytest.approx(0.78, abs=0.025)
    assert later == pytest.approx(0.97, abs=0.025)
    assert (long >= 24, short) == (True, 4)


@pytest.mark.parametrize("entry", entries("out_of_city_surge"))
def test_candidates_from_outside_surge(ask: Ask, entry: dict[str, Any]) -> None:
    share = "SELECT " + SHARE + IN_MONTHS
    assert ask(share, **before(entry))[0] == pytest.approx(0.06, abs=0.02)
    assert ask(share, **within(entry))[0] == pytest.approx(0.35, abs=0.05)


@pytest.mark.parametrize("entry", entries("pass_rate_jump") + entries("out_of_city_surge"))
def test_planted_months_are_well_filled(ask: Ask, entry: dict[str, Any]) -> None:
    assert ask("SELECT MIN(theory_candidates)" + IN_MONTHS, **within(entry))[0] >= 60


def test_only_planted_institutions_exceed_their_capacity(ask: Ask) -> None:
    above = ask(
        "SELECT i.name, e.trade, e.month, 1.0 * theory_candidates / capacity FROM exam_month AS e"
        " JOIN institution AS i ON i.id = e.institution_id WHERE theory_candidates > capacity"
    )
    planted = {
        (one["institution"], one["trade"], f"2024-{month:02d}-01")
        for one in TRUTH
        if one["kind"] == "capacity_impossible"
        for month in range(int(one["from"][5:]), int(one["to"][5:]) + 1)
    }
    assert {(name, trade, month) for name, trade, month, _ in above} == planted
    assert min(use for *_, use in above) > 1.3
    assert not ask(
        "SELECT 1 FROM exam_month WHERE exam_site_id IS NOT NULL AND theory_candidates > capacity"
    )


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("compressed_hours", "hours_delivered < 0.75 * hours_required"),
        ("compressed_hours", "hours_delivered < 0.9 * hours_required"),
        ("backfilled_sign_ins", "sign_ins_backfilled >= 0.3 * sign_ins_actual"),
        ("backfilled_sign_ins", "sign_ins_backfilled > 0.12 * sign_ins_actual"),
    ],
)
def test_all_planted_classes_and_no_others_show_it(ask: Ask, kind: str, sign: str) -> None:
    ended = (
        "SELECT i.name, c.number, c.started_on FROM training_class AS c"
        " JOIN institution AS i ON i.id = c.institution_id WHERE c.ended_on IS NOT NULL"
    )
    shown = {number for _, number, _ in ask(ended + " AND {sign}", names={"sign": sign})}
    periods = {one["institution"]: one for one in TRUTH if one["kind"] == kind}
    planted = {
        number
        for name, number, started in ask(ended)
        if name in periods and periods[name]["from"] <= started[:7] <= periods[name]["to"]
    }
    assert shown == planted
    assert len(planted) >= 8


def test_only_the_planted_institution_teaches_after_elimination(ask: Ask) -> None:
    taught = ask(
        "SELECT i.name, COUNT(*), MIN(started_on), MAX(started_on) FROM training_class AS c"
        " JOIN institution AS i ON i.id = c.institution_id JOIN review_decision AS d"
        " ON d.institution_id = i.id AND d.outcome = 'eliminated' AND d.decided_on < c.ended_on"
        " GROUP BY i.name"
    )
    (one,) = (one for one in TRUTH if one["kind"] == "teaching_after_elimination")
    assert [(name, count, first[:7], last[:7]) for name, count, first, last in taught] == [
        (one["institution"], 3, one["from"], one["to"])
    ]


def test_nobody_is_examined_after_elimination(ask: Ask) -> None:
    examined = ask(
        "SELECT e.month, d.decided_on FROM exam_month AS e JOIN review_decision AS d"
        " ON d.institution_id = e.institution_id WHERE d.outcome = 'eliminated'"
    )
    assert examined
    assert all(month[:7] < decided[:7] for month, decided in examined)


def test_only_planted_penalties_lack_a_finding(ask: Ask) -> None:
    lacking = ask(
        "SELECT c.number, i.name, p.decided_on FROM penalty AS p"
        " JOIN enforcement_case AS c ON c.id = p.case_id"
        " LEFT JOIN institution AS i ON i.id = c.institution_id"
        " WHERE c.finding_id IS NULL AND c.subject_kind NOT IN ('employer', 'person')"
    )
    assert sorted((number, name, day[:7]) for number, name, day in lacking) == sorted(
        (one["case"], one["institution"], one["from"])
        for one in TRUTH
        if one["kind"] == "penalty_without_finding"
    )


@pytest.mark.parametrize("year", [2022, 2023, 2024])
@pytest.mark.parametrize("part", ["theory", "practical"])
def test_usual_pass_rates_are_steady(ask: Ask, part: str, year: int) -> None:
    planted = [one["institution"] for one in TRUTH if one["kind"] == "pass_rate_jump"]
    rates = ask(
        "SELECT i.name, {rate} FROM exam_month AS e JOIN institution AS i"
        " ON i.id = e.institution_id WHERE e.month BETWEEN :first AND :last"
        " GROUP BY i.name HAVING SUM({part}_candidates) > 200",
        names={"rate": RATE, "part": part},
        first=date(year, 1, 1),
        last=date(year, 12, 1),
    )
    assert len(rates) > 50
    assert all(0.7 < rate < 0.9 for name, rate in rates if name not in planted)


def test_sites_and_institutions_tell_of_the_same_candidates(ask: Ask) -> None:
    totals = (
        "SELECT trade, month, SUM(theory_candidates), SUM(theory_passes) FROM exam_month"
        " WHERE {view} IS NOT NULL GROUP BY trade, month"
    )
    taught, examined = (
        set(ask(totals, names={"view": view})) for view in ("institution_id", "exam_site_id")
    )
    assert taught == examined


def test_planted_candidates_show_at_the_named_sites(ask: Ask) -> None:
    names = set(ask("SELECT name FROM exam_site"))
    for one in TRUTH:
        assert set(one["exam_sites"]) <= names
        assert bool(one["exam_sites"]) == bool(one["trade"])
