"""Does the ledger say what the circular says? All published figures beside the ledgers'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from dashboard import units
from dashboard.metrics.reconcile import ReconciledFigure, metric_named
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.data.parts import CIRCULAR, counts, mounted
from dashboard.sections.figure_cell import Link
from dashboard.sections.published import as_stated, not_told, whose
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.store.models.sources import PublishedFigure, SourceDocument

UNCOUNTED: Final = "没有对应指标，不作比较"
_TO_LOAD: Final = "请在“数据导入”页导入通报，或由管理员运行初始化命令。"
_STATES: Final = (
    ("合格", "review_institutions_qualified"),
    ("淘汰", "review_institutions_eliminated"),
    ("整改", "review_institutions_rectifying"),
)
_COLUMNS = (
    Column(label="文件"),
    Column(label="章节"),
    Column(label="通报中的数字", decides=True),
    Column(label="范围"),
    Column(label="统计对象"),
    Column(label="期间"),
    Column(label="通报数", decides=True),
    Column(label="台账数", decides=True),
    Column(label="差"),
    Column(label="核对结果", decides=True),
    Column(label="台账口径日"),
    Column(label="依据"),
)


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    figures = view.reference.figures
    if not figures:
        said = f"{not_told(view)}。" if view.reference.silent else _TO_LOAD
        return Answer(title=not_told(view), blocks=(Notice(text=said),))
    verdicts = {one.published.id: one for one in view.verdicts}
    table = Table(
        key="circular-figures",
        title="通报数字与台账核对",
        columns=_COLUMNS,
        rows=[_row(view, one, verdicts.get(one.id)) for one in figures],
        note=(
            "通报数照录原文，余表示不少于；台账数按“台账口径日”、与通报相同的范围计算，"
            "不受筛选影响。期间“未注明”的数字不换算成月均、年均。"
        ),
        scope="通报全部数字",
    )
    return Answer(
        title=_title(view),
        blocks=(table, _derived(view)),
        sources=tuple(
            f"{one.number}《{one.title}》，{one.issuer}"
            for one in view.reference.documents.values()
        ),
    )


def _title(view: View) -> str:
    agreeing, differing, without = counts(view)
    parts = [f"{agreeing}项与台账一致"]
    parts += [f"{differing}项不一致"] if differing else []
    parts += [f"{without}项台账无记录"] if without else []
    return f"{len(view.reference.figures)}项通报数字，{'，'.join(parts)}"


def _row(view: View, published: PublishedFigure, verdict: ReconciledFigure | None) -> list[Cell]:
    head: list[Cell] = [
        view.reference.document_of(published).number,
        published.section,
        published.label,
        _scope(view, published),
        published.entity,
        published.period_label,
        as_stated(published),
    ]
    if verdict is None:
        return [*head, None, None, UNCOUNTED, None, None]
    ledger = verdict.ledger
    return [
        *head,
        units.text(
            ledger.value,
            unit=published.unit,
            at_least=ledger.at_least,
        ),
        _difference(verdict),
        verdict.agreement.value,
        verdict.as_of,
        _rows_link(verdict),
    ]


def _difference(verdict: ReconciledFigure) -> str:
    """Ledger minus published; where the circular says 余 and the ledger has more, that agrees."""
    difference = verdict.difference
    if difference is None:
        return units.MISSING
    if difference == 0:
        return "无"
    published = verdict.published
    return units.difference(
        published.value + difference,
        published.value,
        unit=published.unit,
        at_least=published.qualifier == "at_least",
    )


def _rows_link(verdict: ReconciledFigure) -> Cell:
    """The rows behind the ledger's figure, in the published figure's own scope."""
    if not verdict.ledger.rows:
        return None
    scope = {"asof": verdict.as_of.isoformat(), **verdict.filters.query()}
    return Link(
        label=f"{verdict.ledger.rows}行",
        page="data",
        params={"metric": verdict.metric, **scope},
    )


def _scope(view: View, published: PublishedFigure) -> str:
    """Whom it speaks of, and of which campaign."""
    if published.campaign is None:
        return published.scope
    return f"{published.scope}，{whose(view, published)}"


def _derived(view: View) -> Table:
    """What follows from published figures alone; marked as worked out: nobody published it."""
    several = len(view.reference.documents) > 1
    rows = [
        [document.number if several else "通报", *row]
        for document in view.reference.documents.values()
        for row in _worked_out(view, document)
    ]
    return Table(
        key="circular-derived",
        title="推算（通报没有写，由通报数字算出）",
        columns=(
            Column(label="文件"),
            Column(label="项目"),
            Column(label="推算值"),
            Column(label="算法"),
        ),
        rows=rows,
        note="不同行动的罚款，原文未说明是否重叠，不相加。",
        scope="由通报数字推算",
    )


def _worked_out(view: View, document: SourceDocument) -> Iterator[list[Cell]]:
    """What one document's own figures of the whole city give."""
    stated = {
        metric_named(figure.key): figure.value
        for figure in reversed(view.reference.figures)
        if figure.document_id == document.id and figure.district_id is None
    }
    total = stated.get("review_institutions_total")
    for word, key in _STATES:
        if total and key in stated:
            share = units.text(stated[key] / total, unit="share")
            yield [f"{word}占比", share, f"{stated[key]:.0f}÷{total:.0f}"]
    found, seen = (
        stated.get(f"lookback_{what}") for what in ("problems_found", "districts_inspected")
    )
    if found and seen:
        mean = units.text(found / seen, unit="per_district")
        said = f"{found:.0f}÷{seen:.0f}；只是平均，不代表任何区县"
        yield ["回头看平均每区县问题", mean, said]


CIRCULAR_FIGURES = Section(
    key="data-circular",
    question="通报的数字，台账里也是这样吗？",
    answer=_answer,
    when=mounted(CIRCULAR),
    controls=(),
)
