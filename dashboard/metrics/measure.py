"""`measure`: the only way to a number, in one statement for any number of questions of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from dashboard.errors import UnknownMetricError
from dashboard.metrics.branch import Branch, Group
from dashboard.metrics.counting import count
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.facts import DIMENSIONS, FACTS, INTEGER_DIMENSIONS
from dashboard.metrics.figure import Counts, Figure, figure_of, known_of, withheld
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Metric, Tally

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class FigureQuery:
    """What is asked: which metrics, grouped by what, of which rows, as of which day, for whom."""

    metrics: tuple[str, ...]
    as_of: date
    by: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    case_role: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "filters", self.filters.on(self.as_of))

    def withholds(self, metric: str) -> bool:
        """Whether the figures of a metric are not told: numbers of persons of parts of the city."""
        if self.case_role or not METRICS[metric].counts_persons:
            return False
        return bool(self.by) or METRICS[metric].acting(self.filters) != Filters()


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The figures that answer one question, by metric and group; groups never seen are absent."""

    question: FigureQuery
    figures: tuple[Figure, ...]
    counts: Counts = field(repr=False, compare=False)
    _index: dict[tuple[str, Group], Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {(figure.metric, figure.group): figure for figure in self.figures}
        object.__setattr__(self, "_index", index)

    def get(self, metric: str, *group: Any) -> Figure:
        """The figure of `metric` for `group`; a group no ledger mentions has its state as well."""
        if self.question.withholds(metric):
            return withheld(metric, group)
        found = self._index.get((metric, group))
        if found is None:
            found = figure_of(METRICS[metric], group, self.counts, asked=_text(group))
        return found

    def of(self, metric: str) -> tuple[Figure, ...]:
        """All figures of `metric`, in order of their groups."""
        return tuple(figure for figure in self.figures if figure.metric == metric)

    def frame(self) -> pd.DataFrame:
        """The figures as a tidy frame.

        Columns: metric, one per dimension of the question, value, numerator, denominator [the
        metric's unit], rows and population [ledger rows], at_least, state [key]. Grain: metric and
        group.
        """
        import pandas as pd  # half a second that a plain listing need not pay

        names = ("value", "numerator", "denominator", "rows", "population", "at_least")
        return pd.DataFrame(
            [
                (
                    figure.metric,
                    *figure.group,
                    *(getattr(figure, name) for name in names),
                    figure.state.name.lower(),
                )
                for figure in self.figures
            ],
            columns=["metric", *self.question.by, *names, "state"],
        )


def measure(session: Session, questions: Sequence[FigureQuery]) -> list[Measured]:
    """Answer all questions, one statement for each day asked of.

    Raises:
        UnknownMetricError: no such metric, or it cannot be grouped as asked.
    """
    for question in questions:
        _check(question)
    answers: dict[int, Measured] = {}
    for day in sorted({question.as_of for question in questions}):
        asked = [(at, question) for at, question in enumerate(questions) if question.as_of == day]
        answers.update(_measure_day(session, asked, as_of=day))
    return [answers[at] for at in range(len(questions))]


def unanswered(question: FigureQuery) -> Measured:
    """The answer to a question that no ledger can be asked."""
    counts = Counts(by=question.by, tallies={}, empty=frozenset(FACTS.values()))
    return Measured(question=question, figures=(), counts=counts)


def _measure_day(
    session: Session, asked: Sequence[tuple[int, FigureQuery]], *, as_of: date
) -> dict[int, Measured]:
    branches: list[Branch] = []
    places: dict[Branch, int] = {}  # one branch for all questions that ask it
    owners: dict[tuple[int, int, bool], int] = {}  # (question, tally, timed) -> branch
    for at, question in asked:
        for metric in (METRICS[key] for key in question.metrics):
            for tally, timed in _parts(metric):
                branch = Branch(
                    tally=tally,
                    by=known_of(tally, question.by),
                    filters=question.filters.acting_on(tally.fact, timed=timed),
                    timed=timed,
                )
                if branch not in places:
                    places[branch] = len(branches)
                    branches.append(branch)
                owners[at, id(tally), timed] = places[branch]
    facts = tuple({one.tally.fact: None for one in branches})
    counted, empty = count(session, branches, facts, as_of=as_of)
    return {
        at: _answer(
            question,
            Counts(
                by=question.by,
                tallies={
                    (tally, timed): counted[place]
                    for (of, tally, timed), place in owners.items()
                    if of == at
                },
                empty=empty,
            ),
        )
        for at, question in asked
    }


def _parts(metric: Metric) -> list[tuple[Tally, bool]]:
    """Every aggregate a figure is decided from, and whether a period acts on it."""
    timed = metric.nature.timed
    one = metric.population
    return [*((part, timed) for part in metric.measured), (one.tally, timed and one.timed)]


def _answer(question: FigureQuery, counts: Counts) -> Measured:
    """Put the figures of a question together.

    Withheld ones have no groups: that a group is there would tell that somebody is.
    """
    figures = []
    for metric in (METRICS[key] for key in question.metrics):
        if question.withholds(metric.key):
            continue
        groups = {
            group
            for tally, timed in _parts(metric)
            if known_of(tally, question.by) == question.by
            for group in counts.tallies[id(tally), timed]
        }
        for group in sorted(groups, key=lambda group: tuple(name or "" for name in group)):
            figures.append(figure_of(metric, _typed(group, question.by), counts, asked=group))
    return Measured(question=question, figures=tuple(figures), counts=counts)


def _text(group: Group) -> Group:
    """A group as the statement gives it, every value as text."""
    return tuple(None if value is None else str(value) for value in group)


def _typed(group: Group, by: tuple[str, ...]) -> Group:
    return tuple(
        int(value) if name in INTEGER_DIMENSIONS and value is not None else value
        for name, value in zip(by, group, strict=True)
    )


def _check(question: FigureQuery) -> None:
    for key in question.metrics:
        if key not in METRICS:
            raise UnknownMetricError(f"没有名为“{key}”的指标", f"no metric is named {key!r}")
        for name in question.by:
            if name not in METRICS[key].dimensions:
                label = DIMENSIONS.get(name, name)
                raise UnknownMetricError(
                    f"指标“{METRICS[key].label}”不能按“{label}”分组",
                    f"{key} cannot be grouped by {name}",
                )
