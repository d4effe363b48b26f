"""The national figure of a measure, where the store holds a published one, and what to say if not.

It is a figure of a document, of its own period and never counted here: a line to look at, against
which no district is tested.
"""

from __future__ import annotations

from typing import Final

from dashboard.metrics.clusters import PACE
from dashboard.sections.comparison_measures import Measure
from dashboard.sections.view import View
from dashboard.store.models.sources import QUALIFIERS
from dashboard.store.reference import NATION, Benchmark

MISSING: Final = f"{NATION}数：库中没有。"


def benchmark(view: View, measure: Measure) -> Benchmark | None:
    """The newest national figure of the measure in its own unit; None where there is none."""
    found = view.reference.benchmark(measure.key)
    if found is None or measure.key == PACE or found.figure.unit != measure.unit:
        return None
    return found


def line(view: View, measure: Measure) -> tuple[float, str] | None:
    """Where the national line stands on a chart, and its name."""
    found = benchmark(view, measure)
    if found is None:
        return None
    return measure.shown(found.figure.value), f"{NATION}{_text(measure, found)}"


def sentence(view: View, measure: Measure) -> str:
    """The national figure with its source, or that there is none."""
    found = benchmark(view, measure)
    if found is None:
        return MISSING
    figure, document = found.figure, found.document
    return (
        f"{NATION}数：{_text(measure, found)}（{figure.label}，{figure.period_label}；"
        f"{document.number}《{document.title}》{figure.section}）。口径和期间以该文件为准，"
        "只作对照，不参与分组。"
    )


def _text(measure: Measure, found: Benchmark) -> str:
    more = "" if found.figure.qualifier == "exact" else QUALIFIERS[found.figure.qualifier][0]
    return f"{measure.text(found.figure.value)}{more}"
