"""这个数怎么来的: definition, parts, filters, day, source and a link to the very rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dashboard import units
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.metric import Metric
from dashboard.metrics.reconcile import Verdict
from dashboard.sections.times import interval_text
from dashboard.sections.view import Link, Shown, View
from dashboard.store.models.operation import LEDGERS
from dashboard.surfaces.screen.markup import EMPTY, anchor, html, joined

HOW = "这个数怎么来的"
HOW_ALL = "这些数怎么来的"


def how(figures: Sequence[Shown], view: View) -> Markup:
    """The fold-out under one or several figures of a card."""
    if not figures:
        return EMPTY
    return html(
        '<details class="how"><summary>{}</summary>{}</details>',
        HOW if len(figures) == 1 else HOW_ALL,
        joined(_one(shown, view) for shown in figures),
    )


def _one(shown: Shown, view: View) -> Markup:
    metric = METRICS[shown.figure.metric]
    items = [
        ("口径", metric.definition),
        *_parts(shown, metric),
        ("不含", metric.excludes),
        ("范围", shown.filters.sentence() + _ignored(shown, metric)),
        ("数据截至", shown.as_of.isoformat()),
        ("来源", _ledger_source(metric, view)),
        *_published(shown.published, view),
    ]
    rows = EMPTY
    if shown.figure.rows:
        # Exactly the figure's scope: the view may have filters that the figure has not.
        link = Link(
            label=f"查看这{shown.figure.rows}行台账",
            page="data",
            params={"metric": metric.key, **_scope(shown)},
        )
        rows = html('<p class="rows">{}</p>', anchor(link))
    return html(
        "<section><h5>{} {}</h5><dl>{}</dl>{}</section>",
        shown.label,
        shown.text,
        _pairs(items),
        rows,
    )


def how_of_metrics(keys: Iterable[str], view: View, *, sources: Iterable[str]) -> Markup:
    """The fold-out under a section: every metric its charts and tables show."""
    pieces = []
    for key in keys:
        metric = METRICS[key]
        pieces.append(
            html(
                "<section><h5>{}</h5><dl>{}</dl><p class='rows'>{}</p></section>",
                f"{metric.label}（{units.UNITS[metric.unit].symbol}）",
                _pairs(
                    [
                        ("口径", metric.definition),
                        ("不含", metric.excludes),
                        ("来源", _ledger_source(metric, view)),
                    ]
                ),
                anchor(view.link("查看台账行", "data", metric=metric.key)),
            )
        )
    pieces += [html("<p>{}</p>", source) for source in sources]
    if not pieces:
        return EMPTY
    scope = html("<p>范围：{}；数据截至 {}</p>", view.filters.sentence(), view.as_of.isoformat())
    return html(
        '<details class="how"><summary>{}</summary>{}{}</details>',
        HOW_ALL,
        scope,
        joined(pieces),
    )


def _parts(shown: Shown, metric: Metric) -> list[tuple[str, str]]:
    figure = shown.figure
    if figure.curve is not None:
        ended = f"{figure.rows}行，其中已结束{figure.curve.ended}行"
        return [("台账行数", ended), ("95%区间", interval_text(figure))]
    if metric.denominator is None:
        return [("台账行数", f"{figure.rows}行")]
    return [
        ("分子", f"{_plain(figure.numerator)}（{metric.numerator_says}）"),
        ("分母", f"{_plain(figure.denominator)}（{metric.denominator_says}）"),
    ]


def _plain(value: float | None) -> str:
    return units.MISSING if value is None else f"{value:,.0f}"


def _ignored(shown: Shown, metric: Metric) -> str:
    names = shown.filters.ignored_by(metric.fact)
    return f"（本指标不受{'、'.join(names)}筛选影响）" if names else ""


def _scope(shown: Shown) -> dict[str, str]:
    return {"asof": shown.as_of.isoformat(), **shown.filters.query()}


def _ledger_source(metric: Metric, view: View) -> str:
    ledger = metric.fact.ledger
    if ledger is None:
        return "本系统登记的标准目录"
    batches = view.reference.batches_of(ledger)
    if not batches:
        return f"{LEDGERS[ledger]}：尚未导入"
    newest = batches[0]
    more = f"等{len(batches)}个批次" if len(batches) > 1 else ""
    return f"{LEDGERS[ledger]}（批次{newest.id}：{newest.file_name}{more}）"


def _published(verdict: Verdict | None, view: View) -> list[tuple[str, str]]:
    if verdict is None:
        return []
    published = verdict.published
    document = view.reference.document_of(published)
    stated = units.text(
        published.value, unit=published.unit, at_least=published.qualifier == "at_least"
    )
    return [
        (
            "通报",
            f"{document.number} {published.section}：{stated}（{published.scope}，"
            f"期间{published.period_label}）",
        ),
        ("核对", f"{verdict.sentence()}（台账按{verdict.as_of.isoformat()}口径）"),
    ]


def _pairs(items: Iterable[tuple[str, str]]) -> Markup:
    return joined(html("<dt>{}</dt><dd>{}</dd>", name, text) for name, text in items)
