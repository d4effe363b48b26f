"""Circulars of our own making: two years that each look back, for tests of what is plural."""

from __future__ import annotations

from datetime import date

from tests.ledger import Ledger

FOUND = {2024: 181, 2025: 60}
"""Findings that each year's circular states."""


def two_circulars(ledger: Ledger) -> None:
    """Two documents, each of its own look-back in November, speaking from the year's end."""
    for year, found in FOUND.items():
        document = ledger.add(
            "source_document", number=f"渝应急办发〔{year}〕号", refers_until=date(year, 12, 31)
        )
        ledger.add(
            "published_figure",
            document_id=document,
            key="lookback_problems_found",
            label="回头看发现问题",
            value=found,
            campaign="回头看",
            period_label=f"{year}年11月",
            period_start=date(year, 11, 1),
            period_end=date(year, 11, 30),
        )


def two_lookbacks(ledger: Ledger) -> None:
    """The look-backs themselves: one visit each, and as many findings as the circular says."""
    for year, found in FOUND.items():
        first = date(year, 11, 4)
        campaign = ledger.add(
            "campaign",
            name=f"{year}年专项治理“回头看”",
            kind="lookback",
            started_on=first,
            ended_on=date(year, 11, 29),
        )
        visit = ledger.add("inspection", campaign_id=campaign, inspected_on=first)
        for _ in range(found):
            ledger.add("finding", inspection_id=visit, found_on=first)
