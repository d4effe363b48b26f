"""The four templates hold sections that are there, with parameters that mean something."""

from __future__ import annotations

import pytest

from dashboard.briefings.briefing import check
from dashboard.briefings.catalogue import CATALOGUE
from dashboard.briefings.templates import TEMPLATES, Template, template


def test_there_are_the_four_of_the_bureau() -> None:
    titles = [one.title for one in TEMPLATES]
    assert titles == ["领导概览", "区县对标", "回头看通报", "整改督办"]


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.key)
def test_a_template_can_be_kept_and_its_parameters_are_choices(one: Template) -> None:
    check(one.briefing(), sections=frozenset(CATALOGUE))
    for item in one.items:
        choices = CATALOGUE[item.section].section.choices
        for name, value in item.params.items():
            assert value in choices[name], item


def test_a_template_is_found_by_its_key() -> None:
    assert template("leadership") is TEMPLATES[0]
    assert template("nothing") is None
