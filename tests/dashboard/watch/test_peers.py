from __future__ import annotations

import numpy as np
import pytest

from dashboard.analysis.funnel import FunnelKind, deviations
from dashboard.watch.bodies import INSTITUTION
from dashboard.watch.peers import FEWEST, Peers, by_trade, peers_of
from dashboard.watch.series import PASSED_THEORY, IndicatorSeries, exam_series
from tests.dashboard.watch.made import exam, ledgers, months


def _series(*, bodies: int, first: int = 202401, count: int = 4) -> IndicatorSeries:
    rows = [
        exam(month, institution=number, theory_candidates=50, theory_passes=38 + number % 3)
        for number in range(1, bodies + 1)
        for month in months(first, count)
    ]
    return exam_series(ledgers(exams=rows), kind=INSTITUTION, counts=PASSED_THEORY)


def _peers(series: IndicatorSeries, *, column: int = 3) -> Peers:
    everyone = np.ones(len(series.entities), dtype=bool)
    clean = np.ones_like(series.starts)
    groups = by_trade(series)
    return peers_of(series, column=column, clean=clean, groups=groups, wanted=everyone)


def test_the_reference_is_the_others() -> None:
    series = _series(bodies=8)
    found = _peers(series)
    others = series.hits[1:, :3].sum(), series.trials[1:, :3].sum()
    assert (found.hits[0], found.trials[0]) == others
    expected = deviations(
        FunnelKind.SHARE,
        counts=series.hits[0, 3],
        sizes=50.0,
        reference=others[0] / others[1],
        variance=found.variance[0],
    )
    assert found.z[0] == pytest.approx(float(expected))


def test_too_few_others_say_nothing() -> None:
    assert not _peers(_series(bodies=FEWEST)).known.any()
    assert _peers(_series(bodies=FEWEST + 1)).known.all()


def test_others_are_not_looked_up_across_the_new_rules() -> None:
    series = _series(bodies=8, first=202604, count=4)
    assert not _peers(series, column=2).known.any(), "the first month of the new rules"
    assert _peers(series, column=3).trials[0] == 7 * 50


def test_trades_are_compared_apart() -> None:
    rows = [exam(202401, institution=one, theory_candidates=9, theory_passes=8, trade=trade)
            for one, trade in ((1, "煤气作业"), (2, "高压电工作业"), (3, "煤气作业"))]  # fmt: skip
    series = exam_series(ledgers(exams=rows), kind=INSTITUTION, counts=PASSED_THEORY)
    assert sorted(map(len, by_trade(series))) == [1, 2]
