from __future__ import annotations

import numpy as np

from dashboard.watch.bodies import INSTITUTION, SITE
from dashboard.watch.exams import COLUMNS, NOT_REPORTED, Owner, gathered
from dashboard.watch.months import days_of, serial
from tests.dashboard.watch.made import AS_OF, TRADE, exam, ledgers

DECEMBER = serial(AS_OF)


def _rows(*months: int, value: int = 5) -> np.ndarray:
    days = days_of(np.array(months))
    return np.column_stack((days, np.full((len(months), len(COLUMNS)), value)))


def test_what_was_not_reported_is_no_number_and_nought_is_one() -> None:
    rows = (exam(202401, theory_candidates=30), exam(202403, theory_candidates=0))
    exams = ledgers(exams=rows).exams
    assert exams.column("theory_candidates").tolist() == [[30, NOT_REPORTED, 0]]
    assert (exams.column("theory_passes") == NOT_REPORTED).all()
    assert exams.first == serial(AS_OF.replace(month=1))
    assert exams.pairs(0, "theory_candidates", "capacity") == {
        exams.first: (30, None),
        exams.first + 2: (0, None),
    }


def test_rows_of_a_kind_come_by_body_and_trade() -> None:
    owners = [Owner(SITE, 1, "乙"), Owner(INSTITUTION, 2, "甲"), Owner(INSTITUTION, 1, "乙"),
              Owner(INSTITUTION, 1, TRADE)]  # fmt: skip
    exams = gathered([(one, _rows(DECEMBER)) for one in owners], first=DECEMBER, last=DECEMBER)
    assert [exams.owners[row] for row in exams.rows_of(INSTITUTION)] == sorted(owners[1:])
    assert exams.rows_of(SITE).tolist() == [0]


def test_more_owners_than_a_block_holds_are_one_matrix() -> None:
    owners = [Owner(INSTITUTION, number, TRADE) for number in range(1_300)]
    parts = ((one, _rows(DECEMBER, value=one.body)) for one in owners)
    exams = gathered(parts, first=DECEMBER, last=DECEMBER)
    assert exams.column("capacity")[:, 0].tolist() == list(range(1_300))
    assert exams.pairs(1_299, "capacity", "capacity") == {DECEMBER: (1_299, 1_299)}


def test_months_that_were_not_asked_for_are_passed_over() -> None:
    parts = [(Owner(INSTITUTION, 1, TRADE), _rows(DECEMBER - 1, DECEMBER, DECEMBER + 1))]
    exams = gathered(parts, first=DECEMBER, last=DECEMBER)
    assert exams.column("capacity").tolist() == [[5]]


def test_no_rows_have_empty_columns() -> None:
    exams = ledgers().exams
    assert all(exams.column(name).size == 0 for name in COLUMNS)
    assert exams.owners == ()
