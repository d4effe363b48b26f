"""Which rows are behind this figure? The ledger's own rows, as many as the figure counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.orm import Session

from dashboard.links import read_key, read_page
from dashboard.metrics.definitions import FAMILIES, METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Measured
from dashboard.metrics.metric import Metric
from dashboard.metrics.rows import RowColumn, Rows, metric_rows
from dashboard.sections.answer import (
    Answer,
    Block,
    Cell,
    Column,
    Facts,
    Links,
    Notice,
    Pages,
    Table,
)
from dashboard.sections.data.parts import DEFINITIONS, shows_rows
from dashboard.sections.figure_cell import FigureCell, Link
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.operation import LEDGERS

SIZE: Final = 50
_EVERY: Final = 1_000_000
_UNSCALED: Final = frozenset({"批次", "行号"})


def _ask(view: View) -> Mapping[str, Ask]:
    key = view.params["metric"]
    if key not in METRICS:
        return {}
    return {
        "figure": view.ask(key, filters=scope(view)),
        "rows": _listing(view, page=read_page(view.params.get("page", "")), size=SIZE),
    }


def scope(view: View) -> Filters:
    """The figure's filters: the page's, and one institution where the link names it."""
    key = read_key(view.params.get("institution", ""))
    return view.filters if key is None else replace(view.filters, institution=key)


def _listing(view: View, *, page: int, size: int) -> Listing:
    return Listing.of(
        metric_rows,
        metric=view.params["metric"],
        filters=scope(view),
        as_of=view.as_of,
        page=max(1, page),
        size=size,
        case_role=view.case_role,
    )


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    key = view.params["metric"]
    if key not in METRICS:
        return Answer(
            title="没有这个指标",
            blocks=(
                Notice(text=f"链接中的指标“{key}”没有定义，可能来自旧版本。", level="warning"),
                Links(items=(_back(view),), empty=""),
            ),
        )
    metric, found = METRICS[key], got["rows"]
    measured: Measured = got["figure"]
    shown = view.show(measured.get(key), filters=scope(view))
    blocks: tuple[Block, ...] = (
        _facts(view, metric, shown),
        *_notices(view, metric, shown, found),
        _table(view, metric, found),
        Pages(name="page", total=found.total, size=SIZE, current=found.number),
        Links(items=(_back(view, metric),), empty=""),
    )
    value = "" if shown.value is None else shown.text
    return Answer(title=f"{metric.label}{value}：{_said(view, metric, found)}", blocks=blocks)


def _said(view: View, metric: Metric, found: Rows) -> str:
    if _untold(view, metric):
        return "台账行仅案件角色可见"
    return f"台账中的{found.total:,}行" if found.total else "台账中没有相应的行"


def _untold(view: View, metric: Metric) -> bool:
    """Whether the rows are for the case role alone, who is not asking."""
    return metric.counts_persons and not view.case_role


def _facts(view: View, metric: Metric, shown: FigureCell) -> Facts:
    ledger = metric.fact.ledger
    batches = "、".join(str(batch.id) for batch in view.reference.batches_of(ledger))
    source = LEDGERS[ledger] if ledger else "标准目录"
    return Facts(
        items=(
            ("类别", FAMILIES[metric.family]),
            ("口径", metric.definition),
            ("不含", metric.excludes),
            ("范围", view.sentence(metric.acting(shown.filters))),
            ("截至", view.dated),
            ("来源", f"{source}（批次{batches}）" if batches else source),
        )
    )


def _notices(view: View, metric: Metric, shown: FigureCell, found: Rows) -> tuple[Notice, ...]:
    notices = []
    ignored = metric.ignores(shown.filters)
    if ignored:
        notices.append(Notice(text=f"本指标不受{'、'.join(ignored)}筛选影响。"))
    if metric.denominator is not None:
        notices.append(Notice(text=f"以下是分子的行；分母为{metric.denominator_says}。"))
    if _untold(view, metric):
        notices.append(Notice(text="人数只按全市列示；一行是一个案件的人数，仅案件角色可见。"))
    elif found.total < shown.figure.rows:
        hidden = shown.figure.rows - found.total
        notices.append(Notice(text=f"另有{hidden}行涉及移送或撤案案件，不按机构列出。"))
    if shown.from_published:
        notices.append(Notice(text="台账无记录，显示的是通报数字，没有可列的行。"))
    later = view.state.data_until is not None and view.as_of < view.state.data_until
    if later:
        notices.append(Notice(text=f"行中晚于{view.as_of}的日期发生在所看的这一天之后。"))
    return tuple(notices)


def _table(view: View, metric: Metric, found: Rows) -> Table:
    tell = _teller(found.columns)

    def whole(session: Session) -> Sequence[Sequence[Cell]]:
        return tell(_listing(view, page=1, size=_EVERY).run(session).rows)

    first = (found.number - 1) * SIZE + 1
    return Table(
        key=f"rows-{metric.key}",
        title=f"{metric.label}台账行",
        columns=tuple(Column(label=one.label, unit=one.unit) for one in found.columns),
        rows=tell(found.rows),
        note=f"本页第{first}—{first + len(found.rows) - 1}行，共{found.total}行；下载含全部行。"
        if found.rows
        else "",
        empty="人数背后的台账行仅案件角色可见"
        if _untold(view, metric)
        else "没有台账行：台账尚未导入，或没有符合条件的记录",
        whole=whole,
        scope=view.sentence(scope(view)),
    )


def _teller(
    columns: Sequence[RowColumn],
) -> Callable[[Sequence[Sequence[Any]]], list[list[Cell]]]:
    """How a row is told: numbers of batches and rows as they are."""

    def cell(value: Any, column: RowColumn) -> Cell:
        if column.label in _UNSCALED and value is not None:
            return str(value)
        told: Cell = value
        return told

    return lambda rows: [
        [cell(value, column) for value, column in zip(row, columns, strict=True)] for row in rows
    ]


def _back(view: View, metric: Metric | None = None) -> Link:
    params = {"view": DEFINITIONS, "q": metric.label if metric else ""}
    return view.link("返回指标口径", "data", **params)


ROWS = Section(
    key="data-rows",
    question="这个数背后是哪些台账行？",
    ask=_ask,
    answer=_answer,
    when=shows_rows,
    not_briefed="the rows behind one figure of a page, reached from that figure",
)
