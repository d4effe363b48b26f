"""From a line to a row of the store, ledger by ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from data_loaders.batches.resolve.cases import case
from data_loaders.batches.resolve.context import LoadContext
from data_loaders.batches.resolve.documents import (
    document,
    figure,
    gap,
    mention,
    practice,
    task,
)
from data_loaders.batches.resolve.findings import finding
from data_loaders.batches.resolve.inspections import inspection
from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.publicity import activity
from data_loaders.batches.resolve.registers import exam_site, institution
from data_loaders.batches.resolve.reviews import review
from data_loaders.batches.resolve.row_values import RowValues
from data_loaders.batches.resolve.training import exam_month, training_class
from data_loaders.batches.resolve.unfit import look_up
from data_loaders.problems import Problem
from data_loaders.reading.records import SheetLine

Resolve = Callable[[ParsedRow, int], RowValues | None]
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
        "documents": document,
        "document_figures": figure,
        "document_mentions": mention,
        "document_practices": practice,
        "document_tasks": task,
        "document_gaps": gap,
    }
)


def resolved(
    ledger: str, line: SheetLine, *, number: int, context: LoadContext
) -> tuple[RowValues | None, list[Problem]]:
    """The row of the store that a line tells, None if it cannot be loaded, and what is wrong."""
    if line.record is None:
        return None, look_up(ledger, line.unfit, context=context)
    entry = ParsedRow(line.record, context=context)
    draft = RESOLVERS[ledger](entry, number)
    return None if entry.refused else draft, entry.problems


__all__ = ["RESOLVERS", "Resolve", "resolved"]
