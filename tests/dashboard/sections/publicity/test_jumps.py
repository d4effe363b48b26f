from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery
from dashboard.sections.answer import Table
from dashboard.sections.publicity import jumps as module
from dashboard.sections.publicity.jumps import JUMPS, jumps
from tests.views import answer_of, view_on


def test_a_month_ten_times_its_own_median_is_a_jump() -> None:
    (found,) = jumps([(1, 202401, 100), (1, 202402, 100), (1, 202403, 1000)])
    assert (found.district, found.month, found.median, found.times) == (1, 202403, 100, 10)


def test_less_than_ten_times_is_none() -> None:
    assert jumps([(1, 202401, 100), (1, 202402, 100), (1, 202403, 999)]) == []


def test_two_months_have_no_median_worth_comparing() -> None:
    assert jumps([(1, 202401, 1), (1, 202402, 1000)]) == []


def test_a_median_of_zero_compares_nothing() -> None:
    assert jumps([(1, 202401, 0), (1, 202402, 0), (1, 202403, 5)]) == []


def test_districts_are_compared_with_themselves_alone() -> None:
    reports = [(1, month, 100.0) for month in (202401, 202402, 202403)]
    reports += [(2, month, 90_000.0) for month in (202401, 202402, 202403)]
    assert jumps(reports) == []


def test_the_threshold_is_stated_where_nothing_is_found(demo_engine: Engine) -> None:
    answer = answer_of(JUMPS, view_on(demo_engine), engine=demo_engine)
    (table,) = answer.blocks
    assert isinstance(table, Table)
    assert table.rows == []
    assert "≥自身各月中位数的10倍" in table.empty


def test_a_jump_is_listed_for_checking_and_kept_in_the_sums(
    demo_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_on(demo_engine, filters=Filters(first=date(2024, 1, 1)))
    monkeypatch.setattr(module, "TIMES", 1)
    answer = answer_of(JUMPS, view, engine=demo_engine)
    (table,) = answer.blocks
    assert isinstance(table, Table)
    assert table.rows
    assert {row[-1] for row in table.rows} == {"提示核实"}
    assert "未从合计中剔除" in table.note
    assert not any(str(row[1]).startswith(("2022", "2023")) for row in table.rows)


def test_the_median_is_over_all_months_whatever_the_period(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(first=date(2024, 12, 1)))
    question = JUMPS.ask(view)["months"]
    assert isinstance(question, FigureQuery)
    assert question.filters == Filters()


def test_without_a_ledger_nothing_is_compared(circular_engine: Engine) -> None:
    answer = answer_of(JUMPS, view_on(circular_engine), engine=circular_engine)
    assert "无从比较" in answer.title
