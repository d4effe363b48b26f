"""Time lines and fact lists."""

from __future__ import annotations

from datetime import date

from dashboard import theme
from dashboard.sections.answer import Event, Facts, Timeline
from dashboard.surfaces.screen.text import draw_facts, draw_timeline
from tests.screen import Piece


def test_events_carry_day_kind_and_tone() -> None:
    events = (
        Event(day=date(2024, 11, 5), kind="检查", text="“回头看”<明查>"),
        Event(day=date(2024, 3, 1), kind="复核", text="合格", tone="qualified"),
        Event(day=date(2024, 2, 1), kind="整改", text="超期", tone="overdue"),
    )
    piece = Piece(draw_timeline, Timeline(key="l", events=events))
    assert "2024-11-05 检查 “回头看”<明查> 2024-03-01" in piece.text
    for colour in (theme.NAVY, theme.STATE["qualified"], theme.OVERDUE):
        assert colour in piece.html


def test_no_events_say_so() -> None:
    assert Piece(draw_timeline, Timeline(key="l", events=(), empty="没有记录")).text == "没有记录"


def test_facts_are_pairs_and_missing_is_a_dash() -> None:
    facts = Facts(items=(("名称", "示例<机构>"), ("注销日期", None), ("成立", date(2015, 3, 1))))
    assert Piece(draw_facts, facts).text == "名称 示例<机构> 注销日期 — 成立 2015-03-01"
