"""A section that is one chart: a metric by one dimension, in parts of another, declared once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from dashboard import theme, units
from dashboard.dates import Month
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.facts import DIMENSIONS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.metrics.metric import Metric
from dashboard.sections.answer import Answer, Cell, Chart, Column, Table
from dashboard.sections.chart_shapes import Bars, Look, MonthColumns
from dashboard.sections.district_values import figure_cell, name_on, reporting
from dashboard.sections.section import Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View

_UNSTATED: Final = "未填报"
_ALWAYS: Final = ("month", "district")
"""What can stand in rows without being a closed list."""
_TOTAL: Final = "合计"
_LEAST: Final = "（含“余”，不少于此数）"


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A key by which figures are grouped, what the table calls it, and how it is drawn."""

    key: Hashable
    heading: str
    look: Look = Look()
    at_least: bool = False
    """Whether something in it was reported with 余, so that its sum is no less than shown."""

    def as_least(self) -> _Row:
        """The row, said to be no less than shown."""
        look = replace(self.look, remark=f"{self.look.remark}{_LEAST}")
        name = look.name or self.heading
        return replace(
            self, heading=f"{self.heading}{_LEAST}", look=replace(look, name=name), at_least=True
        )


@dataclass(frozen=True, kw_only=True)
class MetricChart:
    """What is counted, by what, in parts of what; table, chart, title and words follow.

    Args:
        key: Key of chart and table.
        metric: A count, of which parts add up.
        by: The dimension of the rows: `month`, `district`, or one that is a closed list.
        parts: The dimension of the stack, a closed list; empty: undivided.
        title: As it stands above chart and table; empty: said from metric and dimensions.
        note: What is to be said below the table.
        unstated: What the documents leave open, said where the ledger is not loaded.
    """

    key: str
    metric: str
    by: str
    parts: str = ""
    title: str = ""
    note: str = ""
    unstated: str = ""

    def __post_init__(self) -> None:
        terms = self._metric.fact.terms
        if units.UNITS[self._metric.unit].rate:
            raise ValueError(f"{self.metric}: parts of a rate do not add up")
        if self.by not in _ALWAYS and not terms(self.by):
            raise ValueError(f"{self.by} is no list whose terms could stand in rows")
        if self.parts and not 0 < len(terms(self.parts)) <= len(theme.CATEGORICAL):
            raise ValueError(f"{self.parts} is no list of at most {len(theme.CATEGORICAL)} terms")

    @property
    def _metric(self) -> Metric:
        return METRICS[self.metric]

    def ask(self, view: View) -> FigureQuery:
        """What is to be measured."""
        return view.ask(self.metric, by=tuple(filter(None, (self.by, self.parts))))

    def chart(self, view: View, measured: Measured) -> Chart:
        """The chart with its table."""
        parts = self._parts(measured)
        metric = self._metric
        rows = self._rows(view, measured)
        cells = [[one.heading, *self._cells(measured, one.key, parts)] for one in rows]
        return TableChart(
            table=self._table(view, cells, parts),
            shape=MonthColumns() if self.by == "month" else Bars(),
            colours=self._colours(parts),
            axis=units.heading(metric.label, unit=metric.unit),
            looks=[
                replace(one.look, end=self._end(line[-1], one))
                for one, line in zip(rows, cells, strict=True)
            ],
        ).chart()

    def _end(self, cell: Cell, row: _Row) -> str:
        if isinstance(cell, str):
            return cell
        number = cell if isinstance(cell, int | float) else None
        return units.text(number, unit=self._metric.unit, at_least=row.at_least)

    def _colours(self, parts: Mapping[str, str | None]) -> dict[str, str]:
        """One for each term, and grey for what was not reported."""
        if not parts:
            return {self._metric.label: theme.SEQUENTIAL[4]}
        hues = iter(theme.CATEGORICAL)
        return {name: theme.NO_DATA if key is None else next(hues) for name, key in parts.items()}

    def _rows(self, view: View, measured: Measured) -> list[_Row]:
        """All months between the first and the last, all units, or all terms of a list."""
        least = {figure.group[0] for figure in measured.figures if figure.at_least}
        return [one.as_least() if one.key in least else one for one in self._whole(view, measured)]

    def _whole(self, view: View, measured: Measured) -> list[_Row]:
        if not measured.figures:
            return []
        if self.by == "month":
            found = view.months(figure.group[0] for figure in measured.figures)
            return [_month(month, is_cut=view.cuts(month)) for month in found]
        if self.by == "district":
            places = reporting(view, measured)
            return [_Row(key=one.id, heading=name_on(view, one)) for one in places]
        return [_Row(key=key, heading=name) for key, name in self._terms(measured, self.by, at=0)]

    def _terms(
        self, measured: Measured, dimension: str, *, at: int
    ) -> list[tuple[str | None, str]]:
        """All terms of a closed list, and what was not reported where anything was not."""
        terms: list[tuple[str | None, str]] = [*self._metric.fact.terms(dimension).items()]
        if any(figure.group[at] is None for figure in measured.figures):
            terms.append((None, _UNSTATED))
        return terms

    def _parts(self, measured: Measured) -> dict[str, str | None]:
        """The parts by what they are called; none where the metric is undivided."""
        if not self.parts:
            return {}
        return {name: key for key, name in self._terms(measured, self.parts, at=1)}

    def _cells(
        self, measured: Measured, key: Hashable, parts: Mapping[str, str | None]
    ) -> Iterator[Cell]:
        if not parts:
            yield self._cell(measured.get(self.metric, key))
            return
        cells = [self._cell(measured.get(self.metric, key, part)) for part in parts.values()]
        yield from cells
        told = [cell for cell in cells if isinstance(cell, int | float)]
        yield sum(told) if told else cells[0]

    def _cell(self, figure: Figure) -> Cell:
        """The number, or the word for why there is none; of a month the note says it."""
        return figure.value if self.by == "month" else figure_cell(figure)

    def _table(self, view: View, rows: list[list[Cell]], parts: Mapping[str, str | None]) -> Table:
        metric = self._metric
        labels = (*parts, _TOTAL) if parts else (metric.label,)
        return Table(
            key=self.key,
            title=self.title or self._said(),
            columns=(
                Column(label=DIMENSIONS[self.by]),
                *(Column(label=label, unit=metric.unit) for label in labels),
            ),
            rows=rows,
            note=self.note,
            empty=self._empty(view),
        )

    def _said(self) -> str:
        by = "各月" if self.by == "month" else f"各{DIMENSIONS[self.by]}"
        return f"{by}{self._metric.label}" + (f"，按{DIMENSIONS[self.parts]}" if self.parts else "")

    def _empty(self, view: View) -> str:
        ledger = self._metric.fact.ledger
        if ledger is None or view.reference.batches_of(ledger):
            return "所选范围内台账没有记录"
        return f"台账尚未导入；{self.unstated or '通报没有按此给出（原文未说明）'}"


def _month(month: Month, *, is_cut: bool) -> _Row:
    """A month's row; one that is not whole is pale, and said to be so."""
    if not is_cut:
        return _Row(key=month, heading=month.label)
    look = Look(name=month.label, pale=True, remark="（当月未满）")
    return _Row(key=month, heading=f"{month.label}（未满）", look=look)


def chart_section(
    chart: MetricChart,
    *,
    question: str,
    says: Callable[[View, Measured], str] | None = None,
) -> Section:
    """A section of one chart.

    Args:
        chart: What is drawn.
        question: What the section answers.
        says: Its title, from the figures by row and part; None: the metric of the whole view.
    """

    def ask(view: View) -> Mapping[str, FigureQuery]:
        rows = {"rows": chart.ask(view)}
        return rows if says else {**rows, "whole": view.ask(chart.metric)}

    def answer(view: View, got: Mapping[str, Measured]) -> Answer:
        if says:
            title = says(view, got["rows"])
        else:
            whole = view.show(got["whole"].get(chart.metric))
            title = f"{whole.label}{whole.text}"
        block = chart.chart(view, got["rows"])
        return Answer(title=title, blocks=(block,), metrics=(chart.metric,))

    return Section(key=chart.key, question=question, ask=ask, answer=answer)
