"""The page's two faces: all institutions, or one of them; and what both know of states."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard import theme
from dashboard.sections.figure_cell import Link
from dashboard.sections.view import View
from dashboard.store.models.institutions import REVIEW_OUTCOMES

PAGE = "institutions"
LIST_PARAMS = ("q", "state", "sort", "page")
"""URL parameters of the register's own controls."""
PARAMS = (*LIST_PARAMS, "institution", "events")
"""All URL parameters of the page."""

COLOURS: Mapping[str, str] = MappingProxyType(
    {word: theme.STATE[outcome] for outcome, word in REVIEW_OUTCOMES.items()}
)
"""Word of each state to its colour, in the order of stacking."""
STATE_METRICS: Mapping[str, str] = MappingProxyType(
    {word: f"review_institutions_{outcome}" for outcome, word in REVIEW_OUTCOMES.items()}
)
"""Word of each state to the metric that counts it."""

REVIEW_LEDGER = "reviews"


def of_all(view: View) -> bool:
    """Whether the page is about all institutions."""
    return not view.params.get("institution")


def of_one(view: View) -> bool:
    """Whether the page is one institution's own."""
    return not of_all(view)


def dossier_link(view: View, *, institution: int, name: str) -> Link:
    """The link to an institution's own page; it remembers where in the list it was."""
    kept = {name: view.params.get(name, "") for name in LIST_PARAMS}
    return view.link(name, PAGE, **kept, institution=str(institution))


def has_reviews(view: View) -> bool:
    """Whether a ledger of reviews is loaded at all."""
    return bool(view.reference.batches_of(REVIEW_LEDGER))
