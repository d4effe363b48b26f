"""What the map can show: readable names, as they stand in the URL, to metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.sections.view import View

NAMED = "通报点名"
RATE = "次均问题"
METRIC_OF: Mapping[str, str] = MappingProxyType(
    {
        "发现问题": "findings",
        "未销号": "findings_open",
        "超期未整改": "findings_overdue",
        RATE: "findings_per_inspection",
        "检查次数": "inspections",
    }
)
"""Name of a measure to its metric; 通报点名 has none, as naming is no count."""
OPTIONS = (*METRIC_OF, NAMED)
MAPPED = tuple(METRIC_OF.values())


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The measure a view asks for; `unknown` is what the link named, if there is no such one."""

    name: str
    unknown: str = ""

    @property
    def metric(self) -> str | None:
        """Its metric; None for 通报点名."""
        return METRIC_OF.get(self.name)


def default(view: View) -> str:
    """What is shown unasked: findings, or what the circular names where no ledger is loaded."""
    if view.reference.mentions and not has_ledger(view):
        return NAMED
    return OPTIONS[0]


def chosen(view: View) -> Chosen:
    """The measure of the URL; an unknown one gives the default and is named."""
    asked = view.params.get("measure", "")
    if asked in OPTIONS:
        return Chosen(name=asked)
    return Chosen(name=default(view), unknown=asked)


def has_ledger(view: View) -> bool:
    """Whether inspections or findings are loaded, so that there is anything to count."""
    return any(view.reference.batches_of(ledger) for ledger in ("inspections", "findings"))
