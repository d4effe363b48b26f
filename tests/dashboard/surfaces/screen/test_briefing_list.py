"""From the list a briefing is begun, opened, put away and brought back, and always signed."""

from __future__ import annotations

from datetime import UTC, datetime

from dashboard.briefings.freeze import freeze
from dashboard.briefings.templates import TEMPLATES
from dashboard.store.briefings import list_briefings
from dashboard.surfaces.screen.briefing_list import moment
from tests.dashboard.surfaces.screen.briefings import (
    SIGNED,
    button,
    new_briefing,
    press,
    reader,
    sign,
)
from tests.screen import target
from tests.stores import Stores


def test_a_time_is_that_of_chongqing() -> None:
    assert moment(datetime(2025, 1, 1, 20, 5, tzinfo=UTC)) == "2025-01-02 04:05"


def test_nothing_is_done_without_a_name(stores: Stores) -> None:
    with reader(stores) as screen:
        screen.open("briefings")
        assert button(screen, "新建").disabled
        assert "先在右边署名" in screen.text
        sign(screen)
        assert not button(screen, "新建").disabled


def test_a_briefing_is_begun_from_a_template_and_opens(stores: Stores) -> None:
    with reader(stores) as screen:
        sign(screen.open("briefings"))
        press(screen, "新建", at=1)
        newest = max(list_briefings(screen.engine), key=lambda one: one.id)
        assert (newest.title, newest.changed_by) == ("区县对标", SIGNED)
        assert screen.query["briefing"] == str(newest.id)
        assert "已新建“区县对标”" in screen.text
        items = len(TEMPLATES[1].items)
        assert f"板块{items}个，显示{items}个" in screen.text


def test_what_is_put_away_comes_back(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings"))
        screen.app.button(key=f"archive-{key}").click()
        screen.rerun()
        assert "已归档“领导概览”" in screen.text
        assert f"archive-{key}" not in {one.key for one in screen.app.button}
        screen.app.button(key=f"restore-{key}").click()
        screen.rerun()
        assert "已恢复“领导概览”" in screen.text
        assert f"archive-{key}" in {one.key for one in screen.app.button}


def test_versions_are_links_that_can_be_sent_on(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        frozen = freeze(screen.engine, key, by=SIGNED)
        screen.open("briefings")
        assert frozen.number in screen.text
        address = ("briefings", {"briefing": str(key), "version": "1"})
        assert address in [target(one) for one in screen.links]
