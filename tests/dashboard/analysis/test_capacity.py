from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.analysis.capacity import CapacityBand, band, persons, sittings, taught, use

MAYBE = st.none() | st.floats(0.1, 1e6)


def test_stations_are_the_bottleneck_of_a_school() -> None:
    theory = persons(places=60, hours=176, hours_required=40)
    practical = persons(places=6, hours=176, hours_required=24)
    assert (theory, practical) == (264, 44)
    ratio = use(300, theory, practical)
    assert ratio == pytest.approx(6.818182, abs=1e-5)
    assert band(ratio) is CapacityBand.IMPOSSIBLE


def test_an_exam_site() -> None:
    assert sittings(seats=40, sessions=4, days=10) == 1600


def test_teachers() -> None:
    assert taught(teacher_hours=88, class_size=50, hours_required=40) == 110


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [(0.0, CapacityBand.FREE), (0.8, CapacityBand.FREE), (0.81, CapacityBand.TIGHT),
     (1.0, CapacityBand.TIGHT),
     (1.01, CapacityBand.IMPOSSIBLE), (None, CapacityBand.UNKNOWN)],
)  # fmt: skip
def test_bands(ratio: float | None, expected: CapacityBand) -> None:
    assert band(ratio) is expected


def test_what_is_not_reported_is_unknown_and_never_nothing() -> None:
    assert persons(places=None, hours=176, hours_required=40) is None
    assert persons(places=60, hours=176, hours_required=0) is None
    assert taught(teacher_hours=None, class_size=50, hours_required=40) is None
    assert sittings(seats=40, sessions=None, days=10) is None
    assert use(None, 44) is None
    assert use(300, 264, None) is None, "the unknown part may be the narrowest"
    assert use(300, 0) is None
    assert use(300) is None


@given(MAYBE, MAYBE, MAYBE)
def test_one_more_capacity_never_eases(
    demand: float | None, one: float | None, other: float | None
) -> None:
    alone, both = use(demand, one), use(demand, one, other)
    assert both is None or (alone is not None and both >= alone)
