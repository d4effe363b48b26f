"""Series are sums over what is reported, cut where nothing may be compared."""

from __future__ import annotations

from datetime import date

import numpy as np

from dashboard.watch.bodies import INSTITUTION, SITE
from dashboard.watch.series import (
    CITY,
    FROM_OUTSIDE,
    PASSED_THEORY,
    breaks,
    class_series,
    exam_series,
)
from tests.dashboard.watch.made import exam, ledgers, months, taught


def test_rows_are_summed_by_entity_and_month() -> None:
    rows = [
        exam(202401, theory_candidates=30, theory_passes=20),
        exam(202403, theory_candidates=40, theory_passes=30),
        exam(202401, institution=2, theory_candidates=10, theory_passes=9),
        exam(202401, site=1, theory_candidates=99, theory_passes=1),
    ]
    series = exam_series(ledgers(exams=rows), kind=INSTITUTION, counts=PASSED_THEORY)
    assert [entity.body for entity in series.entities] == [1, 2]
    assert series.trials.tolist() == [[30, 0, 40], [10, 0, 0]]
    assert series.hits.tolist() == [[20, 0, 30], [9, 0, 0]]
    city = exam_series(ledgers(exams=rows), kind=CITY, counts=PASSED_THEORY)
    assert city.trials.tolist() == [[40, 0, 40]], "sites are a second view of the same people"
    assert city.entities[0].name == "全市"
    at_site = exam_series(ledgers(exams=rows), kind=SITE, counts=PASSED_THEORY)
    assert at_site.hits.tolist() == [[1]]


def test_a_month_without_a_report_is_no_nought() -> None:
    rows = [exam(202401, theory_candidates=30, theory_passes=None),
            exam(202402, theory_candidates=30, theory_passes=0),
            exam(202403, theory_candidates=0, theory_passes=0)]  # fmt: skip
    series = exam_series(ledgers(exams=rows), kind=INSTITUTION, counts=PASSED_THEORY)
    assert series.trials.tolist() == [[30]]
    assert exam_series(ledgers(), kind=CITY, counts=FROM_OUTSIDE).months == 0


def test_baselines_do_not_straddle_the_new_rules() -> None:
    rows = [exam(month, theory_candidates=9, theory_passes=8) for month in months(202604, 4)]
    series = exam_series(ledgers(exams=rows), kind=CITY, counts=PASSED_THEORY)
    assert series.starts.tolist() == [[False, False, True, False]]
    assert not series.mixed.any()


def test_nor_a_change_of_state_nor_of_boundaries() -> None:
    held = ledgers(
        decisions={
            1: (
                (date(2024, 3, 4), "qualified"),
                (date(2024, 5, 20), "rectifying"),
                (date(2024, 9, 2), "rectifying"),
                (date(2024, 10, 1), "qualified"),
            )
        },
        successions={7: (date(2025, 11, 6),)},
    )
    rules = date(2026, 6, 1)
    changes = (date(2024, 5, 20), date(2024, 10, 1), date(2025, 11, 6), rules)
    assert breaks(held, kind=INSTITUTION, body=1) == changes
    assert breaks(held, kind=SITE, body=1) == (date(2025, 11, 6), rules)
    assert breaks(held, kind=CITY, body=None) == (rules,)


def test_the_month_a_change_cuts_through_is_mixed() -> None:
    rows = [exam(month, theory_candidates=9, theory_passes=8) for month in months(202404, 4)]
    held = ledgers(exams=rows, decisions={1: ((date(2024, 5, 20), "rectifying"),)})
    series = exam_series(held, kind=INSTITUTION, counts=PASSED_THEORY)
    assert series.mixed.tolist() == [[False, True, False, False]]
    assert series.starts.tolist() == [[False, False, True, False]]


def test_a_class_counts_when_it_has_ended() -> None:
    held = ledgers(
        classes=[
            taught(
                date(2024, 11, 4), ended=date(2024, 11, 20), archive_required=14, archive_present=13
            ),
            taught(
                date(2024, 12, 4), ended=date(2025, 1, 3), archive_required=14, archive_present=13
            ),
            taught(date(2024, 12, 5), ended=None, archive_required=14, archive_present=13),
        ]
    )
    series = class_series(held, counts=("missing", "required"), until=24_299)
    assert series.trials.tolist() == [[14]]
    assert np.array_equal(series.hits, [[1]])
