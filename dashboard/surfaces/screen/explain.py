"""这个数怎么来的 on screen: a fold-out with what is said of a figure and a link to its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from dashboard.sections.definition import Definition
from dashboard.sections.explanation import explain, explain_metric
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.sections.view import View
from dashboard.surfaces.screen.markup import EMPTY, anchor, html, joined

HOW = "这个数怎么来的"
HOW_ALL = "这些数怎么来的"


def how(figures: Sequence[FigureCell], view: View) -> Markup:
    """The fold-out under one or several figures of a card."""
    if not figures:
        return EMPTY
    return html(
        '<details class="how"><summary>{}</summary>{}</details>',
        HOW if len(figures) == 1 else HOW_ALL,
        joined(_one(explain(shown, view)) for shown in figures),
    )


def how_of_metrics(keys: Iterable[str], view: View, *, sources: Iterable[str]) -> Markup:
    """The fold-out under a section: every metric its charts and tables show."""
    return how_of_section(
        [explain_metric(key, view) for key in keys],
        sources=sources,
        scope=f"范围：{view.sentence()}；{view.dated}",
    )


def how_of_section(
    definitions: Iterable[Definition], *, sources: Iterable[str], scope: str
) -> Markup:
    """The same of definitions at hand, as a frozen section's."""
    pieces = [_one(one) for one in definitions]
    pieces += [html("<p>{}</p>", source) for source in sources]
    if not pieces:
        return EMPTY
    return html(
        '<details class="how"><summary>{}</summary>{}{}</details>',
        HOW_ALL,
        html("<p>{}</p>", scope),
        joined(pieces),
    )


def _one(said: Definition) -> Markup:
    if said.text:
        head = f"{said.label} {said.text}"
        rows = f"查看这{said.rows}行台账" if said.rows else ""
    else:
        head = f"{said.label}（{said.unit}）"
        rows = "查看台账行"
    link = anchor(Link(label=rows, page="data", params=said.params))
    return html(
        "<section><h5>{}</h5><dl>{}</dl>{}</section>",
        head,
        _pairs(_items(said)),
        html('<p class="rows">{}</p>', link) if rows else EMPTY,
    )


def _items(said: Definition) -> list[tuple[str, str]]:
    ended = f"，{said.ended}" if said.ended else ""
    counted = f"{said.rows}行{ended}" if said.text and not said.denominator else ""
    items = [
        ("口径", said.formula),
        ("台账行数", counted),
        ("分子", said.numerator),
        ("分母", said.denominator),
        ("95%区间", said.interval),
        ("不含", said.excludes),
        ("期间", said.period),
        ("零与空", said.zero),
        ("范围", said.scope),
        ("数据截至", said.as_of.isoformat() if said.as_of else ""),
        ("来源", said.source),
        ("通报", said.published),
        ("核对", said.agreement),
    ]
    return [(name, text) for name, text in items if text]


def _pairs(items: Iterable[tuple[str, str]]) -> Markup:
    return joined(html("<dt>{}</dt><dd>{}</dd>", name, text) for name, text in items)
