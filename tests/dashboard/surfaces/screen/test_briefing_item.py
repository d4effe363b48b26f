"""One section of a briefing is moved, hidden, retitled and filtered."""

from __future__ import annotations

from datetime import date
from typing import Any

from dashboard.briefings.briefing import Briefing
from dashboard.briefings.keeping import opened
from dashboard.store.briefings import read_briefing
from tests.dashboard.surfaces.screen.briefings import (
    button,
    new_briefing,
    press,
    reader,
    sign,
)
from tests.screen import Screen
from tests.stores import Stores


def saved(screen: Screen, key: int) -> Briefing:
    press(screen, "保存")
    return opened(read_briefing(screen.engine, key))


def fields(screen: Screen, kind: str, label: str) -> list[Any]:
    return [one for one in getattr(screen.app, kind) if one.label == label]


def test_an_item_moves_by_one_and_the_ends_do_not(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        assert button(screen, "上移").disabled
        assert button(screen, "下移", at=3).disabled
        press(screen, "下移")
        sections = [item.section for item in saved(screen, key).items]
        assert sections[:2] == ["overview/changes", "overview/headline"]


def test_a_hidden_item_stays_and_is_said_to_be_hidden(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        press(screen, "隐藏")
        assert "板块4个，显示3个" in screen.text
        assert "不显示" in screen.text
        assert [item.hidden for item in saved(screen, key).items] == [True, False, False, False]
        press(screen, "显示")
        assert "板块4个，显示4个" in screen.text


def test_title_notes_filters_and_choices_are_the_items_own(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        fields(screen, "text_input", "标题（不填用板块自己的结论）")[3].set_value("万州怎么样")
        fields(screen, "text_area", "讲稿")[3].set_value("慢慢讲")
        fields(screen, "selectbox", "区县（开发区）")[3].set_value("500101")
        fields(screen, "date_input", "起始日期（含）")[3].set_value("2024-01-01")
        fields(screen, "selectbox", "地图显示")[0].set_value("未销号")
        screen.rerun()
        items = saved(screen, key).items
        item = items[3]
        assert (item.title, item.notes) == ("万州怎么样", "慢慢讲")
        assert (item.filters.district, item.filters.first) == ("500101", date(2024, 1, 1))
        assert item.params == {"measure": "未销号"}
        assert items[0].filters.district == ""
        assert "4. 万州怎么样" in screen.text
        assert "万州区 · 2024年1月1日至数据截至日" in screen.text
