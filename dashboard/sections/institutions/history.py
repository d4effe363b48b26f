"""How have the states changed? The number in each at every month's end since the first decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dashboard.dates import Month, day_words
from dashboard.metrics.decisions import Decided, decisions
from dashboard.sections.answer import Answer, Chart, Column, Notice, Table
from dashboard.sections.chart_shapes import Look, MomentColumns
from dashboard.sections.institutions.faces import COLOURS, STATE_METRICS, has_reviews, of_all
from dashboard.sections.section import Listing, Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View
from dashboard.store.models.institutions import REVIEW_OUTCOMES

_MOST = 36


def _ask(view: View) -> Mapping[str, Listing]:
    return {"decisions": Listing.of(decisions, as_of=view.as_of, filters=view.wide())}


def _answer(view: View, got: Mapping[str, tuple[Decided, ...]]) -> Answer:
    if not has_reviews(view):
        return Answer(
            title="状态的变化：原文未说明",
            blocks=(Notice(text="通报只写“目前”，不标日期，不用来画趋势；导入复核结果后显示。"),),
        )
    found = [one for one in got["decisions"] if _in_district(view, one)]
    ends = month_ends(found, as_of=view.as_of)[-_MOST:]
    counts = [(day, states_at(found, day)) for day in ends]
    return Answer(
        title=_title(counts, as_of=view.as_of),
        blocks=(_chart(counts),),
        metrics=tuple(STATE_METRICS.values()),
        sources=("各月末数按当日及以前各机构的最近结论重新计算，不是填报的月报数。",),
    )


def _in_district(view: View, one: Decided) -> bool:
    return view.place is None or view.place.id == one.district_id


def month_ends(found: Iterable[Decided], *, as_of: date) -> list[date]:
    """The last day of every month since the first decision; the last one is the as-of day."""
    first = min((one.decided_on for one in found), default=None)
    if first is None:
        return []
    ends, day = [], Month.of(first).last
    while day < as_of:
        ends.append(day)
        day = Month.of(day + timedelta(days=1)).last
    return [*ends, as_of]


def states_at(found: Iterable[Decided], day: date) -> Counter[str]:
    """Institutions by the word of their state on `day`: that of the latest decision by then.

    Expects decisions oldest first, those of one day in the order of stages.
    """
    latest = {one.institution_id: one.outcome for one in found if one.decided_on <= day}
    return Counter(REVIEW_OUTCOMES[outcome] for outcome in latest.values())


def is_open(day: date) -> bool:
    """Whether `day` lies inside its month, so that the month is unfinished."""
    return day != Month.of(day).last


def _title(counts: list[tuple[date, Counter[str]]], *, as_of: date) -> str:
    if not counts:
        return "所选范围内没有复核结论"
    words = "，".join(f"{word}{counts[-1][1][word]}家" for word in COLOURS)
    since = f"{Month.of(counts[0][0]).words}末"
    first = "，".join(f"{word}{counts[0][1][word]}家" for word in COLOURS)
    now = f"{day_words(as_of)}{words}"
    return now if len(counts) == 1 else f"{since}{first}；{now}"


def _label(day: date) -> str:
    return f"{day:%Y-%m}（至{day.day}日）" if is_open(day) else f"{day:%Y-%m}"


def _chart(counts: list[tuple[date, Counter[str]]]) -> Chart:
    unfinished = "；浅色为未完月份" if counts and is_open(counts[-1][0]) else ""
    return TableChart(
        table=_table(counts),
        shape=MomentColumns(title=f"月末{unfinished}"),
        colours=COLOURS,
        axis="机构（家）",
        title="各月末三种状态的机构数",
        alt="各月末合格、整改、淘汰机构数的堆积柱形图，数值见数据表",
        looks=[Look(name=_label(day), pale=is_open(day)) for day, _ in counts],
    ).chart()


def _table(counts: list[tuple[date, Counter[str]]]) -> Table:
    return Table(
        key="review-history",
        title="各月末机构复核状态",
        columns=(
            Column(label="截至"),
            *(Column(label=word, unit="institutions") for word in COLOURS),
            Column(label="合计", unit="institutions"),
            Column(label="说明"),
        ),
        rows=[
            [
                day,
                *(states[word] for word in COLOURS),
                states.total(),
                "未完月份" if is_open(day) else "",
            ]
            for day, states in counts
        ],
        empty="所选范围内没有复核结论",
    )


HISTORY = Section(
    key="review-history",
    question="三种状态怎样一步步变成今天这样？",
    ask=_ask,
    answer=_answer,
    when=of_all,
)
