"""Computing a briefing: every section asked under its own filters and brought to rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from dashboard.briefings.blocks import LONGEST, Keys, at_rest
from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.catalogue import CATALOGUE, CatalogueSection
from dashboard.briefings.snapshot import FrozenSection
from dashboard.errors import BriefingError
from dashboard.metrics.reconcile import ReconciledFigure, reconcile
from dashboard.sections.answer import Answer, Block, Cards, Notice, Row
from dashboard.sections.definition import Definition
from dashboard.sections.explanation import explain_metric
from dashboard.sections.section import Ask, Memory, gather
from dashboard.sections.view import View
from dashboard.store.reference import Reference, read_reference
from dashboard.store.state import StoreStatus

SINCE_DAYS: Final = 30
"""How far back the earlier day lies where a briefing names none."""

Progress = Callable[[int, int, str], None]
"""Told how many sections are done, of how many, and which one comes."""


def unheard(done: int, of: int, what: str) -> None:
    """Progress that nobody listens to."""


@dataclass(frozen=True, kw_only=True)
class StoreFacts:
    """The reference facts of one stand of the store."""

    state: StoreStatus
    reference: Reference
    verdicts: tuple[ReconciledFigure, ...]


class SharedAnswers:
    """Keeps what one section asked for the others."""

    def __init__(self) -> None:
        self._kept: dict[Ask, Any] = {}

    def get(self, ask: Ask) -> Any | None:
        """What was kept for `ask`, or None."""
        return self._kept.get(ask)

    def put(self, ask: Ask, got: Any) -> None:
        """Keep `got` for `ask`."""
        self._kept[ask] = got

    def claimed(self, asks: Sequence[Ask]) -> AbstractContextManager[Sequence[Ask]]:
        """All: nobody else answers for this computation."""
        return nullcontext(asks)

    def confirm(self, session: Session) -> None:
        """The session is this computation's own and sees what it has begun with."""


def facts_of(session: Session, state: StoreStatus) -> StoreFacts:
    """Read the reference facts; names that only the case role may see are not among them."""
    reference = read_reference(session, case_role=False)
    verdicts = reconcile(session, reference, data_until=state.data_until)
    return StoreFacts(state=state, reference=reference, verdicts=verdicts)


def day_of(briefing: Briefing, facts: StoreFacts) -> date:
    """The day a briefing looks at: its own, or the last with data, or the documents' last.

    Raises:
        BriefingError: the store holds nothing, or nothing of so late a day.
    """
    newest = facts.state.data_until or facts.reference.refers_until
    if newest is None:
        raise BriefingError("数据库里还没有台账和通报，请先导入", "the store holds nothing yet")
    if briefing.as_of is not None and briefing.as_of > newest:
        raise BriefingError(
            f"数据只到{newest}，不能按{briefing.as_of}编制", f"there is no data after {newest}"
        )
    return briefing.as_of or newest


def compute(
    session: Session,
    briefing: Briefing,
    facts: StoreFacts,
    *,
    as_of: date,
    memory: Memory,
    progress: Progress = unheard,
) -> tuple[FrozenSection, ...]:
    """Answer every section that is not hidden; what one has asked is kept in `memory` for others.

    Raises:
        BriefingError: a section is not of this program.
        SnapshotError: a section says something that cannot be frozen.
    """
    keys, sections = Keys(), []
    for done, item in enumerate(briefing.shown):
        view = _view(item, briefing, facts, as_of=as_of)
        progress(done, len(briefing.shown), entry_label(item))
        sections.append(_section(session, item, view, memory=memory, keys=keys, at=done + 1))
    progress(len(briefing.shown), len(briefing.shown), "")
    return tuple(sections)


def entry_label(item: Item) -> str:
    """How a reader knows an item's section.

    Raises:
        BriefingError: it is not of this program.
    """
    entry = CATALOGUE.get(item.section)
    if entry is None:
        raise BriefingError(f"板块“{item.section}”不在本程序中", f"no section {item.section!r}")
    return entry.label


def _view(item: Item, briefing: Briefing, facts: StoreFacts, *, as_of: date) -> View:
    return View(
        state=facts.state,
        reference=facts.reference,
        reconciled=lambda: facts.verdicts,
        filters=item.filters.settled(facts.reference.places, on=as_of),
        as_of=as_of,
        earlier=briefing.compared_with or as_of - timedelta(days=SINCE_DAYS),
        params=dict(item.params),
        longest=LONGEST,
    )


def _section(
    session: Session, item: Item, view: View, *, memory: Memory, keys: Keys, at: int
) -> FrozenSection:
    entry = CATALOGUE[item.section]
    answer = at_rest(_answer(session, entry, view, memory=memory), view, keys=keys)
    return FrozenSection(
        key=f"s{at}",
        section=item.section,
        page=entry.page.path,
        title=item.title or answer.title,
        notes=item.notes,
        filters=view.filters,
        scope=view.sentence(),
        as_of=view.as_of,
        earlier=view.earlier,
        params=dict(item.params),
        answer=answer,
        definitions=_definitions(answer, view),
        sources=answer.sources,
    )


def _answer(session: Session, entry: CatalogueSection, view: View, *, memory: Memory) -> Answer:
    """What the section says, or why it is not asked under these filters."""
    # Without needs, `when` only says on which face of its page a section stands.
    if entry.section.needs and not entry.section.when(view):
        question = entry.section.question
        return Answer(title=question, blocks=(Notice(text=f"“{question}”{entry.section.needs}。"),))
    (got,) = gather(session, (entry.section,), view, memory=memory)
    return entry.section.answer(view, got)


def _definitions(answer: Answer, view: View) -> tuple[Definition, ...]:
    """Of every figure shown, then of every metric that stands in charts and tables alone."""
    of_figures = list(_of_figures(answer.blocks))
    explained = {one.metric for one in of_figures}
    return (
        *of_figures,
        *(
            explain_metric(key, view)
            for key in dict.fromkeys(answer.metrics)
            if key not in explained
        ),
    )


def _of_figures(blocks: tuple[Block, ...]) -> Iterator[Definition]:
    for block in blocks:
        if isinstance(block, Row):
            for _, inner in block.columns:
                yield from _of_figures(inner)
        if isinstance(block, Cards):
            for card in block.cards:
                for shown in (*card.figures, *card.behind):
                    if shown.explained is not None:
                        yield shown.explained
