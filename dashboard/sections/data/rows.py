"""Which rows are behind this figure? The ledger's own rows, as many as the figure counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy.orm import Session

from dashboard.access.cases import persons_told
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
from dashboard.sections.section import Ask, Listing, Section
from dashboard.sections.view import Link, Shown, View
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
        "rows": _listing(view, page=_page(view), size=SIZE),
    }


def scope(view: View) -> Filters:
    """The figure's filters: the page's, and one institution where the link names it."""
    key = view.params.get("institution", "")
    known = key.isascii() and key.isdigit() and len(key) < 10
    return replace(view.filters, institution=int(key)) if known else view.filters


def _page(view: View) -> int:
    wanted = view.params.get("page", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and 0 < len(wanted) < 7 else 1


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
    return Answer(
        title=f"{metric.label}{_value(metric, shown, view)}：{_said(found)}", blocks=blocks
    )


def _said(found: Rows) -> str:
    return f"台账中的{found.total:,}行" if found.total else "台账中没有相应的行"


def _value(metric: Metric, shown: Shown, view: View) -> str:
    """The figure as it may be told: few persons are told for the whole city alone."""
    if shown.value is None:
        return ""
    if metric.fact.key != "persons" or view.case_role:
        return shown.text
    return persons_told(shown.value, whole_city=shown.filters == Filters())


def _facts(view: View, metric: Metric, shown: Shown) -> Facts:
    ledger = metric.fact.ledger
    batches = "、".join(str(batch.id) for batch in view.reference.batches_of(ledger))
    source = LEDGERS[ledger] if ledger else "标准目录"
    return Facts(
        items=(
            ("类别", FAMILIES[metric.family]),
            ("口径", metric.definition),
            ("不含", metric.excludes),
            ("范围", shown.filters.sentence()),
            ("数据截至", view.as_of),
            ("来源", f"{source}（批次{batches}）" if batches else source),
        )
    )


def _notices(view: View, metric: Metric, shown: Shown, found: Rows) -> tuple[Notice, ...]:
    notices = []
    ignored = shown.filters.ignored_by(metric.fact)
    if ignored:
        notices.append(Notice(text=f"本指标不受{'、'.join(ignored)}筛选影响。"))
    if metric.denominator is not None:
        notices.append(Notice(text=f"以下是分子的行；分母为{metric.denominator_says}。"))
    if found.total < shown.figure.rows:
        hidden = shown.figure.rows - found.total
        notices.append(Notice(text=f"另有{hidden}行涉及移送或撤案案件，不按机构列出。"))
    if shown.from_published:
        notices.append(Notice(text="台账无记录，显示的是通报数字，没有可列的行。"))
    later = view.state.data_until is not None and view.as_of < view.state.data_until
    if later:
        notices.append(Notice(text=f"行中晚于{view.as_of}的日期发生在所看的这一天之后。"))
    return tuple(notices)


def _table(view: View, metric: Metric, found: Rows) -> Table:
    tell = _teller(metric, found.columns, case_role=view.case_role)

    def whole(session: Session) -> Sequence[Sequence[Cell]]:
        return tell(_listing(view, page=1, size=_EVERY).run(session).rows)

    first = (found.number - 1) * SIZE + 1
    return Table(
        key=f"rows-{metric.key}",
        title=f"{metric.label}台账行",
        columns=tuple(Column(label=one.label, unit=one.unit) for one in found.columns),
        rows=tell(found.rows),
        note=f"本页第{first}—{first + len(found.rows) - 1}行，共{found.total}行；下载含全部行。",
        empty="没有台账行：台账尚未导入，或没有符合条件的记录",
        whole=whole,
        scope=scope(view).sentence(),
    )


def _teller(
    metric: Metric, columns: Sequence[RowColumn], *, case_role: bool
) -> Callable[[Sequence[Sequence[Any]]], list[list[Cell]]]:
    """How a row is told: numbers of batches as they are, few persons not at all."""
    few = metric.fact.key == "persons" and not case_role

    def cell(value: Any, column: RowColumn) -> Cell:
        if column.label in _UNSCALED and value is not None:
            return str(value)
        if few and column.unit == "persons":
            return persons_told(value, whole_city=False)
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
)
