"""`measure`: the only way to a number, in one statement for any number of questions of a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Float,
    Integer,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from dashboard.errors import UnknownMetricError
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.facts import DIMENSIONS, INTEGER_DIMENSIONS
from dashboard.metrics.filters import Filters
from dashboard.metrics.metric import Metric, Tally

if TYPE_CHECKING:
    import pandas as pd

Group = tuple[Any, ...]


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
    session: Session, asked: Iterable[tuple[int, Question]], *, as_of: date
) -> dict[int, Measured]:
    asked = list(asked)
    width = max(len(question.by) for _, question in asked)
    branches: list[Select[Any]] = []
    owners: dict[tuple[int, int], int] = {}  # (question, identity of tally) -> branch
    for at, question in asked:
        for key in question.metrics:
            for tally in METRICS[key].tallies:
                if (at, id(tally)) not in owners:
                    owners[at, id(tally)] = len(branches)
                    branches.append(_branch(tally, question, number=len(branches), width=width))
    counted: dict[int, dict[Group, _Counted]] = {}
    for row in session.execute(union_all(*branches), {"as_of": as_of}):
        counted.setdefault(row.branch, {})[tuple(row[4:])] = _Counted(
            amount=None if row.amount is None else float(row.amount),
            rows=row.row_count,
            bounded=row.bounded,
        )
    return {at: _answer(question, at, owners, counted) for at, question in asked}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Counted:
    amount: float | None
    rows: int
    bounded: int


def _branch(tally: Tally, question: Question, *, number: int, width: int) -> Select[Any]:
    """One SELECT of the union: a tally by the question's groups, padded to the common width."""
    groups = [tally.fact.dimensions[name] for name in question.by]
    bounded = (
        literal(0)
        if tally.lower_bound is None
        else func.coalesce(func.sum(case((tally.lower_bound, 1), else_=0)), 0)
    )
    padding = [null() for _ in range(width - len(groups))]
    return (
        select(
            literal(number, Integer).label("branch"),
            cast(tally.amount, Float).label("amount"),
            func.count().label("row_count"),
            cast(bounded, Integer).label("bounded"),
            *(
                cast(group, String).label(f"group_{position}")
                for position, group in enumerate([*groups, *padding])
            ),
        )
        .select_from(tally.fact.source)
        .where(tally.fact.where, *tally.where, *question.filters.conditions(tally.fact))
        .group_by(*groups)
    )


def _answer(
    question: Question,
    at: int,
    owners: dict[tuple[int, int], int],
    counted: dict[int, dict[Group, _Counted]],
) -> Measured:
    depth = len(question.by)
    figures = []
    for key in question.metrics:
        metric = METRICS[key]
        parts = {
            id(tally): {
                group[:depth]: count
                for group, count in counted.get(owners[at, id(tally)], {}).items()
            }
            for tally in metric.tallies
        }
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


def _figure(metric: Metric, group: Group, counts: dict[int, _Counted]) -> Figure:
    """Put one figure together from its tallies; a zero needs something that could have been."""
    nothing = _Counted(amount=0, rows=0, bounded=0)
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
    return Figure(
        metric=metric.key,
        group=group,
        value=value,
        numerator=numerator,
        denominator=denominator,
        rows=top.rows,
        exposure=exposure,
        at_least=top.bounded > 0,
        thin=metric.denominator is not None and (denominator or 0) < metric.min_denominator,
    )


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
