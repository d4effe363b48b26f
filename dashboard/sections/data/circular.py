"""Does the ledger say what the circular says? All published figures beside the ledgers'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard import units
from dashboard.metrics.reconcile import Agreement, Verdict
from dashboard.sections.answer import Answer, Cell, Column, Notice, Table
from dashboard.sections.data.parts import CIRCULAR, counts, mounted
from dashboard.sections.section import Section
from dashboard.sections.stated import as_stated
from dashboard.sections.view import Link, View
from dashboard.store.models.sources import PublishedFigure

_COLUMNS = (
    Column(label="章节"),
    Column(label="通报中的数字"),
    Column(label="范围"),
    Column(label="统计对象"),
    Column(label="期间"),
    Column(label="通报数"),
    Column(label="台账数"),
    Column(label="差"),
    Column(label="核对结果"),
    Column(label="台账口径日"),
    Column(label="依据"),
)


def _answer(view: View, got: Mapping[str, Any]) -> Answer:
    figures = tuple(view.reference.figures.values())
    if not figures:
        return Answer(
            title="通报尚未导入", blocks=(Notice(text="请管理员运行初始化命令导入通报。"),)
        )
    table = Table(
        key="circular-figures",
        title="通报数字与台账核对",
        columns=_COLUMNS,
        rows=[_row(view, one) for one in figures],
        note=(
            "通报数照录原文，余表示不少于；台账数按“台账口径日”、与通报相同的范围计算，"
            "不受本页筛选影响。期间“未注明”的数字不换算成月均、年均。"
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


def _row(view: View, published: PublishedFigure) -> list[Cell]:
    verdict = view.verdicts.get(published.key)
    head: list[Cell] = [
        published.section,
        published.label,
        published.scope,
        published.entity,
        published.period_label,
        as_stated(published),
    ]
    if verdict is None:
        return [*head, None, None, Agreement.NO_LEDGER.value, None, None]
    ledger = verdict.ledger
    return [
        *head,
        units.text(
            ledger.value if ledger else None,
            unit=published.unit,
            at_least=bool(ledger and ledger.at_least),
        ),
        _difference(verdict),
        verdict.agreement.value,
        verdict.as_of,
        _rows_link(verdict),
    ]


def _difference(verdict: Verdict) -> str:
    """Ledger minus published; where the circular says 余 and the ledger has more, that agrees."""
    difference = verdict.difference
    if difference is None:
        return units.MISSING
    if difference == 0:
        return "无"
    return units.difference(
        verdict.published.value + difference, verdict.published.value, unit=verdict.published.unit
    )


def _rows_link(verdict: Verdict) -> Cell:
    """The rows behind the ledger's figure, in the published figure's own scope."""
    if verdict.ledger is None or not verdict.ledger.rows:
        return None
    scope = {"asof": verdict.as_of.isoformat(), **verdict.filters.query()}
    return Link(
        label=f"{verdict.ledger.rows}行",
        page="data",
        params={"metric": verdict.published.key, **scope},
    )


def _derived(view: View) -> Table:
    """What follows from published figures alone; marked as worked out: nobody published it."""
    stated = {key: figure.value for key, figure in view.reference.figures.items()}
    total = stated.get("review_institutions_total")
    shares = (
        ("合格", "review_institutions_qualified"),
        ("淘汰", "review_institutions_eliminated"),
        ("整改", "review_institutions_rectifying"),
    )
    rows: list[list[Cell]] = [
        [
            f"{word}占比",
            units.text(stated[key] / total, unit="share"),
            f"{stated[key]:.0f}÷{total:.0f}",
        ]
        for word, key in shares
        if total and key in stated
    ]
    found, seen = (
        stated.get(f"lookback_{what}") for what in ("problems_found", "districts_inspected")
    )
    if found and seen:
        mean = units.text(found / seen, unit="per_district")
        rows.append(
            ["回头看平均每区县问题", mean, f"{found:.0f}÷{seen:.0f}；只是平均，不代表任何区县"]
        )
    return Table(
        key="circular-derived",
        title="推算（通报没有写，由通报数字算出）",
        columns=(Column(label="项目"), Column(label="推算值"), Column(label="算法")),
        rows=rows,
        note="5.3万元与1万元是两次行动的罚款，原文未说明是否重叠，不相加。",
        scope="由通报数字推算",
    )


CIRCULAR_FIGURES = Section(
    key="data-circular",
    question="通报的数字，台账里也是这样吗？",
    answer=_answer,
    when=mounted(CIRCULAR),
)
