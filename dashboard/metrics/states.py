"""The state of a cell: a number, or the one word for why there is none."""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import Final

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
    def meaning(self) -> str:
        """What the word means, for a reader who meets it."""
        return _MEANINGS[self]

    @property
    def word(self) -> str:
        """What stands in place of a number, or beside one nobody is to compare."""
        return "" if self in (FigureState.VALUE, FigureState.ZERO) else str(self.value)

    @property
    def has_number(self) -> bool:
        """Whether there is a number to tell."""
        return self in (FigureState.VALUE, FigureState.ZERO, FigureState.THIN)


_MEANINGS: Final = MappingProxyType(
    {
        FigureState.VALUE: "台账中数得出的数字",
        FigureState.ZERO: "台账有记录，数下来确实是零",
        FigureState.THIN: "有数字，但分母少于口径规定的最小样本，不参与比较、不下结论",
        FigureState.NOT_INSPECTED: "期间内没有检查记录；没有查不等于没有问题，所以不写0",
        FigureState.NO_INSTITUTION: "截至当日没有在册培训机构，谈不上多少",
        FigureState.NO_SITE: "截至当日没有在用考试点，谈不上多少",
        FigureState.NOT_REVIEWED: "还没有任何复核结论",
        FigureState.NOTHING_FOUND: "检查过而没有发现问题，所以没有整改可算",
        FigureState.NO_ORDER: "没有下达整改书，所以没有办结可算",
        FigureState.NONE_DUE: "整改期限都还没有到，按期与否尚无从说起",
        FigureState.NONE_COMPLETED: "还没有报告整改完成的，所以没有复查可算",
        FigureState.NO_CASE: "截至当日没有填报过案件",
        FigureState.NO_CLASS: "没有填报过培训班",
        FigureState.NO_MONTHLY: "没有填报过考试月报",
        FigureState.NO_CANDIDATE: "填报了月报而没有考生",
        FigureState.NOT_REPORTED: "台账没有填报，不知道是多少；不是0",
        FigureState.UNREACHED: "到截至日还没有降到一半（或九成），所以还没有这个天数",
        FigureState.WITHHELD: "涉及人数的明细，只有案件角色可见",
        FigureState.NO_LEDGER: "相应的台账还没有导入",
    }
)
