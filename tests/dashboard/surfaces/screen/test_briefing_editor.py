"""A briefing is edited in the session, saved when asked, previewed live and frozen for good."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.keeping import change, opened
from dashboard.store.briefings import read_briefing
from tests.dashboard.surfaces.screen.briefings import (
    SIGNED,
    button,
    new_briefing,
    press,
    reader,
    sign,
)
from tests.screen import Screen
from tests.stores import Stores


def saved_sections(screen: Screen, key: int) -> list[str]:
    return [item.section for item in opened(read_briefing(screen.engine, key)).items]


def field(screen: Screen, label: str) -> object:
    (found,) = [one for one in screen.app.text_input if one.label == label]
    return found


def test_changes_are_kept_when_saved_and_not_before(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        assert button(screen, "保存").disabled
        field(screen, "简报标题").set_value("十二月例会")  # type: ignore[attr-defined]
        screen.rerun()
        assert "有未保存的修改" in screen.text
        assert opened(read_briefing(screen.engine, key)).title == "领导概览"
        press(screen, "保存")
        kept = read_briefing(screen.engine, key)
        assert (kept.kept.title, kept.changed_by) == ("十二月例会", SIGNED)
        assert "有未保存的修改" not in screen.text


def test_a_section_is_added_and_the_last_step_undone(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        assert button(screen, "撤销一步").disabled
        (pick,) = [one for one in screen.app.selectbox if one.label == "添加板块"]
        pick.set_value("执法成效：线索都走到了哪一步，用了多久？")
        screen.rerun()
        press(screen, "添加")
        assert "板块5个" in screen.text
        press(screen, "撤销一步")
        assert "板块4个" in screen.text


def test_anothers_change_is_not_written_over(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        press(screen, "删除")
        theirs = opened(read_briefing(screen.engine, key)).without_item(3)
        change(screen.engine, key, theirs, edition=1, by="执法处")
        press(screen, "保存")
        assert "简报已由“执法处”另行修改" in screen.text
        assert opened(read_briefing(screen.engine, key)) == theirs


def test_a_day_before_the_earlier_one_is_refused_with_a_reason(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        for one in screen.app.date_input:
            if one.label.startswith(("数据截至", "与哪一天")):
                one.set_value("2024-11-30")
        screen.rerun()
        press(screen, "保存")
        assert "比较日期 2024-11-30 应早于数据截至日 2024-11-30" in screen.text


def test_the_preview_says_what_would_be_frozen(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        screen.open("briefings", briefing=str(key))
        assert "复核培训机构98家" not in screen.text
        screen.app.toggle[0].set_value(True)
        screen.rerun()
        assert "预览：数字会随数据变化" in screen.text
        assert "复核培训机构98家" in screen.text


def test_freezing_saves_first_and_opens_the_version(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        press(screen, "删除", at=3)
        press(screen, "冻结成版本")
        assert len(saved_sections(screen, key)) == 3
        assert screen.query == {"briefing": str(key), "version": "1"}
        assert f"JB-20241231-{key:03d}-v1" in screen.text
        assert f"由{SIGNED}冻结" in screen.text


def test_an_empty_briefing_says_why_it_is_not_frozen(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings", briefing=str(key)))
        for _ in range(4):
            press(screen, "删除")
        assert "还没有板块" in screen.text
        press(screen, "冻结成版本")
        assert "简报中没有可显示的板块" in screen.text
        assert "version" not in screen.query


def test_a_typed_number_that_is_not_the_snapshots_is_asked_about_before_freezing(
    stores: Stores,
) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        typed = opened(read_briefing(screen.engine, key))
        titled = replace(typed.items[0], title="全市复核12345家合格")
        change(
            screen.engine,
            key,
            replace(typed, items=(titled, *typed.items[1:])),
            edition=1,
            by="执法处",
        )
        sign(screen.open("briefings", briefing=str(key)))
        press(screen, "冻结成版本")
        assert "手工填写的“12345家”不是该板块的数字" in screen.text
        assert "已冻结为" not in screen.text
        press(screen, "仍然冻结")
        assert "已冻结为" in screen.text
        assert "标题中的“12345家”为手工填写，不是快照的数字" in screen.text
