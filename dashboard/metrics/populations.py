"""Populations: what must have been there for a zero to mean zero, and the word where it was not."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement

from dashboard.metrics.facts import (
    CASES,
    CLASSES,
    EXAMS,
    INSPECTIONS,
    ORDERS,
    PUBLICITY,
    REGISTER,
    SITES,
    STANDARDS,
    STATES,
    Fact,
)
from dashboard.metrics.metric import Population, rows
from dashboard.metrics.states import FigureState


def inspected(*where: ColumnElement[bool], says: str = "检查") -> Population:
    """Visits of one kind: who was not visited has no number of findings."""
    return Population(tally=rows(INSPECTIONS, *where), says=says, absent=FigureState.NOT_INSPECTED)


def _reported(fact: Fact) -> Population:
    """Any row of the ledger by the day: for who reports, none in a period is zero."""
    return Population(
        tally=rows(fact),
        says=f"截至当日填报过的{fact.label}",
        absent=FigureState.NOT_REPORTED,
        timed=False,
    )


REGISTERED: Final = Population(
    tally=rows(REGISTER), says="在册培训机构", absent=FigureState.NO_INSTITUTION
)
REVIEWED: Final = Population(
    tally=rows(STATES), says="已有复核结论的机构", absent=FigureState.NOT_REVIEWED
)
SITED: Final = Population(tally=rows(SITES), says="在用考试点", absent=FigureState.NO_SITE)
STANDARD: Final = Population(
    tally=rows(STANDARDS), says="登记的标准", absent=FigureState.NOT_REPORTED
)
INSPECTED: Final = inspected()
ORDERED: Final = Population(tally=rows(ORDERS), says="下达的整改书", absent=FigureState.NO_ORDER)
REPORTS_CASES: Final = _reported(CASES)
REPORTS_PUBLICITY: Final = _reported(PUBLICITY)
PUBLICISED: Final = Population(
    tally=rows(PUBLICITY), says="宣传活动", absent=FigureState.NOT_REPORTED
)
REPORTS_CLASSES: Final = _reported(CLASSES)
TAUGHT: Final = Population(
    tally=REPORTS_CLASSES.tally, says="开班的培训班", absent=FigureState.NO_CLASS
)
EXAMINED: Final = Population(tally=rows(EXAMS), says="考试月报", absent=FigureState.NO_MONTHLY)
