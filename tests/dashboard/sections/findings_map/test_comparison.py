import pytest
from scipy import stats
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.measure import Figure, measure
from dashboard.sections.findings_map.comparison import (
    ABOVE,
    BELOW,
    GROUPS,
    RATE_METRIC,
    SAME,
    Compared,
    compare,
    group_of,
    standing_text,
)
from tests.views import view_on


def rate(found: int, visits: int) -> Figure:
    return Figure(
        metric=RATE_METRIC,
        group=(),
        value=found / visits if visits else None,
        numerator=found if visits else None,
        denominator=visits or None,
        rows=found,
        exposure=visits,
        at_least=False,
        thin=visits < 5,
    )


CITY = rate(163, 100)


def compared_on(engine: Engine) -> tuple[Compared, ...]:
    view = view_on(engine)
    with Session(engine) as session:
        units, city = measure(
            session, [view.ask(RATE_METRIC, by=("district",)), view.ask(RATE_METRIC)]
        )
    return compare(view, units, city=city.get(RATE_METRIC))


@pytest.mark.parametrize(
    ("found", "visits", "group"),
    [
        (60, 20, ABOVE),
        (30, 20, SAME),
        (0, 12, BELOW),
        (40, 4, "样本不足"),
        (0, 0, "未检查"),
    ],
)
def test_only_an_interval_that_leaves_the_city_out_sets_a_unit_apart(
    found: int, visits: int, group: str
) -> None:
    assert group_of(rate(found, visits), city=CITY) == group


def test_groups_agree_with_the_poisson_test_of_scipy(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    with Session(demo_engine) as session:
        (city,) = measure(session, [view.ask(RATE_METRIC)])
    reference = city.get(RATE_METRIC).value
    assert reference is not None
    for one in compared_on(demo_engine):
        if one.interval is None:
            continue
        count, visits = one.figure.numerator, one.figure.denominator
        assert count is not None
        assert visits is not None
        more = stats.poisson.sf(count - 1, reference * visits)
        fewer = stats.poisson.cdf(count, reference * visits)
        expected = ABOVE if more < 0.025 else BELOW if fewer < 0.025 else SAME
        assert one.group == expected, one.name


def test_inside_a_group_the_order_is_the_customary_one(demo_engine: Engine) -> None:
    compared = compared_on(demo_engine)
    keys = [(GROUPS.index(one.group), one.place.position) for one in compared]
    assert keys == sorted(keys)
    assert {one.group for one in compared} >= {SAME, "样本不足", "未检查"}


def test_a_thin_unit_is_not_compared_in_words_either() -> None:
    assert standing_text(rate(9, 3), city=CITY) == "只检查了3次，样本不足，不与全市比较。"
    assert "不等于没有问题" in standing_text(rate(0, 0), city=CITY)
    assert standing_text(rate(60, 20), city=CITY).endswith("明显偏高。")
