"""How is this judged, how often is it wrong, and what can it not see?"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.dates import Month
from dashboard.sections.answer import Answer, Column, Sentences, Table
from dashboard.sections.section import Section
from dashboard.sections.view import View
from dashboard.sections.watch.faces import asked, of_list
from dashboard.store.models.watch import LEVELS
from dashboard.watch.engine import Watch
from dashboard.watch.indicators import INDICATORS
from dashboard.watch.wording import (
    BASELINE,
    BUDGET,
    LEVEL_SAYS,
    METHOD_NAMES,
    METHODS,
    NO_LOGIN,
    NOT_JUDGED,
)


def _answer(view: View, got: Mapping[str, Watch]) -> Answer:
    watch = got["watch"]
    levels = "；".join(f"{LEVELS[level]}——{said}" for level, said in LEVEL_SAYS.items())
    return Answer(
        title="凭什么判断、多久误报一次、哪些看不到",
        blocks=(
            Sentences(
                items=(
                    f"级别：{levels}。",
                    f"基线：{BASELINE}",
                    BUDGET,
                    f"看不到的：{NOT_JUDGED}",
                    f"处置：{NO_LOGIN}同一对象、指标、月份处置后不再提示；"
                    "处置后台账数字有变的，标为“处置后数据已变”。",
                )
            ),
            _table(watch),
        ),
    )


def _table(watch: Watch) -> Table:
    return Table(
        key="watch-methods",
        title="方法与版本；方法变了版本就变，新版本的线索重新核查",
        columns=(
            Column(label="方法与版本"),
            Column(label="用于"),
            Column(label="怎么判断"),
            Column(label=f"{Month.of(watch.last).words}未判断的对象（输入未填报或无可比）"),
        ),
        rows=[
            [name, _used_for(method), METHODS[method], _untold(method, watch)]
            for method, name in METHOD_NAMES.items()
        ],
    )


def _used_for(method: str) -> str:
    return "、".join(one.label for one in INDICATORS.values() if one.method == method)


def _untold(method: str, watch: Watch) -> str | None:
    """Per indicator how many could not be judged; None where there is nothing to judge at all."""
    if not watch.has_data:
        return None
    told = [
        f"{one.label}{watch.untold[one.key]}个"
        for one in INDICATORS.values()
        if one.method == method and watch.untold[one.key]
    ]
    return "、".join(told) or "无"


METHODS_SAID = Section(
    key="watch-methods", question="凭什么判断？", ask=asked, answer=_answer, when=of_list
)
