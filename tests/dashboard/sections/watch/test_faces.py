from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.view import View
from dashboard.sections.watch.faces import (
    DISPOSAL_CHOICES,
    LEVEL_CHOICES,
    TONES,
    alert_link,
    asked,
    district_words,
    in_district,
    level_cell,
    no_data,
    of_alert,
    of_list,
    verdict_words,
    waiting_links,
)
from dashboard.store.models.watch import LEVELS, VERDICTS
from tests.dashboard.sections.watch.alerts import AFTER, FULL, GREY, RISE, disposed, watch_of
from tests.views import view_on


@pytest.fixture
def view(circular_engine: Engine) -> View:
    return view_on(circular_engine)


def test_the_page_has_two_faces(view: View) -> None:
    one = replace(view, params={"alert": "abc"})
    assert (of_list(view), of_alert(view), of_list(one), of_alert(one)) == (
        True,
        False,
        False,
        True,
    )


def test_everybody_asks_the_same_whatever_is_filtered(view: View) -> None:
    assert asked(view) == asked(replace(view, filters=Filters(district="500101")))


def test_every_level_and_verdict_can_be_chosen_and_has_a_colour() -> None:
    assert {level for levels in LEVEL_CHOICES.values() for level in levels} == set(LEVELS)
    assert set(VERDICTS.values()) < set(DISPOSAL_CHOICES)
    assert set(TONES) == set(LEVELS)
    assert (str(level_cell("red")), level_cell("red").tone) == ("红", TONES["red"])


def test_a_district_sees_its_own_alerts(view: View) -> None:
    watch = watch_of(RISE, AFTER)
    first = view.reference.places.by_id(1)
    own = replace(view, filters=Filters(district=first.code))
    assert in_district(own, watch) == (RISE,)
    assert in_district(view, watch) == (RISE, AFTER)
    assert district_words(view, RISE) == first.name


def test_a_trade_of_the_whole_city_is_of_no_district(view: View) -> None:
    city = replace(RISE, entity=replace(RISE.entity, kind="trade", district=None, name="全市"))
    assert district_words(view, city) == "全市"


def test_a_verdict_says_when_the_data_has_changed_since() -> None:
    assert verdict_words(RISE) == "待核查"
    assert verdict_words(disposed(RISE)) == "解释合理"
    assert verdict_words(disposed(RISE, evidence="other")) == "解释合理（处置后数据已变）"


def test_a_link_remembers_where_in_the_list_it_was(view: View) -> None:
    link = alert_link(replace(view, params={"level": "黄", "page": "3"}), RISE)
    assert (link.page, link.params) == (
        "watch",
        {"period": "全部", "level": "黄", "page": "3", "alert": RISE.key},
    )
    assert link.label == "示例一　低压电工作业"


def test_the_front_page_is_told_what_waits(view: View) -> None:
    watch = watch_of(FULL, AFTER, RISE, GREY, disposed(FULL))
    assert [(link.label, link.params) for link in waiting_links(view, watch)] == [
        ("红色预警线索待核查 2条", {"period": "全部", "level": "红"}),
        ("橙色预警线索待核查 1条", {"period": "全部", "level": "橙"}),
    ]
    assert waiting_links(view, watch_of(GREY, disposed(RISE))) == ()


def test_without_ledgers_that_is_said(view: View) -> None:
    nothing = watch_of(has_data=False)
    assert no_data(view, nothing).startswith("尚无台账")
    assert no_data(view, watch_of()) == ""
