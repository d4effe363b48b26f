"""What the sections of the page share: its parameters, its empty states, links to its kin."""

from __future__ import annotations

from typing import Final

from dashboard.metrics.facts import ORDERS
from dashboard.sections.view import View

PAGE: Final = "rectification"
LIST: Final = "term"
STAGE: Final = "stage"
UNIT: Final = "unit"
PLACE: Final = "row"
GROUPS: Final = "by"
PARAMS: Final = (LIST, STAGE, UNIT, PLACE, GROUPS)
"""URL parameters of the page: of its list the term, the stage, findings or orders, and the page;
of its curves what they are split by."""
NO_LEDGER: Final = (
    "问题台账尚未导入。通报所说的问题整改了多少、哪些超期，原文未说明；"
    "导入问题台账后，这里给出闭环看板、到期与超期、销号用时和督办清单。"
)
NEEDS_LEDGER: Final = "导入问题台账后才有内容"
"""Why a briefing shows nothing of a section that follows findings."""


def has_ledger(view: View) -> bool:
    """Whether findings are loaded, so that there is anything to follow."""
    return bool(view.reference.batches_of("findings"))


def orders_ignore(view: View) -> str:
    """What the figures of orders leave unfiltered, in a sentence; empty where nothing."""
    names = view.filters.ignored_by(ORDERS, timed=True)
    return f"整改书不分{'、'.join(names)}，按整改书的数字不受该筛选影响。" if names else ""
