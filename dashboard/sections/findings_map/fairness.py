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
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import Measured
from dashboard.sections.answer import Answer, Block, Chart, Links, Row, Sentences
from dashboard.sections.comparison_groups import (
    APART,
    MARKS,
    Grouped,
    group_sentences,
    grouped,
    in_groups,
)
from dashboard.sections.comparison_measures import everything
from dashboard.sections.district_values import figure_text
from dashboard.sections.figure_cell import Link
from dashboard.sections.findings_map import naming
from dashboard.sections.findings_map.comparison import (
    METHOD,
    RATE_METRIC,
    interval_of,
    interval_text,
)
from dashboard.sections.findings_map.measures import NAMED, RATE, chosen, has_ledger
from dashboard.sections.findings_map.tables import native_intervals, units_table
from dashboard.sections.findings_map.where import by_unit, of_city
from dashboard.sections.office_chart import native_of
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View

_UNIT_HEAD = "区县（开发区）"
_RATED = ("inspections", "findings", RATE_METRIC)


def _ask(view: View) -> Mapping[str, Ask]:
    return {"units": by_unit(view), "city": of_city(view), "compared": everything(view)}


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    measure = chosen(view)
    if measure.name == NAMED or not has_ledger(view):
        return _naming(view)
    if measure.name == RATE:
        return _rates(view, got)
    return _counts(view, got, metric=measure.metric or "findings", name=measure.name)


def _rates(view: View, got: Mapping[str, Any]) -> Answer:
    city = got["city"].get(RATE_METRIC)
    compared = grouped(view, got["compared"][RATE_METRIC], among=got["units"])
    if city.value is None:
        return Answer(title="期间内没有检查，不作比较", blocks=())
    apart = sum(one.group in APART for one in compared)
    return Answer(
        title=f"{apart}个单位的次均问题与全市{units.text(city.value, unit='per_inspection')}"
        "有可分辨的差别，其余的差别可能只是偶然",
        blocks=(
            Row(
                columns=(
                    (1.7, (_dot_chart(view, got, compared, city=city),)),
                    (
                        1.0,
                        (
                            Sentences(items=group_sentences(compared)),
                            Sentences(items=METHOD),
                            Links(items=(_more(view),), empty=""),
                        ),
                    ),
                )
            ),
        ),
        metrics=(RATE_METRIC,),
    )


def _dot_chart(
    view: View, got: Mapping[str, Any], compared: tuple[Grouped, ...], *, city: Figure
) -> Chart:
    rows: list[dict[str, Any]] = []
    for group, members in in_groups(compared).items():
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
            groups=MARKS,
            order=[row["row"] for row in rows],
        ),
        table=table,
        alt="各区县次均发现问题的点和95%区间，分为" + "；".join(group_sentences(compared)),
        selects="district",
        field="pick",
        native=native_intervals(table, city=city),
    )


def _heading(group: str, members: int) -> dict[str, Any]:
    blank = {"value": None, "low": None, "high": None, "says": None, "pick": None}
    return {"row": f"▎{group}（{members}个）", "group": group, "text": "", **blank}


def _more(view: View) -> Link:
    return view.link("在“区县对比”看漏斗图和检出能力", "districts", indicator="次均发现问题")


def _dot(one: Grouped) -> dict[str, Any]:
    interval = interval_of(one)
    drawn = interval is not None and one.figure.value is not None
    span = f"（95%区间{interval_text(interval)}）" if interval else ""
    return {
        "row": one.name,
        "pick": one.place.code,
        "group": one.group,
        "value": one.figure.value if drawn else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "says": None if drawn else _parts(one),
        "text": figure_text(one.figure) + span,
    }


def _parts(one: Grouped) -> str:
    """What there is where no interval can be drawn."""
    if not one.figure.state.has_number:
        return one.group
    found = units.text(one.figure.numerator, unit="findings")
    return f"检查{units.text(one.figure.denominator, unit='inspections')}，发现{found}"


def _counts(view: View, got: Mapping[str, Any], *, metric: str, name: str) -> Answer:
    city = got["city"].get(metric)
    total = units.text(city.value, unit=METRICS[metric].unit)
    compared = grouped(view, got["compared"][RATE_METRIC], among=got["units"])
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
    view: View, got: Mapping[str, Any], compared: tuple[Grouped, ...], *, metric: str
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


def _bar(view: View, by: Measured, one: Grouped, *, metric: str) -> dict[str, Any]:
    figure, visits = by.get(metric, one.place.id), by.get("inspections", one.place.id)
    text = figure_text(figure)
    done = (
        "" if metric == "inspections" or not figure.population else f"　检查{figure_text(visits)}"
    )
    return {
        "row": one.name,
        "pick": one.place.code,
        "part": METRICS[metric].label,
        "value": figure.value or 0,
        "total": figure.value or 0,
        "text": text + done,
        "end": text + done,
        "faded": view.filters.district not in ("", one.place.code),
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
