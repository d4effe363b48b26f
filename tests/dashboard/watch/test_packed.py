"""What is read packed is what the rows say one by one, on both databases."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.watch.classes import SUMS, Classes
from dashboard.watch.exams import COLUMNS, NOT_REPORTED
from dashboard.watch.packed import examined, taught
from dashboard.watch.reading import read_ledgers
from tests.dashboard.watch import rowwise
from tests.dashboard.watch.nasty import fill
from tests.views import counted

DAYS = [date(2025, 10, 31), date(2025, 11, 6), date(2026, 6, 30)]


def _sums(classes: Classes, name: str) -> dict[tuple[int, int], int]:
    return {
        (institution, month): value
        for institution in classes.institutions
        for month, value in classes.by_month(name, institution).items()
    }


def _held_to_rows(engine: Engine, as_of: date) -> None:
    with Session(engine) as session:
        held = read_ledgers(session, as_of=as_of)
    exams = held.exams
    columns = np.stack([exams.column(name) for name in COLUMNS], axis=2)
    told = {
        (*owner, exams.first + at): tuple(None if v == NOT_REPORTED else v for v in values)
        for row, owner in enumerate(exams.owners)
        for at, values in enumerate(columns[row].tolist())
        if any(value != NOT_REPORTED for value in values)
    }
    by_hand = rowwise.exams(engine, as_of=as_of)
    assert told == {key: row for key, row in by_hand.items() if any(v is not None for v in row)}
    rows = rowwise.classes(engine, as_of=as_of)
    sums = rowwise.sums(rows, as_of=as_of)
    assert {name: _sums(held.classes, name) for name in SUMS} == {
        name: sums.get(name, {}) for name in SUMS
    }
    assert held.classes.demand == rowwise.demand(rows), "to the last digit"


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("as_of", DAYS, ids=str)
def test_nothing_is_lost_and_nothing_is_made_up(
    empty_engine: Engine, seed: int, as_of: date
) -> None:
    fill(empty_engine, seed=seed)
    _held_to_rows(empty_engine, as_of)


def test_nor_of_the_demo(demo_engine: Engine) -> None:
    _held_to_rows(demo_engine, date(2024, 12, 31))


def test_a_body_and_trade_is_one_row_of_the_answer_however_many_months(
    demo_engine: Engine,
) -> None:
    with counted(demo_engine) as statements, Session(demo_engine) as session:
        owners = [owner for owner, _ in examined(session, as_of=date(2024, 12, 31))]
        institutions = [one for one, _ in taught(session, as_of=date(2024, 12, 31))]
    assert len(statements) == 2
    assert len(set(owners)) == len(owners)
    assert len(set(institutions)) == len(institutions)
