"""The store is a contract: everything is documented, and the database itself refuses bad rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Column, Connection, Table, UniqueConstraint
from sqlalchemy.exc import DataError, IntegrityError

from dashboard.store.models import FAMILIES, Base
from dashboard.units import UNITS
from tests.ledger import Ledger
from tests.stores import Stores

TABLES = Base.metadata.sorted_tables
COLUMNS = [column for table in TABLES for column in table.columns]
ABOUT_A_BODY = ("exam_month", "body_alias")
"""Tables whose rows name either an institution or an exam site."""
EARLIER, DAY, LATER = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)

# (table, what is wrong with the row, the check that refuses it)
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("district", {"kind": "city"}, "kind_known"),
    ("district", {"valid_from": DAY, "valid_to": EARLIER}, "valid_to_not_before_valid_from"),
    ("district_alias", {"kind": "nickname"}, "kind_known"),
    ("district_host", {"same": ("zone_id", "host_id")}, "not_its_own_host"),
    ("district_succession", {"same": ("predecessor_id", "successor_id")}, "not_itself"),
    ("district_succession", {"extent": "half"}, "extent_known"),
    (
        "district_succession",
        {"on_date": DAY, "coded_on": EARLIER},
        "coded_on_not_before_on_date",
    ),
    (
        "district_succession",
        {"on_date": DAY, "in_office_on": EARLIER},
        "in_office_on_not_before_on_date",
    ),
    ("reported_through", {"ledger": "plans"}, "ledger_known"),
    ("published_figure", {"qualifier": "about"}, "qualifier_known"),
    (
        "published_figure",
        {"period_start": DAY, "period_end": EARLIER},
        "period_end_not_before_period_start",
    ),
    ("published_mention", {"status": "guilty"}, "status_known"),
    (
        "standard",
        {"in_force_on": DAY, "superseded_on": EARLIER},
        "superseded_on_not_before_in_force_on",
    ),
    ("clause", {"kind": "guess"}, "kind_known"),
    ("clause", {"threshold": 3, "unit": None}, "threshold_has_unit"),
    ("institution", {"kind": "shop"}, "kind_known"),
    ("institution", {"theory_seats": -1}, "theory_seats_not_negative"),
    ("institution", {"practical_stations": -1}, "practical_stations_not_negative"),
    (
        "institution",
        {"founded_on": DAY, "closed_on": EARLIER},
        "closed_on_not_before_founded_on",
    ),
    ("exam_site", {"theory_seats": -1}, "theory_seats_not_negative"),
    ("exam_site", {"practical_stations": -1}, "practical_stations_not_negative"),
    ("exam_site", {"opened_on": DAY, "closed_on": EARLIER}, "closed_on_not_before_opened_on"),
    ("review_round", {"started_on": DAY, "ended_on": EARLIER}, "ended_on_not_before_started_on"),
    ("review_decision", {"stage": "national"}, "stage_known"),
    ("review_decision", {"outcome": "passed"}, "outcome_known"),
    ("review_decision", {"deadline": EARLIER}, "deadline_not_before_decided_on"),
    ("campaign", {"kind": "secret"}, "kind_known"),
    ("campaign", {"level": "national"}, "level_known"),
    ("campaign", {"started_on": DAY, "ended_on": EARLIER}, "ended_on_not_before_started_on"),
    ("inspection", {"mode": "drone"}, "mode_known"),
    ("inspection", {"both": True}, "one_target"),
    ("rectification_order", {"both": True}, "one_target"),
    ("rectification_order", {"due_on": EARLIER}, "due_on_not_before_issued_on"),
    ("rectification_order", {"closed_on": EARLIER}, "closed_on_not_before_issued_on"),
    ("finding", {"both": True}, "one_target"),
    ("finding", {"category": "other"}, "category_known"),
    ("finding", {"severity": "extreme"}, "severity_known"),
    ("finding", {"verified_on": DAY, "verification": "maybe"}, "verification_known"),
    ("finding", {"verification": "passed"}, "verification_has_day"),
    ("finding", {"due_on": EARLIER}, "due_on_not_before_found_on"),
    ("finding", {"completed_on": EARLIER}, "completed_on_not_before_found_on"),
    (
        "finding",
        {"completed_on": LATER, "verified_on": DAY},
        "verified_on_not_before_completed_on",
    ),
    (
        "finding",
        {"verified_on": LATER, "verification": "failed", "reopened_on": DAY},
        "reopened_on_not_before_verified_on",
    ),
    (
        "finding",
        {"verified_on": DAY, "verification": "passed", "reopened_on": LATER},
        "reopened_after_failed",
    ),
    ("finding", {"closed_on": EARLIER}, "closed_on_not_before_found_on"),
    (
        "finding",
        {
            "verified_on": DAY,
            "verification": "failed",
            "reopened_on": LATER,
            "closed_on": DAY,
        },
        "closed_on_not_before_reopened_on",
    ),
    ("enforcement_case", {"subject_kind": "district"}, "subject_kind_known"),
    ("enforcement_case", {"cause": "gossip"}, "cause_known"),
    ("enforcement_case", {"both": True}, "one_target"),
    (
        "enforcement_case",
        {"subject_kind": "person", "subject_name": "某人"},
        "persons_have_no_name",
    ),
    ("enforcement_case", {"confirmed_on": EARLIER}, "confirmed_on_not_before_lead_on"),
    (
        "enforcement_case",
        {"confirmed_on": LATER, "penalised_on": DAY},
        "penalised_on_not_before_confirmed_on",
    ),
    ("enforcement_case", {"referred_on": EARLIER}, "referred_on_not_before_lead_on"),
    (
        "enforcement_case",
        {"referred_on": LATER, "filed_on": DAY},
        "filed_on_not_before_referred_on",
    ),
    ("enforcement_case", {"closed_on": EARLIER}, "closed_on_not_before_lead_on"),
    ("enforcement_case", {"withdrawn_on": EARLIER}, "withdrawn_on_not_before_lead_on"),
    ("penalty", {"kind": "prison"}, "kind_known"),
    ("penalty", {"amount_fen": -1}, "amount_fen_not_negative"),
    ("penalty", {"paid_on": EARLIER}, "paid_on_not_before_decided_on"),
    ("case_person_count", {"kind": "named"}, "kind_known"),
    ("case_person_count", {"persons": -1}, "persons_not_negative"),
    ("publicity_activity", {"channel": "smoke"}, "channel_known"),
    ("publicity_activity", {"copies_qualifier": "about"}, "copies_qualifier_known"),
    ("publicity_activity", {"reach_qualifier": "about"}, "reach_qualifier_known"),
    ("publicity_activity", {"reported_by": "rumour"}, "reported_by_known"),
    ("publicity_activity", {"items": -1}, "items_not_negative"),
    ("publicity_activity", {"copies": -1}, "copies_not_negative"),
    ("publicity_activity", {"person_times": -1}, "person_times_not_negative"),
    ("training_class", {"ended_on": EARLIER}, "ended_on_not_before_started_on"),
    ("training_class", {"hours_required": -1}, "hours_required_not_negative"),
    ("training_class", {"hours_delivered": -1}, "hours_delivered_not_negative"),
    ("training_class", {"enrolled": -1}, "enrolled_not_negative"),
    ("training_class", {"sign_ins_due": -1}, "sign_ins_due_not_negative"),
    ("training_class", {"sign_ins_actual": -1}, "sign_ins_actual_not_negative"),
    ("training_class", {"sign_ins_backfilled": -1}, "sign_ins_backfilled_not_negative"),
    ("training_class", {"archive_required": -1}, "archive_required_not_negative"),
    ("training_class", {"archive_present": -1}, "archive_present_not_negative"),
    (
        "training_class",
        {"sign_ins_due": 3, "sign_ins_actual": 4},
        "sign_ins_actual_within_sign_ins_due",
    ),
    (
        "training_class",
        {"sign_ins_actual": 3, "sign_ins_backfilled": 4},
        "sign_ins_backfilled_within_sign_ins_actual",
    ),
    (
        "training_class",
        {"archive_required": 3, "archive_present": 4},
        "archive_present_within_archive_required",
    ),
    ("exam_month", {"both": True}, "site_or_institution"),
    ("exam_month", {}, "site_or_institution"),
    *(
        ("exam_month", {"at_site": True, name: -1}, f"{name}_not_negative")
        for name in (
            "theory_candidates",
            "theory_passes",
            "practical_candidates",
            "practical_passes",
            "out_of_city",
            "origin_unknown",
            "capacity",
        )
    ),
    (
        "exam_month",
        {"at_site": True, "theory_candidates": 3, "theory_passes": 4},
        "theory_passes_within_theory_candidates",
    ),
    (
        "exam_month",
        {"at_site": True, "practical_candidates": 3, "practical_passes": 4},
        "practical_passes_within_practical_candidates",
    ),
    ("requirement", {"status": "forgotten"}, "status_known"),
    ("import_batch", {"ledger": "rumours"}, "ledger_known"),
    ("import_batch", {"status": "lost"}, "status_known"),
    ("import_batch", {"mode": "half"}, "mode_known"),
    ("import_batch", {"status": "undone", "undone_at": None}, "undone_has_moment"),
    ("body_alias", {"both": True}, "site_or_institution"),
    ("body_alias", {}, "site_or_institution"),
    *(
        ("import_batch", {name: -1}, f"{name}_not_negative")
        for name in ("rows_added", "rows_updated", "rows_unchanged", "rows_refused")
    ),
    ("import_problem", {"level": "shrug"}, "level_known"),
    ("alert_disposal", {"verdict": "guilty"}, "verdict_known"),
    ("alert_disposal", {"level": "blue"}, "level_known"),
    ("alert_disposal", {"officer": ""}, "officer_named"),
    (
        "briefing",
        {"as_of": DAY, "compared_with": DAY},
        "compared_with_before_as_of",
    ),
    ("briefing", {"edition": -1}, "edition_not_negative"),
    ("briefing_item", {"position": -1}, "position_not_negative"),
    ("briefing_version", {"dataset": "test"}, "dataset_known"),
    ("briefing_version", {"revision": -1}, "revision_not_negative"),
    ("store_state", {"dataset": "test"}, "dataset_known"),
    ("store_state", {"id": 2}, "single_row"),
    ("store_state", {"revision": -1}, "revision_not_negative"),
]


@pytest.fixture
def bare(dialect: str, stores: Stores) -> Iterator[Connection]:
    """An empty store that stays empty: nothing here is ever committed."""
    with stores.shared(dialect, "bare", fill=lambda _: None).connect() as connection:
        yield connection


@pytest.mark.parametrize(
    ("table", "wrong", "check"), REFUSED, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_bad_row_is_refused_by_the_database(
    bare: Connection, table: str, wrong: dict[str, Any], check: str
) -> None:
    row = _row(Ledger(bare), table, wrong)
    insertion = Base.metadata.tables[table].insert().values(row)
    with pytest.raises(IntegrityError, match=f"ck_{table}_{check}"):
        bare.execute(insertion)


def test_every_check_of_the_models_is_tried() -> None:
    checks = {
        str(one.name)
        for table in TABLES
        for one in table.constraints
        if isinstance(one, CheckConstraint)
    }
    assert {f"ck_{table}_{check}" for table, _, check in REFUSED} == checks


UNIQUE = [
    (table, [column.name for column in one.columns])
    for table in TABLES
    for one in table.constraints
    if isinstance(one, UniqueConstraint)
]


@pytest.mark.parametrize(
    ("table", "columns"), UNIQUE, ids=[f"{table}-{'-'.join(names)}" for table, names in UNIQUE]
)
def test_what_is_unique_stands_once(bare: Connection, table: Table, columns: list[str]) -> None:
    ledger = Ledger(bare)
    row = _filled(ledger, table, columns)
    bare.execute(table.insert().values(row))
    twin = {
        **ledger.row(table.name, **({} if "exam_site_id" in row else _targets(ledger, table))),
        **{name: row[name] for name in columns},
    }
    with pytest.raises(IntegrityError, match="(?i)unique"):
        bare.execute(table.insert().values(twin))


REQUIRED = [
    column
    for column in COLUMNS
    if not column.nullable and not column.primary_key and column.default is None
]


@pytest.mark.parametrize("column", REQUIRED, ids=str)
def test_what_is_required_cannot_be_left_out(bare: Connection, column: Column[Any]) -> None:
    ledger = Ledger(bare)
    table = column.table
    row = {**ledger.row(table.name, **_targets(ledger, table)), column.name: None}
    with pytest.raises(IntegrityError, match="(?i)null"):
        bare.execute(table.insert().values(row))


FOREIGN = [column for column in COLUMNS if column.foreign_keys]


@pytest.mark.parametrize("column", FOREIGN, ids=str)
def test_a_reference_leads_to_a_row(bare: Connection, column: Column[Any]) -> None:
    ledger = Ledger(bare)
    targets = _targets(ledger, column.table)
    if column.name in ("institution_id", "exam_site_id"):
        targets = {}
    row = {**ledger.row(column.table.name, **targets), column.name: 999_999}
    with pytest.raises(IntegrityError, match="(?i)foreign key"):
        bare.execute(column.table.insert().values(row))


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_sound_row_is_taken(bare: Connection, table: Table) -> None:
    ledger = Ledger(bare)
    ledger.add(table.name, **_targets(ledger, table))


def test_a_text_longer_than_its_column_is_refused_by_postgresql(bare: Connection) -> None:
    if bare.dialect.name != "postgresql":
        pytest.skip("SQLite does not hold text to its length")
    with pytest.raises(DataError):
        Ledger(bare).add("institution", note="示" * 301)


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_a_table_states_its_grain(table: Table) -> None:
    assert (table.comment or "").startswith(("One row per ", "Exactly one row"))


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_column_says_what_it_means(column: Column[Any]) -> None:
    assert len(column.comment or "") >= 2
    assert column.info["unit"] is None or column.info["unit"] in UNITS


def test_numbers_of_things_carry_a_unit() -> None:
    plain = {
        "id", "position", "revision", "source_row", "row_number", "value", "threshold",
        "rows_added", "rows_updated", "rows_unchanged", "rows_refused",
        "load_number", "row_id",
        "edition", "version", "sections",
    }  # fmt: skip
    bare = {
        str(column)
        for column in COLUMNS
        if column.type.python_type in (int, float)
        and not column.foreign_keys
        and column.name not in plain
        and column.info["unit"] is None
    }
    assert bare == set()


def test_every_table_belongs_to_a_family() -> None:
    owned = [
        name
        for module in FAMILIES.values()
        for name, thing in vars(module).items()
        if isinstance(thing, type)
        and issubclass(thing, Base)
        and thing.__module__ == module.__name__
        and hasattr(thing, "__tablename__")
        and name
    ]
    assert len(owned) == len(TABLES)


def test_nothing_holds_a_persons_name_or_number() -> None:
    personal = ("person_name", "id_number", "id_card", "phone", "certificate")
    assert [
        str(column) for column in COLUMNS if any(word in column.name for word in personal)
    ] == []


def _row(ledger: Ledger, table: str, wrong: dict[str, Any]) -> dict[str, Any]:
    """A sound row made wrong; `same`, `both` and `at_site` stand for references."""
    wrong = dict(wrong)
    same = wrong.pop("same", None)
    if wrong.pop("both", False):
        wrong |= {
            "institution_id": ledger.add("institution"),
            "exam_site_id": ledger.add("exam_site"),
        }
    if wrong.pop("at_site", False):
        wrong["exam_site_id"] = ledger.add("exam_site")
    row = ledger.row(table, **wrong)
    if same:
        row[same[1]] = row[same[0]]
    return row


def _targets(ledger: Ledger, table: Table) -> dict[str, Any]:
    return {"institution_id": ledger.add("institution")} if table.name in ABOUT_A_BODY else {}


def _filled(ledger: Ledger, table: Table, columns: list[str]) -> dict[str, Any]:
    """A row in which none of `columns` is null, for null equals nothing."""
    values: dict[str, Any] = {}
    if "exam_site_id" in columns:
        values["exam_site_id"] = ledger.add("exam_site")
    elif table.name in ABOUT_A_BODY:
        values["institution_id"] = ledger.add("institution")
    row = ledger.row(table.name, **values)
    for name in columns:
        if row.get(name) is None:
            row[name] = "N1"
    return row
