import pytest
from sqlalchemy import Engine

from dashboard.metrics.definitions import METRICS
from dashboard.sections.findings_map.measures import MAPPED, NAMED, OPTIONS, chosen, default
from tests.views import view_on


def test_every_measure_but_naming_has_a_metric() -> None:
    assert set(MAPPED) <= set(METRICS)
    assert len(OPTIONS) == len(MAPPED) + 1


@pytest.mark.parametrize("name", OPTIONS)
def test_the_url_chooses_by_readable_name(demo_engine: Engine, name: str) -> None:
    asked = chosen(view_on(demo_engine, params={"measure": name}))
    assert (asked.name, asked.unknown) == (name, "")


def test_an_unknown_name_gives_the_default_and_is_named(demo_engine: Engine) -> None:
    asked = chosen(view_on(demo_engine, params={"measure": "排名"}))
    assert (asked.name, asked.unknown) == (OPTIONS[0], "排名")


def test_naming_is_the_default_where_no_ledger_is_loaded(circular_engine: Engine) -> None:
    assert default(view_on(circular_engine)) == NAMED


def test_a_bare_store_has_nothing_named_either(bare_engine: Engine) -> None:
    assert default(view_on(bare_engine)) == OPTIONS[0]
