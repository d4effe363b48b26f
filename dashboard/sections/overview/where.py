"""Where is it, and what is to be said of it? A small map and the points of the period."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dashboard import units
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Card, Cards, Map, Row, Sentences
from dashboard.sections.data.parts import counts
from dashboard.sections.district_values import district_table, unit_values
from dashboard.sections.figure_cell import Link
from dashboard.sections.published import not_told, whose
from dashboard.sections.section import Section
from dashboard.sections.view import View

_POINTS = (
    "review_institutions_total",
    "review_institutions_qualified",
    "review_institutions_rectifying",
    "review_institutions_eliminated",
    "inspections",
    "findings",
    "on_time_share",
    "findings_overdue",
    "lookback_districts_inspected",
    "lookback_problems_found",
    "lookback_penalty_cny",
    "lookback_police_cases",
    "lookback_persons_detained",
    "lookback_persons_wanted",
    "uncertified_leads",
    "uncertified_confirmed_companies",
)
_LOOKBACK = (
    ("检查", "lookback_districts_inspected", "区县"),
    ("发现问题", "lookback_problems_found", ""),
    ("行政处罚", "lookback_penalty_cny", ""),
    ("移交公安", "lookback_police_cases", ""),
    ("刑事拘留", "lookback_persons_detained", ""),
    ("上网追逃", "lookback_persons_wanted", ""),
)
"""What is said of a look-back: the verb, the metric, and of what."""
_MAPPED = ("findings_overdue", "findings_open", "inspections")


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {
        "points": view.ask(*_POINTS),
        "units": view.ask(*_MAPPED, by=("district",), filters=view.wide()),
    }


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    table = district_table(view, got["units"], key="overview-map", metrics=_MAPPED)
    small = Map(
        key="overview",
        title="超期未整改问题在哪里",
        label="超期未整改问题（项）",
        unit="findings",
        units=unit_values(view, got["units"], metric="findings_overdue"),
        as_of=view.as_of,
        table=table,
        alt="重庆市各区县超期未整改问题数分布图，详见数据表",
        selected=view.filters.district,
        small=True,
    )
    return Answer(
        title="本期要点",
        blocks=(
            Row(
                columns=(
                    (
                        1.0,
                        (
                            Sentences(items=points(view, got["points"])),
                            Cards(cards=(_trust(view),)),
                        ),
                    ),
                    (1.0, (small,)),
                )
            ),
        ),
        metrics=(*_POINTS, *_MAPPED[1:2]),
    )


def _trust(view: View) -> Card:
    """Can I trust these numbers? Agreement with the circular, freshness, and what is not said."""
    agreeing, differing, without = counts(view)
    newest = max((one.data_until for one in view.reference.batches if one.data_until), default=None)
    stated = len(view.reference.figures)
    lines = (
        f"通报{stated}项数字：{agreeing}项与台账一致，{differing}项不一致，{without}项台账无记录"
        if stated
        else not_told(view),
        f"已导入台账{len(view.reference.batches)}个批次，"
        f"最近数据日{newest.isoformat() if newest else units.MISSING}",
        f"通报未说明、本看板不作推断的事项{len(view.reference.gaps)}条",
    )
    return Card(
        title="与通报和台账核对" if view.is_still else "这些数字可信吗",
        figures=(),
        lines=lines,
        more=Link(label="逐项核对、口径与原文未说明", page="data"),
    )


def points(view: View, measured: Measured) -> tuple[str, ...]:
    """The period in sentences, each written from figures; one whose figures are missing is left."""

    def text(key: str) -> str:
        shown = view.show(measured.get(key))
        if shown.value is None:
            return units.MISSING
        return f"{shown.text}（通报）" if shown.from_published else shown.text

    sentences = (
        (
            f"机构复核：{view.whose}复核"
            f"{text('review_institutions_total')}安全培训机构，合格{text('review_institutions_qualified')}，整改"
            f"{text('review_institutions_rectifying')}，淘汰"
            f"{text('review_institutions_eliminated')}。"
        ),
        (
            f"监督检查：{view.period}检查{text('inspections')}，发现问题{text('findings')}；"
            f"其中已到期的按期整改{text('on_time_share')}；现有超期未整改{text('findings_overdue')}。"
        ),
        _looked_back(view, text),
        (
            f"无证上岗：{view.period}查处线索{text('uncertified_leads')}，查实企业"
            f"{text('uncertified_confirmed_companies')}。"
        ),
    )
    return tuple(sentence for sentence in sentences if units.MISSING not in sentence)


def _looked_back(view: View, text: Callable[[str], str]) -> str:
    """What a look-back came to, as far as it is known; a new one has no cases yet."""
    said = [f"{verb}{text(key)}{of}" for verb, key, of in _LOOKBACK]
    known = [one for one in said if units.MISSING not in one]
    return f"{_lookback(view)}：{'，'.join(known)}。" if known else units.MISSING


def _lookback(view: View) -> str:
    """Which look-back: the ledgers', else the one that the newest document speaks of."""
    if view.lookback is not None:
        return view.lookback.title
    stated = view.told("lookback_problems_found")
    return whose(view, stated[0].published) if stated else "“回头看”"


WHERE = Section(key="where", question="问题在哪里，本期要点是什么？", ask=_ask, answer=_answer)
