"""What a filter is declared to be is what every place that knows filters has."""

from __future__ import annotations

from dataclasses import fields

import pytest

from dashboard.errors import BadFilterError
from dashboard.handbook import every_command
from dashboard.metrics.choice_filters import ChoiceFilter, key_of
from dashboard.metrics.facts import FACTS
from dashboard.metrics.filter_query import from_query
from dashboard.metrics.filters import CHOICE_FILTERS, CONTROLS, Filters
from dashboard.store.models.inspections import SEVERITIES

every_filter = pytest.mark.parametrize("one", CHOICE_FILTERS, ids=lambda one: one.name)


@every_filter
def test_what_is_chosen_is_kept_asked_for_and_written_back(one: ChoiceFilter) -> None:
    value = next(iter(one.terms.values()), "2024年回头看")
    found = from_query({one.name: value})
    assert getattr(found, one.name) == value
    assert found.query()[one.name] == value
    knowing = [fact for fact in FACTS.values() if one.dimension in fact.dimensions]
    assert knowing
    assert all(len(found.conditions(fact, timed=False)) == 1 for fact in knowing)
    strange = [fact for fact in FACTS.values() if one.dimension not in fact.dimensions]
    assert all(one.label in found.ignored_by(fact, timed=False) for fact in strange)


@pytest.mark.parametrize(
    "one", [one for one in CHOICE_FILTERS if one.terms], ids=lambda one: one.name
)
def test_a_term_that_is_none_of_the_list_is_refused(one: ChoiceFilter) -> None:
    with pytest.raises(BadFilterError, match="不在可选项"):
        from_query({one.name: "没有的"})


def test_filters_have_a_field_for_each_control_and_no_other_choice() -> None:
    names = {one.name for one in fields(Filters)}
    assert names == {*CONTROLS, "first", "last", "institution"}


@every_filter
def test_the_command_line_takes_it_in_the_same_words(one: ChoiceFilter) -> None:
    options = {option.name: option.help for option in every_command()["figures"].params}
    assert options[one.name] == one.help


def test_a_term_is_told_by_its_key() -> None:
    assert key_of(SEVERITIES, SEVERITIES["major"]) == "major"
