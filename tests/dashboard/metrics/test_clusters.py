from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.analysis.deals import deal
from dashboard.analysis.survival import DurationCount
from dashboard.metrics.clusters import (
    BODY,
    COMPARABLE,
    PACE,
    STANDARDISED,
    asked_by,
    counted,
    counted_pace,
    page_of,
)
from dashboard.metrics.measure import FigureQuery, Measured, measure

DAY = date(2024, 12, 31)


def figures(engine: Engine, metric: str, by: tuple[str, ...]) -> Measured:
    with Session(engine) as session:
        (found,) = measure(session, [FigureQuery(metrics=(metric,), by=by, as_of=DAY)])
    return found


@pytest.mark.parametrize("metric", [key for key in COMPARABLE if key != PACE])
def test_clusters_add_up_to_their_districts(demo_engine: Engine, metric: str) -> None:
    found = counted(metric, figures(demo_engine, metric, asked_by(metric)))
    for one in figures(demo_engine, metric, ("district",)).of(metric):
        mine = [body for body in found.sizes if body[0] == one.group[0]]
        assert sum(found.counts[body] for body in mine) == (one.numerator or 0)
        assert sum(found.sizes[body] for body in mine) == (one.denominator or 0)
    assert sum(found.expected.values()) == pytest.approx(sum(found.counts.values()))


def test_inspections_are_told_apart_by_institution_and_by_exam_site(demo_engine: Engine) -> None:
    metric = "findings_per_inspection"
    assert asked_by(metric) == BODY
    found = counted(metric, figures(demo_engine, metric, BODY))
    assert any(institution is not None for _, institution, _ in found.sizes)
    assert any(site is not None for _, _, site in found.sizes)
    assert not any(one is other is None for _, one, other in found.sizes)


def test_a_standardised_rate_expects_every_trade_at_the_rate_of_the_city(
    demo_engine: Engine,
) -> None:
    (metric, *_) = sorted(STANDARDISED)
    assert asked_by(metric) == ("district", "institution", "trade")
    found = counted(metric, figures(demo_engine, metric, asked_by(metric)))
    raw = sum(found.counts.values()) / sum(found.sizes.values())
    assert any(
        found.expected[body] / size != pytest.approx(raw, rel=0.005)
        for body, size in found.sizes.items()
        if size
    )
    assert found.districts is not None


def test_the_pace_counts_things_and_expects_as_many_to_end_as_did() -> None:
    fast, slow = (
        DurationCount(days=3, ended=True, count=4),
        DurationCount(days=9, ended=False, count=6),
    )
    found = counted_pace({(1, 7, None): [fast], (2, None, 5): [slow, fast]})
    assert found.sizes == {(1, 7, None): 4.0, (2, None, 5): 10.0}
    assert sum(found.expected.values()) == pytest.approx(8)
    assert found.districts is not None
    assert set(found.districts) == {1, 2}


def test_institutions_sites_and_what_has_neither_are_dealt_apart() -> None:
    spans = [DurationCount(days=3, ended=True, count=4)]
    bodies = {(1, 7, None): spans, (1, None, 5): spans, (2, None, None): spans, (2, 8, None): spans}
    hands = deal(page_of([counted_pace(bodies)])).hands[PACE]
    # Each district has one institution of two, and one of one other kind.
    assert hands[1].clusters == hands[2].clusters == 2
    assert hands[1].odds == hands[2].odds == 0.5
