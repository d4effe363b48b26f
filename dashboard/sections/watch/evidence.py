"""Why is this a hint? One alert: its numbers, its baseline, a chart, its method, its rows."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import units
from dashboard.analysis.two_periods import compare
from dashboard.dates import Month
from dashboard.sections.answer import Answer, Block, Cell, Facts, Links, Notice, Row, Sentences
from dashboard.sections.figure_cell import Link
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.sections.watch.disposal import disposal_blocks
from dashboard.sections.watch.faces import (
    LIST_PARAMS,
    PAGE,
    asked,
    district_words,
    of_alert,
    verdict_words,
)
from dashboard.sections.watch.months import month_chart
from dashboard.sections.watch.others import others_table
from dashboard.watch.alert import Alert
from dashboard.watch.bodies import INSTITUTION, SITE
from dashboard.watch.engine import Watch
from dashboard.watch.indicators import RISES
from dashboard.watch.months import last_day, serial
from dashboard.watch.series import CITY
from dashboard.watch.wording import (
    BASELINE,
    CHANGED,
    HINT,
    LEVEL_SAYS,
    METHOD_NAMES,
    METHODS,
    REASONS,
    against,
    entity_words,
    level_word,
    period_words,
    say,
)

_KINDS = {INSTITUTION: "培训机构", SITE: "考试点", CITY: "工种（全市）"}


def _answer(view: View, got: Mapping[str, Watch]) -> Answer:
    watch = got["watch"]
    alert = watch.find(view.params["alert"])
    if alert is None:
        return Answer(
            title="没有这条线索",
            blocks=(
                Notice(
                    text="链接中的线索在所选日期的近12个月内不存在：可能是数据已更正、方法已更新，"
                    "或截至日不同。已作的处置仍留在处置记录中。",
                    level="warning",
                ),
                Links(items=(_back(view),), empty=""),
            ),
        )
    blocks: tuple[Block, ...] = (
        Links(items=(_back(view), *_rows_behind(view, alert)), empty=""),
        Notice(text=HINT),
        *_changed(alert),
        Facts(items=tuple(_facts(view, alert))),
        Row(
            columns=(
                (1.55, (month_chart(alert), *_words(alert))),
                (1.0, disposal_blocks(view, alert)),
            )
        ),
        *others_table(view, watch, alert),
    )
    metrics = (alert.about.metric,) if alert.about.metric else ()
    return Answer(
        title=f"{level_word(alert.level)}　{entity_words(alert.entity)}"
        f"　{period_words(alert)}{alert.about.label}",
        blocks=blocks,
        metrics=metrics,
    )


def _back(view: View) -> Link:
    kept = {name: view.params.get(name, "") for name in LIST_PARAMS}
    return view.link("返回线索清单", PAGE, **kept)


def _rows_behind(view: View, alert: Alert) -> list[Link]:
    """The dossier, and the ledger rows of the metric that counts the same."""
    if alert.entity.kind != INSTITUTION or alert.entity.body is None:
        return []
    institution = str(alert.entity.body)
    found = [view.link("这家机构的一企一档", "institutions", institution=institution)]
    if alert.about.metric:
        first = alert.since if alert.since < alert.period else alert.period
        days = {"from": first.isoformat(), "to": last_day(serial(alert.period)).isoformat()}
        found.append(
            view.link(
                "背后的台账行",
                "data",
                metric=alert.about.metric,
                institution=institution,
                **days,
            )
        )
    return found


def _changed(alert: Alert) -> tuple[Notice, ...]:
    if not alert.has_changed:
        return ()
    return (
        Notice(
            text=f"{CHANGED}：处置时为“{alert.verdicts[0].said}”，请核对后决定是否改判。",
            level="warning",
        ),
    )


def _facts(view: View, alert: Alert) -> list[tuple[str, Cell]]:
    found: list[tuple[str, Cell]] = [
        ("对象", f"{_KINDS[alert.entity.kind]}　{alert.entity.name}"),
        ("区县", district_words(view, alert)),
        ("工种", alert.entity.trade or "全部工种"),
        ("期间", period_words(alert)),
        ("连续出现自", Month.of(alert.since).words),
    ]
    if alert.reading is not None:
        found.append((alert.about.reading, units.text(alert.reading, unit="share")))
    if alert.basis.reference is not None:
        found.append(("参照", against(alert)))
    found += _tested(alert)
    found.append(("处置", verdict_words(alert)))
    return found


def _tested(alert: Alert) -> list[tuple[str, Cell]]:
    """The test's numbers, for who wants to follow them."""
    found: list[tuple[str, Cell]] = []
    if alert.basis.first and alert.basis.last:
        used = f"{Month.of(alert.basis.first).words}至{Month.of(alert.basis.last).words}"
        found.append(("基线月份", f"{used}中的{alert.basis.months}个月"))
    if alert.z is not None:
        found.append(("偏离", f"{alert.z:.2f}个标准差（已放宽）"))
    if alert.p is not None:
        found.append(("单侧概率", _small(alert.p)))
    if alert.q is not None:
        found.append(("校正后q值", _small(alert.q)))
    return found


def _small(value: float) -> str:
    return "小于0.0001" if value < 0.0001 else f"{value:.4f}"


def _words(alert: Alert) -> tuple[Block, ...]:
    reasons = "；".join(REASONS[reason] for reason in alert.reasons)
    items = [
        say(alert),
        f"为何是{level_word(alert.level)}：{LEVEL_SAYS[alert.level]}。本条：{reasons}。",
        f"方法（{METHOD_NAMES[alert.about.method]}）：{METHODS[alert.about.method]}",
    ]
    if alert.indicator in RISES:
        items += [f"基线：{BASELINE}", *_second_opinion(alert)]
    return (Sentences(items=tuple(items)),)


def _second_opinion(alert: Alert) -> list[str]:
    """The plain two-period tests, with the interval of the rise."""
    if alert.basis.reference is None or not alert.basis.trials:
        return []
    found = compare(
        before=(round(alert.basis.hits), round(alert.basis.trials)),
        now=(round(alert.hits), round(alert.trials)),
    )
    low, high = (
        units.difference(end, 0.0, unit="share")
        for end in (found.difference.low, found.difference.high)
    )
    return [
        "另一种算法：两时期比较"
        f"（不放宽、不校正）z={found.z:.2f}，单侧概率{_small(found.p_value)}，"
        f"差的95%区间{low}至{high}，费希尔精确检验{_small(found.fisher)}。"
    ]


EVIDENCE = Section(
    key="watch-alert",
    question="凭什么提示？",
    ask=asked,
    answer=_answer,
    when=of_alert,
    not_briefed="one hint's own page, where it is disposed of and not presented",
)
