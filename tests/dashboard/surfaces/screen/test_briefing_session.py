"""A draft remembers what can be undone; a name stays when its field is not drawn."""

from __future__ import annotations

from dataclasses import replace

from dashboard.briefings.briefing import Briefing, Item
from dashboard.surfaces.screen.briefing_session import BriefingDraft
from tests.dashboard.surfaces.screen.briefings import button, new_briefing, press, reader, sign
from tests.stores import Stores

BRIEFING = Briefing(title="月报", items=(Item.of("overview/headline"),))


def draft() -> BriefingDraft:
    return BriefingDraft(key=1, edition=1, saved=BRIEFING, now=BRIEFING)


def test_a_change_can_be_undone_step_by_step() -> None:
    one = draft()
    first = replace(BRIEFING, title="二月")
    one.edit(first, redraw=False)
    one.edit(first.without_item(0), redraw=True)
    assert one.is_changed
    assert one.stand == 1
    one.undo()
    assert one.now == first
    one.undo()
    assert one.now == BRIEFING
    assert not one.is_changed
    assert one.past == []


def test_what_changes_nothing_is_no_step() -> None:
    one = draft()
    one.edit(replace(BRIEFING), redraw=True)
    assert (one.past, one.stand) == ([], 0)


def test_a_name_is_asked_once_in_a_session(stores: Stores) -> None:
    with reader(stores) as screen:
        key = new_briefing(screen)
        sign(screen.open("briefings"))
        screen.app.button(key=f"open-{key}").click()
        screen.rerun()
        assert not button(screen, "冻结成版本").disabled
        press(screen, "简报列表")
        assert not button(screen, "新建").disabled
