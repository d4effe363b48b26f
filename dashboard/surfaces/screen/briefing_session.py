"""What one reader's session holds of briefings: the draft, and where on the page it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import streamlit as st
from sqlalchemy import Engine

from dashboard.briefings.briefing import Briefing
from dashboard.briefings.keeping import change, opened
from dashboard.store.briefings import read_briefing
from dashboard.surfaces.screen.signing import signed

_DRAFT: Final = "briefing-draft"


@dataclass(kw_only=True)
class BriefingDraft:
    """A briefing as it is being edited; `past` is what can be undone, the last first."""

    key: int
    edition: int
    saved: Briefing
    now: Briefing
    past: list[Briefing] = field(default_factory=list)
    stand: int = 0
    """Grows where fields must show another value than the one typed into them."""

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost if the page were closed."""
        return self.now != self.saved

    def edit(self, briefing: Briefing, *, redraw: bool) -> None:
        """Take a change; `redraw` gives every field anew, as after a move."""
        if briefing == self.now:
            return
        self.past.append(self.now)
        self.now = briefing
        self.stand += redraw

    def undo(self) -> None:
        """Go back by one change."""
        self.now = self.past.pop()
        self.stand += 1


def draft_of(engine: Engine, key: int) -> BriefingDraft:
    """The draft of this session, or a new one from what is kept.

    Raises:
        BriefingError: there is no such briefing.
    """
    draft = st.session_state.get(_DRAFT)
    if isinstance(draft, BriefingDraft) and draft.key == key:
        return draft
    kept = read_briefing(engine, key)
    briefing = opened(kept)
    draft = BriefingDraft(key=key, edition=kept.edition, saved=briefing, now=briefing)
    st.session_state[_DRAFT] = draft
    return draft


def forget_draft() -> None:
    """Let go of the draft, as when another briefing is opened."""
    st.session_state.pop(_DRAFT, None)


def save(engine: Engine, draft: BriefingDraft) -> None:
    """Keep the draft.

    Raises:
        BriefingError: it cannot be kept, or somebody has changed the briefing since.
    """
    draft.edition = change(engine, draft.key, draft.now, edition=draft.edition, by=signed())
    draft.saved = draft.now


def go(**params: str) -> None:
    """Lead to another part of the page, in this session; empty parameters go."""
    wanted: Mapping[str, str] = {name: value for name, value in params.items() if value}
    for name in ("briefing", "version"):
        if name in wanted:
            st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]
