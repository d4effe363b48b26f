"""The nine ledgers and the sheets of a document by key, each after those it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from data_loaders.ledgers.cases import CASES
from data_loaders.ledgers.classes import CLASSES
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.document_figures import FIGURES
from data_loaders.ledgers.document_words import GAPS, MENTIONS, PRACTICES, TASKS
from data_loaders.ledgers.documents import DOCUMENTS
from data_loaders.ledgers.exam_months import EXAM_MONTHS
from data_loaders.ledgers.exam_sites import EXAM_SITES
from data_loaders.ledgers.findings import FINDINGS
from data_loaders.ledgers.inspections import INSPECTIONS
from data_loaders.ledgers.institutions import INSTITUTIONS
from data_loaders.ledgers.publicity import PUBLICITY
from data_loaders.ledgers.reviews import REVIEWS

LEDGERS: Final[Mapping[str, Ledger]] = MappingProxyType(
    {
        ledger.key: ledger
        for ledger in (
            INSTITUTIONS,
            EXAM_SITES,
            REVIEWS,
            INSPECTIONS,
            FINDINGS,
            CASES,
            PUBLICITY,
            CLASSES,
            EXAM_MONTHS,
        )
    }
)
"""The order is the order of loading."""
DOCUMENT_SHEETS: Final[Mapping[str, Ledger]] = MappingProxyType(
    {sheet.key: sheet for sheet in (DOCUMENTS, FIGURES, MENTIONS, PRACTICES, TASKS, GAPS)}
)
"""The sheets of a published document: a workbook of its own."""
SHEETS: Final[Mapping[str, Ledger]] = MappingProxyType({**LEDGERS, **DOCUMENT_SHEETS})
"""Everything that is loaded, in the order of loading."""
