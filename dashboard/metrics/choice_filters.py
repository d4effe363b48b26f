"""Filters that are one of a list: what their declaration at a field of `Filters` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dashboard.errors import BadFilterError
from dashboard.store.reference import Reference

_DECLARED: Final = "choice"


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


def choice(label: str, *, dimension: str, says: str, terms: Mapping[str, str] | None = None) -> Any:
    """A field of `Filters` that is one of a list; empty means any. See `ChoiceFilter`."""
    declared = {"label": label, "dimension": dimension, "help": says, "terms": terms or {}}
    return field(default="", metadata={_DECLARED: declared})


def declared_in(kind: Any) -> tuple[ChoiceFilter, ...]:
    """The choices among the fields of a dataclass, in their order."""
    return tuple(
        ChoiceFilter(name=name, **one.metadata[_DECLARED])
        for name, one in kind.__dataclass_fields__.items()
        if _DECLARED in one.metadata
    )


def key_of(choices: Mapping[str, str], label: str) -> str:
    """The key of a closed list's term.

    Raises:
        BadFilterError: it is none of the list.
    """
    for key, text in choices.items():
        if text == label:
            return key
    raise BadFilterError(f"“{label}”不在可选项（{'、'.join(choices.values())}）之中")
