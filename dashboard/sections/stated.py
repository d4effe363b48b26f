"""What a document states, beside what the ledgers hold for the same district and day."""

from __future__ import annotations

from dashboard import units
from dashboard.sections.view import Shown, View
from dashboard.store.models.sources import PublishedFigure


def stated(view: View, *keys: str) -> tuple[Shown, ...]:
    """The figures the document states, each in its own scope; what it does not state is left out.

    Where a ledger holds the same thing the ledger's figure is shown; the surface says whether the
    two agree, and the label what the document says where that reads differently.
    """
    found = ((key, view.verdicts.get(key)) for key in keys)
    figures = []
    for key, verdict in found:
        if verdict is None:
            continue
        shown = view.show_stated(key, label=verdict.published.label)
        if shown is None:
            continue
        told = as_stated(verdict.published)
        if shown.text != told:
            shown = view.show_stated(key, label=f"{verdict.published.label}（通报{told}）")
        if shown is not None:
            figures.append(shown)
    return tuple(figures)


def as_stated(published: PublishedFigure) -> str:
    """A published figure as the document writes it, with its 余: 15万余份."""
    return units.text(
        published.value, unit=published.unit, at_least=published.qualifier == "at_least"
    )


def unfiltered(view: View) -> str:
    """What a title adds where the filters change nothing of what is stated."""
    return "（通报口径，不随筛选变化）" if view.filters.query() else ""


def left_open(view: View, *keys: str) -> tuple[str, ...]:
    """What the document leaves open about these figures, and what therefore is not shown."""
    return tuple(
        f"原文未说明：{gap.question}{gap.consequence}"
        for gap in view.reference.gaps
        if gap.figure_key in keys
    )
