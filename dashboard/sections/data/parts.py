"""The parts of the page: one is mounted at a time, so that the first screen stays light."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from dashboard.metrics.reconcile import Agreement
from dashboard.sections.answer import Answer, Choice
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.operation import LEDGERS

CIRCULAR: Final = "通报核对"
DEFINITIONS: Final = "指标口径"
GAPS: Final = "原文未说明"
REQUIREMENTS: Final = "要求与经验"
STANDARDS: Final = "标准条款"
HOLDINGS: Final = "台账与区划"

PARTS: Final = (CIRCULAR, DEFINITIONS, GAPS, REQUIREMENTS, STANDARDS, HOLDINGS)
PARAMS: Final = ("view", "metric", "q", "family", "page", "institution")
"""The page's own URL parameters."""


def shows_rows(view: View) -> bool:
    """Whether the reader came for the rows behind one figure."""
    return bool(view.params.get("metric"))


def mounted(part: str) -> Callable[[View], bool]:
    """Whether `part` is the one chosen; the first where none or an unknown one is."""

    def when(view: View) -> bool:
        chosen = view.params.get("view", "")
        return not shows_rows(view) and (chosen if chosen in PARTS else CIRCULAR) == part

    return when


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    return Answer(
        title=_title(view),
        blocks=(Choice(name="view", label="看哪一部分", options=PARTS, default=CIRCULAR),),
    )


def _title(view: View) -> str:
    """Can these numbers be trusted: agreement, what is loaded, what the source leaves open."""
    _, differing, _ = counts(view)
    loaded = sum(bool(view.reference.batches_of(ledger)) for ledger in LEDGERS)
    told = f"{differing}项与通报不一致；" if differing else ""
    until = f"，数据截至{view.state.data_until}" if view.state.data_until else ""
    held = f"已导入{loaded}本{until}" if loaded else "均未导入，只有通报数字"
    gaps = f"原文未说明{len(view.reference.gaps)}处，一律不作推断"
    return f"{told}{len(LEDGERS)}本台账{held}；{gaps}"


def counts(view: View) -> tuple[int, int, int]:
    """How many published figures agree with the ledgers, differ, or have no ledger."""
    found = [verdict.agreement for verdict in view.verdicts]
    agreeing, differing = found.count(Agreement.AGREES), found.count(Agreement.DIFFERS)
    return agreeing, differing, len(view.reference.figures) - agreeing - differing


OVERVIEW = Section(
    key="data-parts",
    question="这些数字可信吗？",
    answer=_answer,
    when=lambda view: not shows_rows(view),
    not_briefed="a choice of parts of its own page, with nothing to say elsewhere",
)
