from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from dashboard.analysis.trend import TrendChange, TrendResult
from dashboard.metrics.filters import Filters
from dashboard.sections.districts.trends import METHOD, asked, change_text, lookback
from tests.dashboard.sections.districts.kept import view_of


def test_the_look_back_lies_where_the_circular_puts_it(circular_engine: Engine) -> None:
    view = view_of(circular_engine)
    assert lookback(view) == (date(2024, 11, 1), date(2024, 11, 30))
    assert lookback(replace(view, reconciled=tuple)) is None


def test_only_a_tested_change_has_ends() -> None:
    rise = TrendChange(course=TrendResult.RISING, first=0.5, last=0.75, chance=1e-6, months=9)
    steady = TrendChange(course=TrendResult.STEADY, first=0.5, last=0.6, chance=0.2, months=9)
    assert change_text(rise, unit="share") == "上升（50.0%→75.0%）"
    assert change_text(steady, unit="share") == "无显著变化"


def test_the_method_is_said_with_its_level_and_window() -> None:
    for word in ("99.8%", "24个完整月份", "逐月去掉", "2026年6月1日"):
        assert word in METHOD


def test_a_scope_is_asked_once_whoever_asks(circular_engine: Engine) -> None:
    view = view_of(circular_engine)
    assert asked(view, Filters()) == asked(view, view.wide())
