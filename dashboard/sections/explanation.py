"""这个数怎么来的 in words: definition, parts, filters, day, source, and where the rows are."""

from __future__ import annotations

from typing import Final

from dashboard import units
from dashboard.metrics.campaigns import looks_back
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.metric import Metric
from dashboard.metrics.reconcile import ReconciledFigure
from dashboard.sections.definition import Definition
from dashboard.sections.figure_cell import FigureCell
from dashboard.sections.times import interval_text
from dashboard.sections.view import View
from dashboard.store.models.operation import LEDGERS

UNTOUCHED: Final = "（本指标不受"
"""Where a scope begins to name the filters that change nothing."""


def explain(shown: FigureCell, view: View) -> Definition:
    """What is to be said of one figure; a frozen one says what it said when it was frozen."""
    if shown.explained is not None:
        return shown.explained
    metric = METRICS[shown.figure.metric]
    numerator, denominator = _parts(shown, metric)
    published, agreement = _published(shown.published, view)
    curve = shown.figure.curve
    return Definition(
        metric=metric.key,
        label=shown.label,
        unit=units.UNITS[metric.unit].symbol,
        formula=metric.definition,
        excludes=metric.excludes,
        period=metric.nature.value,
        zero=metric.without,
        source=ledger_source(metric, view),
        text=shown.text,
        mark=shown.mark,
        numerator=numerator,
        denominator=denominator,
        interval=interval_text(shown.figure) if curve else "",
        ended=f"其中已结束{curve.ended}行" if curve else "",
        scope=view.sentence(metric.acting(shown.filters))
        + _campaign(shown, metric, view)
        + _ignored(shown, metric),
        as_of=shown.as_of,
        published=published,
        agreement=agreement,
        rows=shown.figure.rows,
        # Exactly the figure's scope: the view may have filters that the figure has not.
        params={"metric": metric.key, "asof": shown.as_of.isoformat(), **shown.filters.query()},
    )


def explain_metric(key: str, view: View) -> Definition:
    """What is to be said of a metric that a chart or table shows in many figures."""
    metric = METRICS[key]
    return Definition(
        metric=key,
        label=metric.label,
        unit=units.UNITS[metric.unit].symbol,
        formula=metric.definition,
        excludes=metric.excludes,
        period=metric.nature.value,
        zero=metric.without,
        source=ledger_source(metric, view),
        params=dict(view.link("", "data", metric=key).params),
    )


def ledger_source(metric: Metric, view: View) -> str:
    """The ledger a metric counts and the batches that brought it."""
    ledger = metric.fact.ledger
    if ledger is None:
        return "本系统登记的标准目录"
    batches = view.reference.batches_of(ledger)
    if not batches:
        return f"{LEDGERS[ledger]}：尚未导入"
    newest = batches[0]
    more = f"等{len(batches)}个批次" if len(batches) > 1 else ""
    return f"{LEDGERS[ledger]}（批次{newest.id}：{newest.file_name}{more}）"


def _parts(shown: FigureCell, metric: Metric) -> tuple[str, str]:
    if metric.denominator is None or shown.figure.curve is not None:
        return "", ""
    figure = shown.figure
    return (
        f"{_plain(figure.numerator)}（{metric.numerator_says}）",
        f"{_plain(figure.denominator)}（{metric.denominator_says}）",
    )


def _plain(value: float | None) -> str:
    return units.MISSING if value is None else f"{value:,.0f}"


def _campaign(shown: FigureCell, metric: Metric, view: View) -> str:
    """Which look-back a figure is of, where the filters do not name it."""
    if not looks_back(metric) or shown.filters.campaign:
        return ""
    action = view.reference.lookback(on=shown.as_of)
    return f"（{action.title}）" if action else ""


def _ignored(shown: FigureCell, metric: Metric) -> str:
    names = metric.ignores(shown.filters)
    return f"{UNTOUCHED}{'、'.join(names)}筛选影响）" if names else ""


def _published(verdict: ReconciledFigure | None, view: View) -> tuple[str, str]:
    if verdict is None:
        return "", ""
    published = verdict.published
    document = view.reference.document_of(published)
    stated = units.text(
        published.value, unit=published.unit, at_least=published.qualifier == "at_least"
    )
    return (
        f"{document.number} {published.section}：{stated}（{published.scope}，"
        f"期间{published.period_label}）",
        f"{verdict.sentence()}（台账按{verdict.as_of.isoformat()}口径）",
    )
