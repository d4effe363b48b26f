"""The list as a workbook to work off: every line in full, room for what was found, the methods."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from dashboard.dates import Month
from dashboard.sections.answer import Book, Cell, Column, Table
from dashboard.sections.view import View
from dashboard.sections.watch.disposal import local_day
from dashboard.sections.watch.faces import district_words, level_cell, verdict_words
from dashboard.watch.alert import Alert
from dashboard.watch.wording import (
    BASELINE,
    BUDGET,
    HINT,
    LEVEL_SAYS,
    METHOD_NAMES,
    METHODS,
    NOT_JUDGED,
    against,
    level_word,
    period_words,
    say,
)

_COLUMNS = (
    *(Column(label=name) for name in ("级别", "期间", "对象", "工种", "区县", "指标", "线索")),
    Column(label="读数", unit="share"),
    *(Column(label=name) for name in ("参照", "连续出现自", "方法与版本", "处置")),
    *(Column(label=name) for name in ("经办人", "处置日期", "处置说明", "核查情况（待填）")),
)


def handout(view: View, alerts: Sequence[Alert], *, scope: str) -> Book:
    """The workbook of these alerts; its last column is empty for the officer's pen."""

    def sheets(_session: Session) -> Sequence[Table]:
        rows = [_row(view, one) for one in alerts]
        hints = Table(key="hints", title="核查清单", columns=_COLUMNS, rows=rows, note=HINT)
        return (hints, _methods())

    return Book(
        key="watch",
        title="监测预警核查清单",
        label=f"下载核查清单（工作簿，{len(alerts)}条）",
        sheets=sheets,
        scope=scope,
    )


def _row(view: View, alert: Alert) -> list[Cell]:
    newest = alert.verdicts[0] if alert.verdicts else None
    return [
        level_cell(alert.level),
        period_words(alert),
        alert.entity.name,
        alert.entity.trade or "全部工种",
        district_words(view, alert),
        alert.about.label,
        say(alert),
        alert.reading,
        against(alert),
        Month.of(alert.since).words,
        METHOD_NAMES[alert.about.method],
        verdict_words(alert),
        newest.officer if newest else None,
        local_day(newest.decided_at) if newest else None,
        newest.remark if newest else None,
        "",
    ]


def _methods() -> Table:
    said = [(f"级别：{level_word(level)}", text) for level, text in LEVEL_SAYS.items()]
    said += [(METHOD_NAMES[method], text) for method, text in METHODS.items()]
    said += [("基线", BASELINE), ("误报", BUDGET), ("看不到的", NOT_JUDGED), ("用途", HINT)]
    return Table(
        key="methods",
        title="方法说明",
        columns=(Column(label="项目"), Column(label="说明")),
        rows=said,
    )
