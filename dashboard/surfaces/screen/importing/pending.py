"""What one session is about to load: the files, the answers given, and the preview of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import streamlit as st
from sqlalchemy import Engine

from dashboard.clock import today
from dashboard.surfaces.screen.importing.turns import turns
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.upload_field import give_back, is_watched
from data_loaders.batches import (
    Loaded,
    Preview,
    PreviewOutdatedError,
    Progress,
    ProgressRate,
    Upload,
    Watch,
    commit,
    preview,
    said,
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
        give_back()
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
        waiting.preview = preview(engine, uploads, today=today(), ledger=ledger, watch=watch)
    waiting.seen = marks


def answer(waiting: Pending, engine: Engine, answers: Mapping[str, str | None]) -> None:
    """Preview the same files again with more answers, or other ones; None takes one back.

    Raises:
        StoreError: the store cannot be read.
    """
    asked = waiting.preview
    if asked is None:
        return
    said = {**waiting.decisions, **answers}
    waiting.decisions = {key: one for key, one in said.items() if one is not None}
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
    """Wait for a turn, show how far a preview or a load is, and take that away at its end.

    A click while it goes on ends it: then nothing was written. So does the loss of the reader while
    it waits.
    """
    line, bar = st.empty(), st.empty()

    def show(progress: Progress) -> None:
        left = pace.words(progress)
        with line:
            put(
                html(
                    '<p class="notice" role="status">{}：{}{}</p>',
                    progress.label,
                    said(progress),
                    f"，{left}" if left else "",
                )
            )
        if progress.whole is not None:
            bar.progress(min(1.0, progress.whole))

    def tell(place: int) -> None:
        if not is_watched():
            st.stop()
        with line:
            put(html('<p class="notice" role="status">{}</p>', _queued(place)))

    try:
        with turns().turn(tell):
            line.empty()
            pace = ProgressRate()
            yield show
    finally:
        line.empty()
        bar.empty()


def _queued(place: int) -> str:
    return (
        f"排队等候，现在是第{place}位：服务器正忙于其他人的文件，轮到后自动开始。"
        "离开本页或改选文件即退出队列。"
    )
