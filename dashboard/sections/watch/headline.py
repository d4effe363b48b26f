"""How many hints are there, how pressing, and how many wait? And what must the reader know?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dashboard.dates import Month
from dashboard.sections.answer import Answer, Card, Cards, Notice, Part
from dashboard.sections.figure_cell import Link
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.sections.watch.faces import (
    ALL,
    PAGE,
    PRESSING,
    TONES,
    asked,
    in_district,
    no_data,
    of_list,
)
from dashboard.store.models.watch import LEVELS, VERDICTS
from dashboard.watch.alert import ORDER, Alert
from dashboard.watch.engine import Watch
from dashboard.watch.indicators import INDICATORS
from dashboard.watch.wording import CHANGED, HINT

_PRESSING = ("red", "orange")


def _answer(view: View, got: Mapping[str, Watch]) -> Answer:
    watch = got["watch"]
    missing = no_data(view, watch)
    if missing:
        return Answer(title="监测预警：还没有可判断的数据", blocks=(Notice(text=missing),))
    alerts = in_district(view, watch)
    return Answer(
        title=title(alerts, watch),
        blocks=(
            Notice(text=HINT),
            Cards(
                cards=(_levels(view, alerts), _verdicts(view, alerts), _indicators(view, alerts))
            ),
        ),
    )


def title(alerts: tuple[Alert, ...], watch: Watch) -> str:
    """The finding: how many wait of how many, since when."""
    since = f"{Month.of(watch.first).words}至{Month.of(watch.last).words}"
    pressing = [one for one in alerts if one.level in _PRESSING]
    if not pressing:
        return f"{since}没有红色或橙色线索"
    levels = Counter(one.level for one in pressing)
    waiting = sum(one.verdict == "pending" for one in pressing)
    return f"{since}：红{levels['red']}条、橙{levels['orange']}条，待核查{waiting}条"


def _levels(view: View, alerts: tuple[Alert, ...]) -> Card:
    counts = Counter(one.level for one in alerts)
    return Card(
        title="按级别",
        figures=(),
        bar=tuple(
            Part(
                label=LEVELS[level],
                value=counts[level],
                text=f"{counts[level]}条",
                colour=TONES[level],
            )
            for level in ORDER
        ),
        note="红：触及硬规则；橙：超出99.8%控制限且显著；黄：超出95%控制限或连续偏高；灰：样本不足",
        more=_link(view, "查看全部级别", level=ALL, disposal=ALL),
    )


def _verdicts(view: View, alerts: tuple[Alert, ...]) -> Card:
    pressing = [one for one in alerts if one.level in _PRESSING]
    counts = Counter(one.verdict for one in pressing)
    changed = sum(one.has_changed for one in pressing)
    lines = [
        _link(view, f"{word} {counts[key]}条", level=PRESSING, disposal=word)
        for key, word in VERDICTS.items()
    ]
    if changed:
        lines.append(_link(view, f"{CHANGED} {changed}条", level=PRESSING, disposal=CHANGED))
    return Card(title="红、橙线索的处置", figures=(), lines=tuple(lines))


def _indicators(view: View, alerts: tuple[Alert, ...]) -> Card:
    pressing = Counter(one.indicator for one in alerts if one.level in _PRESSING)
    lines = tuple(
        _link(
            view,
            f"{one.label} {pressing[key]}条",
            level=PRESSING,
            indicator=one.label,
            disposal=ALL,
        )
        for key, one in INDICATORS.items()
        if pressing[key]
    )
    return Card(title="红、橙线索按指标", figures=(), lines=lines or ("没有红色或橙色线索",))


def _link(view: View, label: str, **params: str) -> Link:
    return view.link(label, PAGE, **params)


HEADLINE = Section(
    key="watch-headline",
    question="有多少线索要核查？",
    ask=asked,
    answer=_answer,
    when=of_list,
)
