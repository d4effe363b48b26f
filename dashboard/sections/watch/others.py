"""Other periods of the same body and indicator: seen together, disposed of one by one."""

from __future__ import annotations

from dataclasses import replace

from dashboard.sections.answer import Cell, Column, Table
from dashboard.sections.view import View
from dashboard.sections.watch.faces import alert_link, level_cell, verdict_words
from dashboard.watch.alert import Alert
from dashboard.watch.alert_group import alert_groups, group_key
from dashboard.watch.engine import Watch
from dashboard.watch.wording import period_words, say


def others_table(view: View, watch: Watch, alert: Alert) -> tuple[Table, ...]:
    """All alerts of the group beside this one, newest first; nothing where there is no other."""
    same = [one for one in watch.alerts if group_key(one) == group_key(alert)]
    found = [one for group in alert_groups(same) for one in group.alerts if one.key != alert.key]
    if not found:
        return ()
    rows: list[list[Cell]] = [
        [
            level_cell(one.level),
            replace(alert_link(view, one), label=period_words(one)),
            one.entity.trade or "全部工种",
            say(one),
            verdict_words(one),
        ]
        for one in found
    ]
    return (
        Table(
            key="watch-others",
            title=f"同一对象同一指标的其他线索{len(found)}条",
            columns=tuple(
                Column(label=name) for name in ("级别", "期间（点开）", "工种", "线索", "处置")
            ),
            rows=rows,
            note="每一期单独处置：这一期的结论不自动用于其他期间。",
            scope=alert.entity.name,
        ),
    )
