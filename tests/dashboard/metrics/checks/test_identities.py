from dashboard.metrics.checks.identities import MAY_EXCEED_ONE, PARTS, is_additive
from dashboard.metrics.definitions import METRICS


def test_counts_of_different_things_do_not_add_up() -> None:
    assert not is_additive(METRICS["institutions_inspected"].numerator)
    assert not is_additive(METRICS["uncertified_confirmed_companies"].numerator)


def test_rows_and_sums_add_up() -> None:
    assert is_additive(METRICS["findings"].numerator)
    assert is_additive(METRICS["penalty_fen"].numerator)


def test_parts_and_totals_are_metrics_of_one_unit_of_thought() -> None:
    for part, whole in PARTS:
        assert METRICS[part].denominator is None
        assert METRICS[whole].denominator is None


def test_only_shares_may_exceed_one() -> None:
    assert all(METRICS[key].unit == "share" for key in MAY_EXCEED_ONE)
