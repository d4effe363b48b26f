from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.rectification.parts import PARAMS, has_ledger, orders_ignore
from tests.views import view_on


def test_a_store_of_the_circular_alone_has_nothing_to_follow(
    circular_engine: Engine, demo_engine: Engine
) -> None:
    assert not has_ledger(view_on(circular_engine))
    assert has_ledger(view_on(demo_engine))


def test_what_orders_do_not_know_is_said(demo_engine: Engine) -> None:
    assert orders_ignore(view_on(demo_engine, filters=Filters(district="500112"))) == ""
    said = orders_ignore(
        view_on(demo_engine, filters=Filters(category="培训档案", severity="较大"))
    )
    assert "不分问题类别、严重程度" in said


def test_parameters_do_not_clash() -> None:
    assert len(set(PARAMS)) == len(PARAMS)
