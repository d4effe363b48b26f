"""The state of a cell: a number, or the one word for why there is none."""

from __future__ import annotations

from enum import Enum

from dashboard.access.cases import SUPPRESSED


class FigureState(Enum):
    """What a figure's cell says; its value is the word on screen, but where the number speaks.

    A thin figure keeps its number for the record, but no reader is to compare it.
    """

    VALUE = ""
    ZERO = "0"
    THIN = "样本不足"
    NOT_INSPECTED = "未检查"
    NO_INSTITUTION = "无机构"
    NO_SITE = "无考试点"
    NOT_REVIEWED = "未复核"
    NOTHING_FOUND = "未发现问题"
    NO_ORDER = "未下整改书"
    NONE_DUE = "没有到期"
    NONE_COMPLETED = "没有完成"
    NO_CASE = "无案件"
    NO_CLASS = "无培训班"
    NO_MONTHLY = "无月报"
    NO_CANDIDATE = "无考生"
    NOT_REPORTED = "未填报"
    UNREACHED = "未达到"
    WITHHELD = SUPPRESSED
    NO_LEDGER = "无台账"

    @property
    def word(self) -> str:
        """What stands in place of a number, or beside one nobody is to compare."""
        return "" if self in (FigureState.VALUE, FigureState.ZERO) else str(self.value)

    @property
    def has_number(self) -> bool:
        """Whether there is a number to tell."""
        return self in (FigureState.VALUE, FigureState.ZERO, FigureState.THIN)
