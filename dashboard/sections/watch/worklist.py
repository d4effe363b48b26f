"""Which hints are to be checked? A list to work off, each line saying what, how much, of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from dashboard.dates import Month
from dashboard.links import read_page
from dashboard.sections.answer import Answer, Block, Cell, Choice, Column, Pages, Row, Table
from dashboard.sections.figure_cell import Link
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.sections.watch.faces import (
    ALL,
    CHOICES,
    DISPOSAL_CHOICES,
    INDICATOR_CHOICES,
    LEVEL_CHOICES,
    PRESSING,
    alert_link,
    asked,
    district_words,
    in_district,
    level_cell,
    no_data,
    of_list,
    verdict_words,
)
from dashboard.sections.watch.handout import handout
from dashboard.store.models.watch import VERDICTS
from dashboard.watch.alert import Alert
from dashboard.watch.alert_group import AlertGroup, alert_groups
from dashboard.watch.engine import Watch
from dashboard.watch.wording import CHANGED, period_words, periods_words, say

SIZE = 20
_PENDING = VERDICTS["pending"]


def chosen(view: View, watch: Watch) -> tuple[Alert, ...]:
    """The alerts that the page's filters leave; a choice not known is left out."""
    levels = LEVEL_CHOICES.get(_choice(view, "level", PRESSING), LEVEL_CHOICES[PRESSING])
    indicator = _choice(view, "indicator", ALL)
    disposal = _choice(view, "disposal", _PENDING)
    return tuple(
        one
        for one in in_district(view, watch)
        if one.level in levels
        and (indicator not in INDICATOR_CHOICES[1:] or one.about.label == indicator)
        and _is_disposed(one, disposal)
    )


def _choice(view: View, name: str, default: str) -> str:
    return view.params.get(name) or default


def _is_disposed(alert: Alert, choice: str) -> bool:
    if choice == CHANGED:
        return alert.has_changed
    if choice in VERDICTS.values():
        return VERDICTS[alert.verdict] == choice
    return True


def _answer(view: View, got: Mapping[str, Watch]) -> Answer:
    watch = got["watch"]
    if no_data(view, watch):
        return Answer(title="线索清单：尚无可列", blocks=())
    found = chosen(view, watch)
    grouped = alert_groups(found)
    pages = max(1, -(-len(grouped) // view.page_size(SIZE)))
    page = min(read_page(view.params.get("page", "")), pages)
    counted = f"，归为{len(grouped)}项" if found else ""
    return Answer(
        title=f"线索清单：{_said(view)}共{len(found)}条{counted}",
        blocks=(
            _controls(),
            _table(view, grouped, page=page),
            Pages(name="page", total=len(grouped), size=SIZE, current=page),
            *((handout(view, found, scope=_scope(view)),) if found else ()),
        ),
        metrics=(
            "theory_pass_rate",
            "practical_pass_rate",
            "out_of_city_share",
            "capacity_use",
            "short_hours_share",
            "backfilled_share",
            "archive_complete_share",
            "classes_after_elimination",
        ),
    )


def _said(view: View) -> str:
    parts = [
        _choice(view, "level", PRESSING),
        _choice(view, "indicator", ""),
        _choice(view, "disposal", _PENDING),
    ]
    known = {*LEVEL_CHOICES, *INDICATOR_CHOICES, *DISPOSAL_CHOICES}
    return "、".join(part for part in parts if part in known and part != ALL)


def _controls() -> Block:
    level = Choice(
        name="level", label="级别", options=tuple(LEVEL_CHOICES), default=PRESSING, resets="page"
    )
    disposal = Choice(
        name="disposal",
        label="处置",
        options=DISPOSAL_CHOICES,
        default=_PENDING,
        resets="page",
        long=True,
    )
    indicator = Choice(
        name="indicator",
        label="指标",
        options=INDICATOR_CHOICES,
        default=ALL,
        resets="page",
        long=True,
    )
    return Row(columns=((1.0, (level,)), (0.6, (disposal,)), (0.6, (indicator,))))


def _columns(view: View) -> tuple[Column, ...]:
    heads = (
        *("级别", "最近一期", "对象" if view.is_still else "对象（点开看依据与处置）"),
        *("区县", "指标", "最近一期的线索", "共几期", "最早", "处置"),
    )
    return tuple(Column(label=head) for head in heads)


def _table(view: View, found: tuple[AlertGroup, ...], *, page: int) -> Table:
    size = view.page_size(SIZE)
    first = (page - 1) * size
    shown = found[first : first + size]

    def whole(_session: Session) -> Sequence[Sequence[Cell]]:
        return [_row(view, one) for one in found]

    return Table(
        key="watch-list",
        title="提示核查的线索，同一对象同一指标归为一项",
        columns=_columns(view),
        rows=[_row(view, one) for one in shown],
        note=(
            f"{'' if view.is_still else '本页'}第{first + 1}—{first + len(shown)}项，"
            f"共{len(found)}项；"
            + ("" if view.is_still else "下载的文件含全部；点开后可逐期处置。")
            + "级别取其中待核查的最高一级，“最早”为连续出现线索的第一个月。"
        )
        if shown
        else "",
        empty="没有符合条件的线索，请放宽级别、处置或区县条件",
        whole=whole,
        scope=_scope(view),
    )


def _scope(view: View) -> str:
    """What the rows are of: the filters, and what the list's own controls say."""
    return "、".join(part for part in (view.sentence(), _said(view)) if part)


def _row(view: View, group: AlertGroup) -> list[Cell]:
    newest = group.newest
    return [
        level_cell(group.level),
        period_words(newest),
        _link(view, group),
        district_words(view, newest),
        newest.about.label,
        say(newest),
        periods_words(group),
        Month.of(group.since).words,
        _verdicts(group),
    ]


def _link(view: View, group: AlertGroup) -> Link:
    link = alert_link(view, group.newest)
    return link if group.trades < 2 else replace(link, label=f"{link.label}等{group.trades}个工种")


def _verdicts(group: AlertGroup) -> str:
    """The verdict where all have the same, or how many have which."""
    counts = Counter(verdict_words(one) for one in group.alerts)
    if len(counts) == 1:
        return verdict_words(group.newest)
    return "、".join(f"{word}{number}条" for word, number in counts.items())


WORKLIST = Section(
    key="watch-list",
    question="哪些线索要核查？",
    ask=asked,
    answer=_answer,
    when=of_list,
    choices=CHOICES,
)
