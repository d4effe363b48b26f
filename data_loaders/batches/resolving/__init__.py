"""From a line to a row of the store, ledger by ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from data_loaders.batches.draft import Draft
from data_loaders.batches.entry import Entry
from data_loaders.batches.resolving.cases import case
from data_loaders.batches.resolving.findings import finding
from data_loaders.batches.resolving.inspections import inspection
from data_loaders.batches.resolving.publicity import activity
from data_loaders.batches.resolving.registers import exam_site, institution
from data_loaders.batches.resolving.reviews import review
from data_loaders.batches.resolving.training import exam_month, training_class

Resolve = Callable[[Entry, int], Draft | None]
"""A line and its number within the load to its draft; None: refused, and the entry says why."""

RESOLVERS: Final[Mapping[str, Resolve]] = MappingProxyType(
    {
        "institutions": institution,
        "exam_sites": exam_site,
        "reviews": review,
        "inspections": inspection,
        "findings": finding,
        "cases": case,
        "publicity": activity,
        "classes": training_class,
        "exam_months": exam_month,
    }
)

__all__ = ["RESOLVERS", "Resolve"]
