"""What one session is about to load: the files, the answers given, and the preview of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import streamlit as st
from sqlalchemy import Engine

from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.moments import BEIJING
from data_loaders.batches import (
    Loaded,
    Preview,
    PreviewOutdatedError,
    Progress,
    Upload,
    Watch,
    commit,
    preview,
)
from data_loaders.files.names import shown_name

_KEY: Final = "import-pending"


@dataclass(kw_only=True)
class Pending:
    """Files chosen and what is known of them; `stand` grows to give the page an empty field."""

    stand: int = 0
    seen: tuple[str, ...] = ()
    """What was chosen when the preview was made: the files' marks and the ledger."""
    preview: Preview | None = None
    decisions: dict[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        """Begin anew with no file."""
        self.stand += 1
        self.seen, self.preview, self.decisions = (), None, {}


def pending() -> Pending:
    """What this session is about to load."""
    kept = st.session_state.get(_KEY)
    if not isinstance(kept, Pending):
        kept = st.session_state[_KEY] = Pending()
    return kept


def look(waiting: Pending, engine: Engine, chosen: Sequence[Any], *, ledger: str | None) -> None:
    """Preview what is chosen, unless that is what was previewed last.

    Args:
        waiting: What the session is about to load.
        engine: The store.
        chosen: Files as the upload field gives them.
        ledger: The ledger they must be; None: told by the files.

    Raises:
        StoreError: the store cannot be read.
    """
    marks = (*(one.file_id for one in chosen), ledger or "")
    if marks == waiting.seen:
        return
    uploads = [Upload(name=shown_name(one.name), content=one.getvalue()) for one in chosen]
    waiting.preview, waiting.decisions = None, {}
    with watching() as watch:
        waiting.preview = preview(engine, uploads, today=_today(), ledger=ledger, watch=watch)
    waiting.seen = marks


def answer(waiting: Pending, engine: Engine, answers: dict[str, str]) -> None:
    """Preview the same files again with more answers.

    Raises:
        StoreError: the store cannot be read.
    """
    asked = waiting.preview
    if asked is None:
        return
    waiting.decisions |= answers
    with watching() as watch:
        waiting.preview = preview(
            engine,
            asked.files,
            decisions=waiting.decisions,
            today=asked.today,
            ledger=asked.ledger,
            earlier=asked,
            watch=watch,
        )


def load(waiting: Pending, engine: Engine, *, by: str, partial: bool) -> Loaded | None:
    """Write what was previewed; None where nothing was there to write.

    Raises:
        OversightError: nothing was written; an outdated preview is replaced by the new one.
    """
    seen = waiting.preview
    if seen is None:
        return None
    with watching() as watch:
        try:
            done = commit(engine, seen, by=by, partial=partial, watch=watch)
        except PreviewOutdatedError as error:
            waiting.preview = error.preview
            raise
    waiting.forget()
    return done


@contextmanager
def watching() -> Iterator[Watch]:
    """Show how far a preview or a load is, and take that away at its end.

    A click while it goes on ends it: then nothing was written.
    """
    line, bar = st.empty(), st.empty()

    def show(progress: Progress) -> None:
        with line:
            put(html('<p class="notice" role="status">{}：{}</p>', progress.label, _said(progress)))
        if progress.total:
            bar.progress(min(1.0, progress.done / progress.total))

    try:
        yield show
    finally:
        line.empty()
        bar.empty()


def _said(progress: Progress) -> str:
    if progress.total:
        return f"{progress.done}/{progress.total}"
    return f"{progress.done:,}行"


def _today() -> Any:
    return datetime.now(BEIJING).date()
