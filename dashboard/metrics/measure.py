"""`measure`: the only way to a number, in one statement for any number of questions of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from dashboard.analysis.survival import Curve, survival
from dashboard.errors import UnknownMetricError
from dashboard.metrics.counting import Branch, Counted, Group, count
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.facts import DIMENSIONS, INTEGER_DIMENSIONS
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Metric

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: which metrics, grouped by what, of which rows, as of which day."""

    metrics: tuple[str, ...]
    as_of: date
    by: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One number and what it is made of.

    `value` is None where nothing was reported or the denominator is zero. `at_least` says that a
    part of it was reported with 余; `thin` that the denominator is below the metric's minimum.
    A time has the `curve` it is read from, and no value where that does not come down far enough.
    """

    metric: str
    group: Group
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int
    exposure: int
    at_least: bool
    thin: bool
    curve: Curve | None = None

    @property
    def unreached(self) -> bool:
        """Whether it is a time that too few rows have come to their end to tell."""
        return self.curve is not None and self.rows > 0 and self.value is None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The figures that answer one question, by metric and group; groups never seen are absent."""

    question: Question
    figures: tuple[Figure, ...]
    _index: dict[tuple[str, Group], Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {(figure.metric, figure.group): figure for figure in self.figures}
        object.__setattr__(self, "_index", index)

    def get(self, metric: str, *group: Any) -> Figure:
        """The figure of `metric` for `group`; a group no ledger mentions gives a missing one."""
        return self._index.get((metric, group)) or _figure(METRICS[metric], group, {})

    def of(self, metric: str) -> tuple[Figure, ...]:
        """All figures of `metric`, in order of their groups."""
        return tuple(figure for figure in self.figures if figure.metric == metric)

    def frame(self) -> pd.DataFrame:
        """The figures as a tidy frame.

        Columns: metric, one per dimension of the question, value, numerator, denominator [the
        metric's unit], rows and exposure [ledger rows], at_least, thin. Grain: metric and group.
        """
        import pandas as pd  # half a second that a plain listing need not pay

        names = ("value", "numerator", "denominator", "rows", "exposure", "at_least", "thin")
        return pd.DataFrame(
            [
                (figure.metric, *figure.group, *(getattr(figure, name) for name in names))
                for figure in self.figures
            ],
            columns=["metric", *self.question.by, *names],
        )


def measure(session: Session, questions: Sequence[Question]) -> list[Measured]:
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


def _measure_day(
    session: Session, asked: Sequence[tuple[int, Question]], *, as_of: date
) -> dict[int, Measured]:
    branches: list[Branch] = []
    owners: dict[tuple[int, int], int] = {}  # (question, identity of tally) -> branch
    for at, question in asked:
        for key in question.metrics:
            for tally in METRICS[key].tallies:
                if (at, id(tally)) not in owners:
                    owners[at, id(tally)] = len(branches)
                    branches.append(Branch(tally=tally, by=question.by, filters=question.filters))
    counted = count(session, branches, as_of=as_of)
    return {
        at: _answer(
            question, {tally: counted[place] for (of, tally), place in owners.items() if of == at}
        )
        for at, question in asked
    }


def _answer(question: Question, counted: Mapping[int, Mapping[Group, Counted]]) -> Measured:
    """Put the figures of a question together; `counted` is by identity of tally."""
    figures = []
    for key in question.metrics:
        metric = METRICS[key]
        parts = {id(tally): counted[id(tally)] for tally in metric.tallies}
        groups = {group for part in parts.values() for group in part}
        for group in sorted(groups, key=lambda group: tuple(name or "" for name in group)):
            figures.append(
                _figure(
                    metric,
                    _typed(group, question.by),
                    {tally: part[group] for tally, part in parts.items() if group in part},
                )
            )
    return Measured(question=question, figures=tuple(figures))


def _figure(metric: Metric, group: Group, counts: Mapping[int, Counted]) -> Figure:
    """Put one figure together from its tallies; a zero needs something that could have been."""
    nothing = Counted(amount=0)
    top = counts.get(id(metric.numerator), nothing)
    exposure = counts.get(id(metric.exposed), nothing).rows
    numerator = top.amount if exposure or top.rows else None
    denominator = value = None
    if metric.denominator is not None:
        denominator = counts.get(id(metric.denominator), nothing).amount
        if numerator is not None and denominator:
            value = numerator / denominator
    else:
        value = numerator
    curve = None
    if metric.quantile is not None:
        curve = survival(top.spans)
        value = curve.quantile(metric.quantile).day
    return Figure(
        metric=metric.key,
        group=group,
        value=value,
        numerator=numerator,
        denominator=denominator,
        rows=top.rows,
        exposure=exposure,
        at_least=top.bounded > 0,
        thin=_basis(metric, top, denominator) < metric.min_denominator,
        curve=curve,
    )


def _basis(metric: Metric, top: Counted, denominator: float | None) -> float:
    """What a rate or a time stands on; a count stands on itself."""
    if metric.denominator is not None:
        return denominator or 0
    return top.rows if metric.quantile is not None else metric.min_denominator


def _typed(group: Group, by: tuple[str, ...]) -> Group:
    return tuple(
        int(value) if name in INTEGER_DIMENSIONS and value is not None else value
        for name, value in zip(by, group, strict=True)
    )


def _check(question: Question) -> None:
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
