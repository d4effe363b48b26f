"""What documents state, each figure in its own scope and period, beside the ledgers' of it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import units
from dashboard.dates import Month
from dashboard.metrics.filters import Filters
from dashboard.metrics.reconcile import ReconciledFigure, metric_named
from dashboard.sections.figure_cell import FigureCell
from dashboard.sections.view import View
from dashboard.store.models.inspections import CAMPAIGN_KINDS
from dashboard.store.models.sources import PublishedFigure, SourceDocument


@dataclass(frozen=True, kw_only=True)
class DocumentStatement:
    """What one document states of one scope: the unit or campaign, and its figures."""

    whose: str
    document: SourceDocument
    verdicts: tuple[ReconciledFigure, ...]
    figures: tuple[FigureCell, ...]

    def figure(self, metric: str) -> FigureCell | None:
        """The figure of a metric, if the document states it there."""
        return next((one for one in self.figures if one.figure.metric == metric), None)

    def periods(self) -> str:
        """The periods as stated, each once."""
        return "、".join(dict.fromkeys(one.published.period_label for one in self.verdicts))


def told(view: View, *metrics: str) -> tuple[DocumentStatement, ...]:
    """What documents state of these metrics, by document and scope, the newest document first.

    Metrics stand in the order given. Where a ledger holds the same thing the ledger's figure is
    shown; the surface says whether the two agree, and the label what the document says where that
    reads differently.
    """
    documents = list(view.reference.documents)

    def place(one: ReconciledFigure) -> tuple[int, int]:
        return documents.index(one.published.document_id), metrics.index(one.metric)

    groups: dict[tuple[int, str], list[ReconciledFigure]] = {}
    for one in sorted(view.told(*metrics), key=place):
        stated = one.published
        groups.setdefault((stated.document_id, whose(view, stated)), []).append(one)
    return tuple(
        DocumentStatement(
            whose=name,
            document=view.reference.documents[document],
            verdicts=tuple(found),
            figures=tuple(show(view, one) for one in found),
        )
        for (document, name), found in groups.items()
    )


def show(view: View, verdict: ReconciledFigure) -> FigureCell:
    """A published figure on show, labelled by what the document says where that reads otherwise."""
    label = verdict.published.label
    shown = view.show_stated(verdict, label=label)
    said = as_stated(verdict.published)
    if shown.text == said:
        return shown
    return view.show_stated(verdict, label=f"{label}（通报{said}）")


def whose(view: View, stated: PublishedFigure) -> str:
    """Whom a published figure speaks of: the unit, or which campaign, or the city."""
    if stated.district_id is not None:
        return view.reference.places.by_id(stated.district_id).name
    if stated.campaign is None:
        return stated.scope
    action = view.reference.campaign_of(stated)
    if action is not None:
        return action.title
    if stated.campaign not in CAMPAIGN_KINDS.values():
        return stated.campaign
    when = Month.of(stated.period_start).words if stated.period_start else ""
    return f"{when}“{stated.campaign}”"


def as_stated(published: PublishedFigure) -> str:
    """A published figure as the document writes it, with its 余: 15万余份."""
    return units.text(
        published.value, unit=published.unit, at_least=published.qualifier == "at_least"
    )


def source_of(view: View, document: SourceDocument) -> str:
    """Which document it is, where there are several."""
    return f"出自{document.number}" if len(view.reference.documents) > 1 else ""


def unfiltered(view: View) -> str:
    """What a title adds where the filters change nothing of what is stated."""
    return "（通报口径，不随筛选变化）" if view.filters.without_period() != Filters() else ""


def not_told(view: View) -> str:
    """Why no document says anything: none is loaded, or they speak of later days only."""
    if not view.reference.silent:
        return "尚未载入通报"
    first = min(one.refers_until for one in view.reference.silent)
    return f"通报所述截至{first.isoformat()}及以后，{view.as_of.isoformat()}还没有通报可对照"


def left_open(view: View, *keys: str) -> tuple[str, ...]:
    """What documents leave open about these figures, and what therefore is not shown."""
    return tuple(
        f"原文未说明：{gap.question}{gap.consequence}"
        for gap in view.reference.gaps
        if gap.figure_key is not None and metric_named(gap.figure_key) in keys
    )
