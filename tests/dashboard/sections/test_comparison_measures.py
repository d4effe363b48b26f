import pytest
from sqlalchemy import Engine

from dashboard.metrics.clusters import COMPARABLE, PACE
from dashboard.metrics.definitions import METRICS
from dashboard.sections.comparison_measures import (
    _SIZES,
    DEFAULT,
    MEASURES,
    OPTIONS,
    chosen,
    everything,
    is_empty,
)
from tests.dashboard.sections.districts.kept import view_of


def test_every_comparable_metric_is_a_measure_with_a_size_of_its_own() -> None:
    assert set(MEASURES) == set(COMPARABLE) == set(_SIZES)
    assert len(set(OPTIONS)) == len(OPTIONS)


def test_a_measure_bears_its_metrics_name_but_for_the_pace() -> None:
    for key, one in MEASURES.items():
        assert (one.label == METRICS[key].label) == (key != PACE)


def test_values_are_read_and_drawn_in_the_same_unit() -> None:
    share, pace = MEASURES["on_time_share"], MEASURES[PACE]
    assert (share.text(0.675), share.shown(0.675)) == ("67.5%", 67.5)
    assert (pace.text(1.25), pace.shown(1.25)) == ("1.25倍", 1.25)
    assert share.size_text(37.6) == "38项"


@pytest.mark.parametrize(
    ("asked", "key", "unknown"),
    [("", DEFAULT, ""), ("按期整改率", "on_time_share", ""), ("排行榜", DEFAULT, "排行榜")],
)
def test_an_unknown_measure_gives_the_default_and_is_named(
    circular_engine: Engine, asked: str, key: str, unknown: str
) -> None:
    measure, named = chosen(view_of(circular_engine, indicator=asked))
    assert (measure.key, named) == (key, unknown)


def test_all_measures_are_asked_together_whatever_district_is_chosen(
    circular_engine: Engine,
) -> None:
    other = view_of(circular_engine, district="渝北区", indicator="淘汰率")
    assert everything(view_of(circular_engine)) == everything(other)
    assert is_empty({})
