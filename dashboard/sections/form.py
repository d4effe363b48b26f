"""A form: what a reader writes into the store, filled in, shown once more, and only then sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Engine


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One thing to fill in; `options` make it a choice of words, else it is text.

    `longest` is in letters; a text of more than one `lines` has a field of that height.
    """

    name: str
    label: str
    options: tuple[str, ...] = ()
    placeholder: str = ""
    longest: int = 40
    lines: int = 1
    required: bool = False
    given: str = ""
    """What stands there before anything is filled in."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A block whose values are written by `send` after the reader has confirmed them.

    `send` gets the store and the values by entry, and returns what is said when it is done; it
    raises an OversightError whose Chinese text says what is wrong. Surfaces that only show leave
    the form out.
    """

    key: str
    title: str
    entries: tuple[FormField, ...]
    check: str
    """On the button that leads to the confirmation."""
    confirm: str
    """On the button that writes."""
    asks: str
    """The question of the confirmation."""
    send: Callable[[Engine, Mapping[str, str]], str]
    note: str = ""

    def problem(self, values: Mapping[str, str]) -> str:
        """What keeps the values from being sent, in Chinese; empty where nothing does."""
        for entry in self.entries:
            value = values.get(entry.name, "").strip()
            if entry.required and not value:
                return f"请填写“{entry.label}”"
            if len(value) > entry.longest:
                return f"“{entry.label}”最多{entry.longest}字，现有{len(value)}字"
        return ""
