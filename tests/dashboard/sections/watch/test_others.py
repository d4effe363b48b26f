"""The other periods of a body are named beside an alert, each with its own way to a disposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.sections.watch.others import others_table
from tests.dashboard.sections.watch.alerts import FULL, RISE, disposed, watch_of
from tests.views import view_on


@pytest.fixture
def view(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def test_the_other_months_are_listed_with_their_own_verdicts(view: View) -> None:
    june = disposed(replace(RISE, period=date(2024, 6, 1)))
    [table] = others_table(view, watch_of(RISE, june, FULL), RISE)
    [row] = table.rows
    assert isinstance(row[1], Link)
    assert (row[1].label, row[1].params["alert"]) == ("2024年6月", june.key)
    assert (row[2], row[4]) == ("低压电工作业", "解释合理")


def test_a_single_alert_has_no_others(view: View) -> None:
    assert others_table(view, watch_of(RISE, FULL), RISE) == ()
