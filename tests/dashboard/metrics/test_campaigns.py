from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.campaigns import looks_back
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.rows import metric_rows
from tests.circulars import FOUND, two_lookbacks
from tests.ledger import Ledger

KEY = "lookback_problems_found"
NAMES = {year: f"{year}年专项治理“回头看”" for year in FOUND}
DAY = date(2025, 12, 31)


@pytest.mark.parametrize(
    ("as_of", "filters", "found"),
    [
        (DAY, Filters(), FOUND[2025]),
        (DAY, Filters(campaign=NAMES[2024]), FOUND[2024]),
        (DAY, Filters(campaign=NAMES[2025]), FOUND[2025]),
        (date(2025, 11, 4), Filters(), FOUND[2025]),
        (date(2025, 11, 3), Filters(), FOUND[2024]),
        (date(2024, 11, 3), Filters(), None),
    ],
)
def test_a_look_back_is_one_campaign_the_newest_or_the_one_named(
    empty_engine: Engine, as_of: date, filters: Filters, found: int | None
) -> None:
    with Session(empty_engine) as session:
        two_lookbacks(Ledger(session))
        (answer,) = measure(session, [FigureQuery(metrics=(KEY,), as_of=as_of, filters=filters)])
        rows = metric_rows(session, metric=KEY, filters=filters, as_of=as_of)
    assert answer.get(KEY).value == found
    assert rows.total == (found or 0)


def test_told_apart_by_campaign_all_are_there(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        two_lookbacks(Ledger(session))
        (answer,) = measure(session, [FigureQuery(metrics=(KEY,), as_of=DAY, by=("campaign",))])
    assert {one.group[0]: one.value for one in answer.of(KEY)} == {
        NAMES[year]: found for year, found in FOUND.items()
    }


def test_which_metrics_are_of_look_backs() -> None:
    found = {key for key, metric in METRICS.items() if looks_back(metric)}
    assert found == {key for key in METRICS if key.startswith("lookback_")}
