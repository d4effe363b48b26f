import pytest

from dashboard.charts.office_chart import OfficeChart, Series


def test_a_series_has_one_value_per_category() -> None:
    three = Series(name="问题", values=(1.0, None, 3.0), colour="navy")
    kept = OfficeChart(
        kind="bar", categories=("甲", "乙", "丙"), series=(three,), axis="问题（项）"
    )
    assert kept.series[0].values[1] is None
    with pytest.raises(ValueError, match="3 values, not 2"):
        OfficeChart(kind="bar", categories=("甲", "乙"), series=(three,), axis="问题（项）")


def test_a_scatter_counts_its_own_points() -> None:
    limits = Series(name="上限", values=(0.9, 0.8), x=(10.0, 20.0), colour="navy", line=True)
    assert OfficeChart(kind="scatter", categories=(), series=(limits,), axis="%").series == (
        limits,
    )


def test_points_among_limits_set_the_height_and_limits_may_run_off() -> None:
    points = Series(name="区县", values=(1.0, 2.0), x=(5.0, 9.0), colour="navy")
    limits = Series(name="上限", values=(25.0, 4.0), x=(1.0, 20.0), colour="navy", line=True)
    near = Series(name="上限", values=(2.5, 2.1), x=(1.0, 20.0), colour="navy", line=True)

    def of(*series: Series) -> float | None:
        return OfficeChart(kind="scatter", categories=(), series=series, axis="项/次").top

    assert of(limits, points) == 3.2
    assert of(near, points) == 2.5
    assert of(points) is None
    assert of(limits) is None
