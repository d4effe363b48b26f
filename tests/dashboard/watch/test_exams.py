from __future__ import annotations

import numpy as np

from dashboard.watch.exams import COLUMNS, Exams
from tests.dashboard.watch.made import TRADE, exam


def test_what_was_not_reported_is_no_number() -> None:
    exams = Exams(rows=(exam(202401, theory_candidates=30), exam(202402, theory_candidates=0)))
    assert np.isnan(exams.column("theory_passes")).all()
    assert exams.column("theory_candidates").tolist() == [30, 0]
    assert np.diff(exams.months).tolist() == [1]
    assert [exams.trades[place] for place in exams.trade_places] == [TRADE, TRADE]


def test_no_rows_have_empty_columns() -> None:
    exams = Exams(rows=())
    assert all(exams.column(name).size == 0 for name in COLUMNS)
    assert exams.trades == ()
