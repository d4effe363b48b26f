"""The steps of a case: which day each column holds, and what a ledger without those days gives.

Districts' own ledgers know one stage and one day, 立案日期. The step that the stage names has then
been reached, by a day nobody wrote down; the day of the step before stands in, at last 立案日期,
and the row says so.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from data_loaders.ledgers.declaration import CellKind, Fault, LedgerColumn, Values
from data_loaders.ledgers.recurring import day

STAGES: Final = {
    "线索": "lead",
    "查实": "confirmed",
    "处罚": "penalised",
    "移送公安": "referred",
    "刑事立案": "filed",
    "结案": "closed",
    "撤案": "withdrawn",
}
STAGE: Final = LedgerColumn(
    key="stage",
    label="阶段",
    aliases=("案件阶段", "办理阶段", "办案阶段", "案件所处阶段"),
    kind=CellKind.CHOICE,
    required=True,
    choices=STAGES,
    help="案件目前到哪一步：线索、查实、处罚、移送公安、刑事立案、结案或撤案。",
    example="处罚",
)
LEAD: Final = day(
    "lead_on",
    "立案日期",
    "日期",
    *("线索登记日期", "立案时间", "线索登记时间"),
    says="线索登记或立案的日期。",
    example="2024-11-08",
    required=True,
)
CONFIRMED: Final = day("confirmed_on", "查实日期", "查实时间", says="查实的日期。", ours=True)
PENALISED: Final = day(
    "penalised_on",
    *("处罚日期", "处罚时间", "处罚决定日期", "处罚决定时间", "行政处罚日期"),
    says="作出行政处罚的日期。",
    example="2024-11-22",
    ours=True,
)
REFERRED: Final = day(
    "referred_on", "移送公安日期", "移送公安时间", says="移送公安机关的日期。", ours=True
)
FILED: Final = day(
    "filed_on", "刑事立案日期", "刑事立案时间", says="公安机关刑事立案的日期。", ours=True
)
CLOSED: Final = day("closed_on", "结案日期", "结案时间", says="结案的日期；未结案请留空。")
WITHDRAWN: Final = day("withdrawn_on", "撤案日期", "撤案时间", says="撤案的日期。", ours=True)

_STEPS: Final = {
    "confirmed": CONFIRMED,
    "penalised": PENALISED,
    "referred": REFERRED,
    "filed": FILED,
    "withdrawn": WITHDRAWN,
}
_BEFORE: Final = {
    CONFIRMED.key: (LEAD,),
    PENALISED.key: (CONFIRMED, LEAD),
    REFERRED.key: (LEAD,),
    FILED.key: (REFERRED, LEAD),
    WITHDRAWN.key: (CLOSED, LEAD),
}
"""Which day stands in for a step without one: that of the step before it, else 立案日期."""
ORDER: Final = (LEAD, CONFIRMED, PENALISED, REFERRED, FILED, CLOSED, WITHDRAWN)


def reach_stage(values: Values) -> Fault | None:
    """The step named by the stage has a day, taken from 立案日期 if it was not told."""
    step = _STEPS.get(values.get("stage") or "")
    if step is None or values.get(step.key) is not None:
        return None
    return _stand_in(values, step=step, why=f"阶段为“{_said(values['stage'])}”")


def penalise(values: Values) -> Fault | None:
    """A fine or kind of penalty means the case was penalised, and a fine is a penalty."""
    if values.get("amount_fen") is not None and values.get("penalty_kind") is None:
        values["penalty_kind"] = "fine"
    if values.get("penalty_kind") is None or values.get(PENALISED.key) is not None:
        return None
    return _stand_in(values, step=PENALISED, why="填了处罚")


def count_persons(values: Values) -> Fault | None:
    """Counts of persons without a day of their own were true on the last day in the row."""
    counted = ("involved", "disciplined", "detained", "wanted")
    if values.get("counted_on") is None and any(values.get(key) is not None for key in counted):
        values["counted_on"] = max(
            filter(None, (values.get(one.key) for one in ORDER)), default=None
        )
    return None


def stage_behind(values: Values) -> Fault | None:
    """A case still called a lead has no later day."""
    later = next((one for one in ORDER[1:] if values.get(one.key) is not None), None)
    if values.get("stage") != "lead" or later is None:
        return None
    return Fault(
        column=STAGE.key, message=f"阶段为“线索”，但已填{later.label}，请核对；按各步日期计"
    )


def _stand_in(values: Values, *, step: LedgerColumn, why: str) -> Fault | None:
    """Give a step the day of the last step known before it."""
    known = (one for one in _BEFORE[step.key] if values.get(one.key) is not None)
    source = next(known, None)
    if source is None:
        return None
    told: date = values[source.key]
    values[step.key] = told
    return Fault(
        column=STAGE.key,
        message=f"{why}，但没有{step.label}，暂以{source.label}{told}计；"
        f"知道准确日期时请填写{step.label}一列",
    )


def _said(stage: str) -> str:
    return next(label for label, key in STAGES.items() if key == stage)
