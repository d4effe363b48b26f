"""How far has the review come? Three stages, who has passed each, and with what outcome."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import theme, units
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import (
    Answer,
    Block,
    Card,
    Cards,
    Cell,
    Chart,
    Column,
    Notice,
    Part,
    Table,
)
from dashboard.sections.chart_shapes import Look, StackedBars
from dashboard.sections.institutions.faces import (
    COLOURS,
    PAGE,
    STATE_METRICS,
    has_reviews,
    of_all,
)
from dashboard.sections.section import Section
from dashboard.sections.table_chart import TableChart
from dashboard.sections.view import View
from dashboard.store.models.institutions import REVIEW_OUTCOMES, REVIEW_STAGES

_TOTAL = "review_institutions_total"
_COVERAGE = ("registered_review_coverage", "district_institutions_count", "unreviewed_institutions")
_MENDING = ("review_institutions_rectifying", "rectifying_overdue")
_SHARES = {stage: f"review_{stage}_share" for stage in REVIEW_STAGES}
_NOT_YET = "该阶段尚无结论"
_STAGED = "review_stage_states"


def _ask(view: View) -> Mapping[str, FigureQuery]:
    shares = tuple(_SHARES.values())
    now = (_TOTAL, *STATE_METRICS.values(), *_COVERAGE, *_MENDING, *shares)
    return {
        "now": view.ask(*dict.fromkeys(now)),
        "stages": view.ask(_STAGED, by=("stage", "outcome")),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    now = got["now"]
    blocks: list[Block] = [
        Cards(cards=(_states(view, now), _coverage(view, now), _mending(view, now)))
    ]
    if has_reviews(view):
        blocks.append(_chart(view, now, got["stages"]))
    else:
        blocks.append(Notice(text=_published_only(view)))
    return Answer(
        title=_title(view, now),
        blocks=tuple(blocks),
        metrics=(_STAGED, *_SHARES.values()),
        sources=("覆盖率的分母是纳入复核的机构数，即截至当日已有任一阶段复核结论的机构。",),
    )


def _title(view: View, now: Measured) -> str:
    if not has_reviews(view):
        total = view.show(now.get(_TOTAL)).text
        return f"通报：全覆盖复核{total}安全培训机构；各阶段进度须待复核台账导入"
    reached = []
    for stage, name in REVIEW_STAGES.items():
        figure = now.get(_SHARES[stage])
        count = units.text(figure.numerator, unit="institutions")
        reached.append(f"{name}{count}（{units.text(figure.value, unit='share')}）")
    return f"三个阶段覆盖：{'，'.join(reached)}"


def _states(view: View, now: Measured) -> Card:
    shown = {word: view.show(now.get(key), label=word) for word, key in STATE_METRICS.items()}
    return Card(
        title="最近结论",
        figures=(view.show(now.get(_TOTAL)),),
        bar=tuple(
            Part(label=word, value=one.value or 0, text=one.text, colour=COLOURS[word])
            for word, one in shown.items()
        ),
        behind=tuple(shown.values()),
    )


def _coverage(view: View, now: Measured) -> Card:
    return Card(
        title="是否都查到了",
        figures=tuple(view.show(now.get(key)) for key in _COVERAGE),
        note="分母为在册机构，不含已注销的；已注销机构的结论仍计入复核培训机构总数",
    )


def _mending(view: View, now: Measured) -> Card:
    return Card(
        title="整改",
        figures=tuple(view.show(now.get(key)) for key in _MENDING),
        note="超期：最近结论为整改，且整改期限早于截至日",
        more=(
            view.link("在清单中查看正在整改的机构", PAGE, state="整改", sort="整改期限")
            if has_reviews(view)
            else None
        ),
    )


def _chart(view: View, now: Measured, stages: Measured) -> Chart:
    total = int(now.get(_TOTAL).value or 0)
    lines: list[list[Cell]] = []
    for stage, name in REVIEW_STAGES.items():
        counts = _outcomes(stages, stage)
        done = sum(counts.values())
        left = max(0, total - done)
        lines.append([name, done, now.get(_SHARES[stage]).value, *counts.values(), left])
    return TableChart(
        table=_table(lines if total else [], total=total),
        shape=StackedBars(row_px=44, zeros=True, clickable=False),
        colours={**COLOURS, _NOT_YET: theme.NO_DATA},
        axis="机构（家）",
        title=f"自查自纠 → 区县检查 → 市级督查：纳入复核的{total}家各到哪一步",
        alt="三阶段复核的机构数与结论构成横向条形图，数值见数据表",
        looks=[_look(now, stages, stage) for stage in REVIEW_STAGES if total],
    ).chart()


def _look(now: Measured, stages: Measured, stage: str) -> Look:
    share = units.text(now.get(_SHARES[stage]).value, unit="share")
    return Look(end=f"{sum(_outcomes(stages, stage).values())}家 · 覆盖{share}")


def _outcomes(stages: Measured, stage: str) -> dict[str, int]:
    """Institutions by the word of their latest outcome at `stage`."""
    return {
        word: int(stages.get(_STAGED, stage, outcome).value or 0)
        for outcome, word in REVIEW_OUTCOMES.items()
    }


def _table(rows: list[list[Cell]], *, total: int) -> Table:
    return Table(
        key="review-stages",
        title="三阶段复核覆盖与结论",
        columns=(
            Column(label="阶段"),
            Column(label="已有结论", unit="institutions"),
            Column(label="覆盖率", unit="share"),
            *(Column(label=word, unit="institutions") for word in (*COLOURS, _NOT_YET)),
        ),
        rows=rows,
        note=f"覆盖率分母：纳入复核的{total}家",
        empty="所选范围内没有复核记录",
    )


def _published_only(view: View) -> str:
    """What the circular leaves open on the three states, in place of a chart."""
    keys = ("review_institutions_eliminated", "review_institutions_rectifying")
    gaps = [gap.question for gap in view.reference.gaps if gap.figure_key in keys]
    said = "复核台账尚未导入，以上为通报所载全市数。"
    return said + (f"原文未说明：{' '.join(gaps)}" if gaps else "")


STAGES = Section(
    key="review-stages",
    question="三个阶段的复核各到哪一步，结论如何？",
    ask=_ask,
    answer=_answer,
    when=of_all,
)
