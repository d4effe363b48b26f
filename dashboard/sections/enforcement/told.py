"""What does the circular say of enforcement, and does the ledger agree?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.access.cases import persons_told
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Measured, Question
from dashboard.sections.answer import Answer, Card, Cards
from dashboard.sections.section import Section
from dashboard.sections.stated import left_open, stated, unfiltered
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


def _ask(view: View) -> Mapping[str, Question]:
    return {"persons": view.ask(*_PERSONS)} if _narrowed(view) else {}


def _answer(view: View, got: Mapping[str, Measured]) -> Answer:
    cards = (
        Card(
            title="“回头看”（全市）",
            figures=stated(view, *_LOOKBACK),
            lines=_persons(view, got),
            note="人数只计数、只按全市列示，不对应到机构或区县",
        ),
        Card(
            title="双桥经开区：用工企业无证上岗",
            figures=stated(view, *_EMPLOYERS),
            note=_unresolved(view),
        ),
        Card(
            title="沙坪坝区：专项执法",
            figures=stated(view, *_SPECIAL),
            note="整改完成率按隐患还是按整改书计算，原文未说明",
        ),
    )
    shown = tuple(card for card in cards if card.figures)
    return Answer(
        title=_title(view) if shown else "尚未载入通报，没有可对照的执法数字",
        blocks=(Cards(cards=shown),) if shown else (),
        sources=(
            "“回头看”罚款与双桥经开区罚款是两笔不同的数，通报没有说是否重叠，本看板不相加。",
            *left_open(view, *_LOOKBACK, *_EMPLOYERS),
        ),
    )


def _title(view: View) -> str:
    figures = {one.figure.metric: one.text for one in stated(view, *_LOOKBACK)}
    return (
        f"“回头看”行政处罚{figures.get(_LOOKBACK[0], '—')}，"
        f"移交公安{figures.get(_LOOKBACK[1], '—')}{unfiltered(view)}"
    )


def _unresolved(view: View) -> str:
    """What the circular leaves open of the leads: how many it does not speak of any more."""
    leads, companies = (view.reference.figures.get(key) for key in _EMPLOYERS[:2])
    if leads is None or companies is None:
        return ""
    return f"其余{leads.value - companies.value:.0f}件处理情况原文未说明；罚款不与“回头看”相加"


def _persons(view: View, got: Mapping[str, Measured]) -> tuple[str, ...]:
    """Persons of a narrower view than the city: small numbers are not told."""
    if not got or not view.reference.batches_of("cases"):
        return ()
    told = "，".join(
        f"{METRICS[key].label} {persons_told(got['persons'].get(key).value, whole_city=False)}"
        for key in _PERSONS
    )
    return (f"所选范围：{told}",)


def _narrowed(view: View) -> bool:
    """Whether the filters look at less than the city, so that few persons might be known."""
    return bool(view.filters.district or view.filters.kind or view.filters.institution)


TOLD = Section(
    key="enforcement-told", question="通报怎么说，台账对得上吗？", ask=_ask, answer=_answer
)
