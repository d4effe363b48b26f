"""Who stands apart? Every unit with its interval for a rate, or its count beside its inspections.

Never a league table: groups instead of ranks, customary order inside them, and for counts the
number of inspections beside every one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import theme, units
from dashboard.charts.bar import bars
from dashboard.charts.dots import dots
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Figure, Measured, Question
from dashboard.sections.answer import Answer, Block, Chart, Links, Row, Sentences
from dashboard.sections.findings_map import naming
from dashboard.sections.findings_map.comparison import (
    ABOVE,
    BELOW,
    GROUPS,
    METHOD,
    RATE_METRIC,
    SAME,
    Compared,
    compare,
    interval_text,
)
from dashboard.sections.findings_map.measures import NAMED, RATE, chosen, has_ledger
from dashboard.sections.findings_map.places import NO_DATA, NOT_INSPECTED, THIN, figure_text
from dashboard.sections.findings_map.tables import (
    in_customary_order,
    native_intervals,
    units_table,
)
from dashboard.sections.findings_map.where import by_unit, of_city
from dashboard.sections.section import Section
from dashboard.sections.twin import native_of
from dashboard.sections.view import View

_MARKS = {
    ABOVE: (theme.NAVY, "triangle-up"),
    SAME: (theme.MUTED, "circle"),
    BELOW: (theme.STATE["qualified"], "triangle-down"),
    THIN: (theme.MUTED, "circle"),
    NOT_INSPECTED: (theme.MUTED, "circle"),
    NO_DATA: (theme.MUTED, "circle"),
}
_UNIT_HEAD = "区县（开发区）"
_RATED = ("inspections", "findings", RATE_METRIC)


def _ask(view: View) -> Mapping[str, Question]:
    return {"units": by_unit(view), "city": of_city(view)}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    measure = chosen(view)
    if measure.name == NAMED or not has_ledger(view):
        return _naming(view)
    if measure.name == RATE:
        return _rates(view, got)
    return _counts(view, got, metric=measure.metric or "findings", name=measure.name)


def _rates(view: View, got: Mapping[str, Measured]) -> Answer:
    city = got["city"].get(RATE_METRIC)
    compared = compare(view, got["units"], city=city)
    if city.value is None:
        return Answer(title="期间内没有检查，不作比较", blocks=())
    apart = sum(one.group in (ABOVE, BELOW) for one in compared)
    return Answer(
        title=f"{apart}个单位的次均问题与全市{units.text(city.value, unit='per_inspection')}"
        "有可分辨的差别，其余的差别可能只是偶然",
        blocks=(
            Row(
                columns=(
                    (1.7, (_dot_chart(view, got, compared, city=city),)),
                    (1.0, (Sentences(items=_group_sentences(compared)), Sentences(items=METHOD))),
                )
            ),
        ),
        metrics=(RATE_METRIC,),
    )


def _dot_chart(
    view: View, got: Mapping[str, Measured], compared: tuple[Compared, ...], *, city: Figure
) -> Chart:
    rows: list[dict[str, Any]] = []
    for group in GROUPS:
        members = [one for one in compared if one.group == group]
        if members:
            rows.append(_heading(group, len(members)))
            rows += [_dot(one) for one in members]
    table = units_table(view, got, key="fairness", metrics=_RATED)
    return Chart(
        key="fairness",
        title="次均发现问题与95%区间",
        spec=dots(
            rows,
            axis="次均发现问题（项/次）",
            row_title=_UNIT_HEAD,
            reference=city.value or 0,
            reference_text=f"全市{units.text(city.value, unit='per_inspection')}",
            groups=_MARKS,
            order=[row["row"] for row in rows],
        ),
        table=table,
        alt="各区县次均发现问题的点和95%区间，分为" + "；".join(_group_sentences(compared)),
        selects="district",
        field="pick",
        native=native_intervals(table, city=city),
    )


def _heading(group: str, members: int) -> dict[str, Any]:
    blank = {"value": None, "low": None, "high": None, "says": None, "pick": None}
    return {"row": f"▎{group}（{members}个）", "group": group, "text": "", **blank}


def _dot(one: Compared) -> dict[str, Any]:
    drawn = one.interval is not None and one.figure.value is not None
    span = f"（95%区间{interval_text(one.interval)}）" if one.interval else ""
    return {
        "row": one.name,
        "pick": one.place.name,
        "group": one.group,
        "value": one.figure.value if drawn else None,
        "low": one.interval.low if one.interval else None,
        "high": one.interval.high if one.interval else None,
        "says": None if drawn else _parts(one),
        "text": figure_text(one.figure) + span,
    }


def _parts(one: Compared) -> str:
    """What there is where no interval can be drawn."""
    if one.group in (NOT_INSPECTED, NO_DATA):
        return one.group
    found = units.text(one.figure.numerator, unit="findings")
    return f"检查{units.text(one.figure.denominator, unit='inspections')}，发现{found}"


def _group_sentences(compared: tuple[Compared, ...]) -> tuple[str, ...]:
    """Each group with its members, in customary order; the undecided only by number."""
    sentences = []
    for group in GROUPS:
        names = [one.name for one in compared if one.group == group]
        if names:
            listed = "" if group == SAME else f"：{'、'.join(names)}"
            sentences.append(f"{group}{len(names)}个{listed}")
    return tuple(sentences)


def _counts(view: View, got: Mapping[str, Measured], *, metric: str, name: str) -> Answer:
    city = got["city"].get(metric)
    total = units.text(city.value, unit=METRICS[metric].unit)
    compared = in_customary_order(view, got)
    link = view.link(f"改看{RATE}：按检查次数折算，带95%区间", "findings-map", measure=RATE)
    says = (
        "问题数多，可能是问题多，也可能是查得多、查得细；没有检查就没有问题数。所以数量旁边都列检查次数，"
        "按惯用顺序排列，不排名次。",
        f"各单位之和等于全市{METRICS[metric].label}{total}；开发区单独填报，不计入所在区县。",
    )
    beside: tuple[Block, ...] = (Sentences(items=says), Links(items=(link,), empty=""))
    return Answer(
        title=_count_title(name, metric=metric),
        blocks=(
            Row(columns=((1.7, (_bar_chart(view, got, compared, metric=metric),)), (1.0, beside))),
        ),
        metrics=tuple(dict.fromkeys((metric, "inspections"))),
    )


def _count_title(name: str, *, metric: str) -> str:
    if metric == "inspections":
        return "各区县检查次数：查得多少不同，问题数不能直接相比"
    return f"各区县{name}与检查次数：数量受检查多少影响，不作排名"


def _bar_chart(
    view: View, got: Mapping[str, Measured], compared: tuple[Compared, ...], *, metric: str
) -> Chart:
    label = METRICS[metric].label
    rows = [_bar(view, got["units"], one, metric=metric) for one in compared]
    metrics = tuple(dict.fromkeys((metric, "inspections")))
    table = units_table(view, got, key="counts", metrics=metrics)
    head = units.heading(label, unit=METRICS[metric].unit)
    return Chart(
        key=f"counts-{metric}",
        title=head,
        spec=bars(
            rows,
            axis=head,
            row_title=_UNIT_HEAD,
            colours={label: theme.ACCENT},
            order=[row["row"] for row in rows],
        ),
        table=table,
        alt=f"各区县{label}条形图，旁注检查次数，按惯用顺序排列，数值详见数据表",
        selects="district",
        field="pick",
        native=native_of(
            table, kind="bar", colours={label: theme.ACCENT}, axis=head, rows=table.rows[1:]
        ),
    )


def _bar(view: View, by: Measured, one: Compared, *, metric: str) -> dict[str, Any]:
    figure, visits = by.get(metric, one.place.id), by.get("inspections", one.place.id)
    text = figure_text(figure)
    done = "" if metric == "inspections" or not figure.exposure else f"　检查{figure_text(visits)}"
    return {
        "row": one.name,
        "pick": one.place.name,
        "part": METRICS[metric].label,
        "value": figure.value or 0,
        "total": figure.value or 0,
        "text": text + done,
        "end": text + done,
        "faded": view.filters.district not in ("", one.place.name),
    }


def _naming(view: View) -> Answer:
    gaps = tuple(
        f"原文未说明（{gap.section}）：{gap.question}{gap.consequence}"
        for gap in view.reference.gaps
        if gap.section.startswith("二")
    )
    beside: tuple[Block, ...] = (Sentences(items=(*naming.topic_sentences(view), *gaps)),)
    sources = tuple(f"{one.number}《{one.title}》" for one in view.reference.documents.values())
    return Answer(
        title="通报在哪几类问题里点名了谁；点名不是数量",
        blocks=(Row(columns=((1.9, (naming.matrix(view, key="naming"),)), (1.0, beside))),),
        sources=sources,
    )


def _when(view: View) -> bool:
    """An empty store has neither units to compare nor names to list."""
    return has_ledger(view) or bool(view.reference.mentions)


FAIRNESS = Section(
    key="fairness", question="谁与全市有差别？", ask=_ask, answer=_answer, when=_when
)
