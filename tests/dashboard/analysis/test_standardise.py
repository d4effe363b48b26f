import pytest

from dashboard.analysis.standardise import Stratum, against_the_rest, city_rates, standardised


def test_two_trades_give_the_published_numbers() -> None:
    found = standardised(
        [Stratum(hits=90, trials=100, rate=0.80), Stratum(hits=50, trials=50, rate=0.90)]
    )
    assert (found.observed, found.expected, found.variance) == pytest.approx((140, 125, 20.5))
    assert found.ratio == pytest.approx(1.12)
    assert found.deviation == pytest.approx(3.312946, abs=1e-6)
    assert found.chance == pytest.approx(0.000461594, abs=1e-9)


def test_teaching_harder_trades_is_not_held_against_a_unit() -> None:
    found = against_the_rest(
        {
            "甲": {"低压电工": (80.0, 100.0)},
            "乙": {"低压电工": (80.0, 100.0), "熔化焊接": (30.0, 100.0)},
            "丙": {"熔化焊接": (30.0, 100.0)},
        }
    )
    assert [one.ratio for one in found.values()] == pytest.approx([1.0, 1.0, 1.0])


def test_a_unit_is_held_against_the_others_and_not_against_itself() -> None:
    found = against_the_rest({"甲": {"低压电工": (90.0, 100.0)}, "乙": {"低压电工": (50.0, 100.0)}})
    assert (found["甲"].expected, found["乙"].expected) == pytest.approx((50, 90))


def test_a_trade_nobody_else_teaches_tells_nothing() -> None:
    found = against_the_rest({"甲": {"制冷": (9.0, 10.0), "空": (0.0, 0.0)}, "乙": {}})
    assert found["甲"].expected == pytest.approx(9.0)
    assert found["乙"].expected == 0


def test_the_citys_rate_of_a_trade_is_that_of_all_together() -> None:
    found = city_rates([{"制冷": (9.0, 10.0), "空": (0.0, 0.0)}, {"制冷": (3.0, 10.0)}])
    assert found == {"制冷": pytest.approx(0.6), "空": 0.0}
