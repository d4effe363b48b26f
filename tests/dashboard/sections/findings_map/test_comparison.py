from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.comparison import Compared
from dashboard.metrics.filters import Filters
from dashboard.sections.comparison_groups import grouped
from dashboard.sections.comparison_measures import everything
from dashboard.sections.findings_map.comparison import (
    RATE_METRIC,
    interval_of,
    interval_text,
    standing_text,
)
from tests.views import view_on


def compared_on(engine: Engine, filters: Filters | None = None) -> Compared:
    with Session(engine) as session:
        found: Compared = everything(view_on(engine, filters=filters)).run(session)[RATE_METRIC]
        return found


def said_of(engine: Engine, name: str) -> str:
    view = view_on(engine)
    [place] = [one for one in view.units() if one.name == name]
    return standing_text(view, compared_on(engine), place)


def test_the_chosen_district_does_not_narrow_the_comparison(demo_engine: Engine) -> None:
    whole, chosen = compared_on(demo_engine), compared_on(demo_engine, Filters(district="500112"))
    assert chosen.city == whole.city


def test_only_units_with_enough_inspections_have_an_interval(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    for one in grouped(view, compared_on(demo_engine)):
        assert (interval_of(one) is None) == (one.figure.thin or not one.figure.denominator)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("双桥经开区", "只检查了3次，样本不足，不与全市比较。"),
        ("城口县", "期间内未检查，没有次均问题可比（未检查不等于没有问题）。"),
    ],
)
def test_what_cannot_be_compared_is_not_compared_in_words_either(
    demo_engine: Engine, name: str, said: str
) -> None:
    assert said_of(demo_engine, name) == said


def test_a_unit_is_told_its_interval_the_rest_and_its_group(demo_engine: Engine) -> None:
    said = said_of(demo_engine, "武隆区")
    assert said.startswith("次均问题95%区间0.00–")
    assert "全市其余单位1.6" in said
    assert said.endswith("：无法区分（机构太少，看不出）。")


def test_a_unit_far_from_the_rest_need_not_stand_apart(demo_engine: Engine) -> None:
    assert said_of(demo_engine, "合川区").endswith("：无法区分。")


def test_an_interval_is_read_with_its_unit(demo_engine: Engine) -> None:
    first = grouped(view_on(demo_engine), compared_on(demo_engine))[0]
    interval = interval_of(first)
    assert interval is not None
    assert interval_text(interval).endswith("项/次")
