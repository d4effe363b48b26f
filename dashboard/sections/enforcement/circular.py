"""What does the circular say of enforcement, and does the ledger agree?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import FigureQuery, Measured
from dashboard.sections.answer import Answer, Card, in_rows
from dashboard.sections.published import (
    DocumentStatement,
    left_open,
    not_told,
    source_of,
    told,
    unfiltered,
)
from dashboard.sections.section import Section
from dashboard.sections.view import View

_LOOKBACK = (
    "lookback_penalty_cny",
    "lookback_police_cases",
    "lookback_persons_detained",
    "lookback_persons_wanted",
)
_EMPLOYERS = ("uncertified_leads", "uncertified_confirmed_companies", "uncertified_penalty_cny")
_SPECIAL = (
    "enforcement_special_inspections",
    "hazards_found",
    "rectification_orders_issued",
    "rectification_completion_rate",
    "exam_violators_handled",
)
_PERSONS = ("lookback_persons_detained", "lookback_persons_wanted")


def _ask(view: View) -> Mapping[str, FigureQuery]:
    return {"persons": view.ask(*_PERSONS)} if _narrowed(view) else {}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    lookbacks, employers, special = (
        told(view, *keys) for keys in (_LOOKBACK, _EMPLOYERS, _SPECIAL)
    )
    cards = (
        *(
            Card(
                title=f"{one.whose}（全市）",
                figures=one.figures,
                lines=_persons(view, got) if one is lookbacks[0] else (),
                note=_note(view, one, "人数只计数、只按全市列示，不对应到机构或区县"),
            )
            for one in lookbacks
        ),
        *(
            Card(
                title=f"{one.whose}：用工企业无证上岗",
                figures=one.figures,
                note=_note(view, one, _unresolved(one)),
            )
            for one in employers
        ),
        *(
            Card(
                title=f"{one.whose}：专项执法",
                figures=one.figures,
                note=_note(view, one, _unclear(one)),
            )
            for one in special
        ),
    )
    return Answer(
        title=_title(view, lookbacks) if cards else f"{not_told(view)}，没有可对照的执法数字",
        blocks=in_rows(cards),
        sources=(
            "“回头看”罚款与区县行动的罚款是不同的数，通报没有说是否重叠，本看板不相加。",
            *left_open(view, *_LOOKBACK, *_EMPLOYERS),
        ),
    )


def _title(view: View, lookbacks: tuple[DocumentStatement, ...]) -> str:
    if not lookbacks:
        return f"通报没有说“回头看”的执法数字{unfiltered(view)}"
    newest = lookbacks[0]
    fined, police = (newest.figure(key) for key in _LOOKBACK[:2])
    return (
        f"{newest.whose}行政处罚{fined.text if fined else '—'}，"
        f"移交公安{police.text if police else '—'}{unfiltered(view)}"
    )


def _note(view: View, one: DocumentStatement, said: str) -> str:
    return "；".join(filter(None, (said, source_of(view, one.document))))


def _unresolved(one: DocumentStatement) -> str:
    """What the circular leaves open of the leads: how many it does not speak of any more."""
    stated = {verdict.metric: verdict.published.value for verdict in one.verdicts}
    leads, companies = (stated.get(key) for key in _EMPLOYERS[:2])
    if leads is None or companies is None:
        return "罚款不与“回头看”相加"
    return f"其余{leads - companies:.0f}件处理情况原文未说明；罚款不与“回头看”相加"


def _unclear(one: DocumentStatement) -> str:
    if one.figure("rectification_completion_rate") is None:
        return ""
    return "整改完成率按隐患还是按整改书计算，原文未说明"


def _persons(view: View, got: Mapping[str, Measured]) -> tuple[str, ...]:
    """Persons of a narrower view than the city, as far as the reader may know."""
    if not got or not view.reference.batches_of("cases"):
        return ()
    said = "，".join(
        f"{METRICS[key].label} {view.show(got['persons'].get(key)).text}" for key in _PERSONS
    )
    return (f"所选范围：{said}",)


def _narrowed(view: View) -> bool:
    """Whether the filters look at less than the city, so that few persons might be known."""
    return bool(view.filters.district or view.filters.kind or view.filters.institution)


TOLD = Section(
    key="enforcement-told", question="通报怎么说，台账对得上吗？", ask=_ask, answer=_answer
)
