"""Filters that are one of a list, each declared once: bar, address, command, briefing, sentence.

Whoever iterates over `CHOICE_FILTERS` has them all; the field of `Filters` of the same name keeps
what was chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from dashboard.errors import BadFilterError
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.store.reference import Reference


@dataclass(frozen=True, kw_only=True)
class ChoiceFilter:
    """One filter.

    Args:
        name: Field of `Filters`, its control and its name in the URL.
        label: What a reader calls it.
        dimension: What rows are told apart by.
        help: What the command line says of it.
        terms: The closed list, key to Chinese term; empty where the store names what there is.
    """

    name: str
    label: str
    dimension: str
    help: str
    terms: Mapping[str, str] = field(default_factory=dict)

    def options(self, reference: Reference) -> list[str]:
        """What can be chosen, as a reader reads it."""
        return list(self.terms.values()) or [one.name for one in reference.campaigns]

    def stored(self, chosen: str) -> str:
        """What rows hold where this was chosen.

        Raises:
            BadFilterError: it is none of the closed list.
        """
        return key_of(self.terms, chosen) if self.terms and chosen else chosen


CHOICE_FILTERS: Final = (
    ChoiceFilter(
        name="kind",
        label="机构类型",
        dimension="institution_kind",
        help="机构类型, as 民办非企业.",
        terms=INSTITUTION_KINDS,
    ),
    ChoiceFilter(
        name="campaign",
        label="专项行动",
        dimension="campaign",
        help="Full name of a 专项行动.",
    ),
    ChoiceFilter(
        name="category",
        label="问题类别",
        dimension="category",
        help="问题类别, as 培训档案.",
        terms=FINDING_CATEGORIES,
    ),
    ChoiceFilter(
        name="severity",
        label="严重程度",
        dimension="severity",
        help="严重程度, as 较大.",
        terms=SEVERITIES,
    ),
)
"""In the order in which a reader meets them."""
CONTROLS: Final = ("district", "period", *(one.name for one in CHOICE_FILTERS))
"""Every control of the filter bar, in its order."""


def key_of(choices: Mapping[str, str], label: str) -> str:
    """The key of a closed list's term.

    Raises:
        BadFilterError: it is none of the list.
    """
    for key, text in choices.items():
        if text == label:
            return key
    raise BadFilterError(f"“{label}”不在可选项（{'、'.join(choices.values())}）之中")
