"""A figure on show: what is said beside it, and when it is not compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from dashboard.metrics.reconcile import Agreement
from tests.views import view_on


def test_a_mark_says_agreement_or_that_the_document_speaks(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    (told,) = view.told("lookback_problems_found")
    shown = view.show_stated(told)
    assert shown.mark == "与通报一致"
    assert replace(shown, from_published=True).mark.startswith("通报，")
    assert replace(shown, published=None).mark == ""


def test_a_figure_of_another_day_is_not_compared(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    (told,) = view.told("lookback_problems_found")
    shown = view.show_stated(told)
    assert replace(shown, as_of=date(2024, 12, 1)).mark == ""
    unknown = replace(told, agreement=Agreement.NO_LEDGER)
    assert replace(shown, published=unknown).mark == ""
