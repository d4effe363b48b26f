"""Populations: what must have been there for a zero to mean zero."""

from __future__ import annotations

import pytest

from dashboard.metrics import populations
from dashboard.metrics.metric import Population
from dashboard.metrics.states import FigureState

ALL = [one for one in vars(populations).values() if isinstance(one, Population)]


@pytest.mark.parametrize("population", ALL, ids=lambda one: one.says)
def test_a_population_is_said_and_has_a_word_for_its_absence(population: Population) -> None:
    assert population.says
    assert not population.absent.has_number


def test_not_inspected_means_that_there_was_no_inspection() -> None:
    for one in ALL:
        assert (one.absent is FigureState.NOT_INSPECTED) == (one.tally.fact.key == "inspections")
