"""What every row of the demo must obey, whatever it tells."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import Date, Engine, inspect, select
from sqlalchemy.orm import Session
from stdnum.cn import uscc

from dashboard.demo import load_demo
from dashboard.demo.districts import UNITS
from dashboard.demo.plan import TABLES
from dashboard.errors import UnknownPlaceError
from dashboard.store.models import Base
from dashboard.store.models.inspections import Finding
from dashboard.store.models.operation import LEDGERS, ImportBatch
from data_loaders.places import load_places
from tests.dashboard.demo.conftest import Ask, fill

AS_OF = date(2024, 12, 31)

DIGEST = """
import hashlib
from dashboard.demo.story import tell
story = tell()
print(hashlib.sha256((repr(story.plan.rows) + story.truth).encode()).hexdigest())
"""


@pytest.mark.parametrize(
    ("table", "least", "most"),
    [
        ("import_batch", 9, 9),
        ("institution", 98, 98),
        ("exam_site", 46, 46),
        ("review_round", 1, 1),
        ("campaign", 4, 4),
        ("inspection", 900, 1200),
        ("finding", 1500, 2000),
        ("rectification_order", 400, 500),
        ("enforcement_case", 80, 110),
        ("publicity_activity", 330, 370),
        ("training_class", 2500, 3500),
        ("exam_month", 12_000, 18_000),
    ],
)
def test_volumes(ask: Ask, table: str, least: int, most: int) -> None:
    (count,) = ask("SELECT COUNT(*) FROM {table}", names={"table": table})
    assert least <= count <= most


def test_two_loads_are_the_same(demo_engine: Engine, empty_engine: Engine) -> None:
    fill(empty_engine)
    tables = [Base.metadata.tables[name] for name in ("import_batch", *TABLES)]
    with demo_engine.connect() as first, empty_engine.connect() as second:
        for table in tables:
            rows = select(table).order_by(table.c.id)
            assert first.execute(rows).all() == second.execute(rows).all(), table.name


def test_rows_do_not_hang_on_the_order_of_hashes() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_nothing_happens_after_the_last_day(demo_engine: Engine) -> None:
    latest: list[date] = []
    with demo_engine.connect() as connection:
        for name in TABLES:
            table = Base.metadata.tables[name]
            days = [column for column in table.columns if isinstance(column.type, Date)]
            for column in days:
                if column.name not in ("due_on", "deadline"):
                    reached = connection.scalars(select(column).where(column > AS_OF)).all()
                    assert not reached, column
                    latest += connection.scalars(select(column).where(column == AS_OF)).all()
    assert latest, "the data must reach the last day itself"


def test_state_and_batches_know_how_new_the_data_is(ask: Ask) -> None:
    assert ask("SELECT data_until FROM store_state") == ["2024-12-31"]
    assert ask("SELECT MAX(data_until) FROM import_batch") == ["2024-12-31"]


def test_one_batch_per_ledger(demo_engine: Engine, ask: Ask) -> None:
    with Session(demo_engine) as session:
        batches = session.scalars(select(ImportBatch).order_by(ImportBatch.id)).all()
    assert [batch.ledger for batch in batches] == list(LEDGERS)
    assert {batch.status for batch in batches} == {"loaded"}
    assert {batch.loaded_by for batch in batches} == {"oversight demo"}
    assert {batch.file_name for batch in batches} >= {"演示数据-机构台账.xlsx"}
    assert len({batch.sha256 for batch in batches}) == 9
    counts = {batch.ledger: batch.rows_added for batch in batches}
    assert counts["findings"] == ask("SELECT COUNT(*) FROM finding")[0]
    assert counts["exam_months"] == ask("SELECT COUNT(*) FROM exam_month")[0]


@pytest.mark.parametrize(("table", "ledger"), list(TABLES.items()))
def test_every_row_says_where_it_stood(ask: Ask, table: str, ledger: str) -> None:
    assert ask(
        "SELECT DISTINCT b.ledger, t.source_sheet FROM {table} AS t"
        " JOIN import_batch AS b ON b.id = t.batch_id",
        names={"table": table},
    ) == [(ledger, LEDGERS[ledger])]
    lines = ask("SELECT source_row FROM {table}", names={"table": table})
    assert min(lines) > 3


def test_orders_and_penalties_stand_on_the_lines_they_were_read_from(ask: Ask) -> None:
    assert not ask(
        "SELECT 1 FROM rectification_order AS o WHERE source_row <>"
        " (SELECT MIN(source_row) FROM finding AS f WHERE f.order_id = o.id)"
    )
    assert not ask(
        "SELECT 1 FROM penalty AS p JOIN enforcement_case AS c ON c.id = p.case_id"
        " WHERE p.source_row <> c.source_row"
    )


def test_every_column_is_used(demo_engine: Engine, ask: Ask) -> None:
    columns = [(name, c["name"]) for name in TABLES for c in inspect(demo_engine).get_columns(name)]
    unused = {
        f"{table}.{column}"
        for table, column in columns
        if ask("SELECT COUNT({column}) FROM {table}", names={"table": table, "column": column})
        == [0]
    }
    assert unused == {"review_decision.note", "publicity_activity.note", "finding.note"}


def test_institutions_stand_in_their_units(ask: Ask) -> None:
    counts = dict(
        ask(
            "SELECT d.code, COUNT(i.id) FROM district AS d"
            " LEFT JOIN institution AS i ON i.district_id = d.id GROUP BY d.code"
        )
    )
    assert sum(counts.values()) == 98
    assert max(counts.values()) == counts["500112"] == 8
    assert {code for code, count in counts.items() if not count} == {"500157", "500229", "500238"}
    assert len(UNITS) == 42


@pytest.mark.parametrize("table", ["institution", "exam_site"])
def test_bodies_are_synthetic(ask: Ask, table: str) -> None:
    names = ask("SELECT name FROM {table}", names={"table": table})
    assert all(name.startswith("示例") for name in names)
    assert len(set(names)) == len(names)
    codes = [code for code in ask("SELECT uscc FROM {table}", names={"table": table}) if code]
    assert len(set(codes)) == len(codes)
    assert all(uscc.is_valid(code) and code[2:8] == "509999" for code in codes)


def test_subjects_of_cases_are_synthetic_and_persons_nameless(ask: Ask) -> None:
    subjects = ask("SELECT subject_kind, subject_name FROM enforcement_case")
    assert {name for kind, name in subjects if kind == "person"} == {None}
    assert all(name.startswith("示例") for kind, name in subjects if kind != "person")


def test_a_missing_unit_is_named(empty_engine: Engine) -> None:
    with Session(empty_engine) as session, pytest.raises(UnknownPlaceError, match="沙坪坝"):
        load_demo(session)


def test_loads_without_standards(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        load_places(session)
        load_demo(session)
        cited = session.scalars(select(Finding.clause_id).distinct()).all()
        assert cited == [None]
