"""The nine ledgers by key, each after those it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from data_loaders.ledgers.cases import CASES
from data_loaders.ledgers.classes import CLASSES
from data_loaders.ledgers.declaration import Ledger
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
