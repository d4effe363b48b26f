"""Who differs from the rest of the city? One measure: funnel, groups, and what it can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.metrics.clusters import PACE
from dashboard.metrics.comparison import Compared
from dashboard.metrics.definitions import METRICS
from dashboard.sections.answer import Answer, Block, Choice, Notice, Row, Sentences
from dashboard.sections.comparison_groups import (
    ABOVE,
    BELOW,
    SAME,
    Grouped,
    group_sentences,
    grouped,
)
from dashboard.sections.comparison_measures import (
    CHOICE,
    DEFAULT,
    MEASURES,
    OPTIONS,
    PARAM,
    Measure,
    chosen,
    everything,
    is_empty,
)
from dashboard.sections.comparison_method import method_sentences, power_sentences
from dashboard.sections.districts.benchmark import sentence
from dashboard.sections.districts.picture import dot_chart, funnel_chart
from dashboard.sections.section import Ask, Section
from dashboard.sections.view import View

CHOOSE = (
    "看某个区县：点图中的点，或在右上“筛选与日期”中选区县，"
    "即见它在各项指标上的位置、走势和先办的10条问题。"
)


def _ask(view: View) -> Mapping[str, Ask]:
    return {"compared": everything(view)}


def _answer(view: View, got: Mapping[str, Mapping[str, Compared]]) -> Answer:
    found = got["compared"]
    if is_empty(found):
        return Answer(
            title="台账尚未导入或期间内没有记录，没有可比的指标",
            blocks=(
                Notice(
                    text="通报没有列出各区县的数量（原文未说明），区县之间不能据此比较；导入检查、问题、复核、"
                    "培训班和考试台账后在此比较。"
                ),
            ),
        )
    measure, unknown = chosen(view)
    compared = found[measure.key]
    members = grouped(view, compared)
    blocks: list[Block] = []
    if unknown:
        text = f"链接中的 {PARAM}={unknown} 不是可比指标，已改为“{measure.label}”。"
        blocks.append(Notice(text=text, level="warning"))
    blocks.append(
        Choice(
            name=PARAM,
            label="比较哪项指标",
            options=OPTIONS,
            default=MEASURES[DEFAULT].label,
            long=True,
        )
    )
    if not view.filters.district and not view.is_still:
        blocks.append(Notice(text=CHOOSE))
    blocks += _pictures(view, measure, compared, members)
    return Answer(
        title=_title(measure, compared, members), blocks=tuple(blocks), metrics=(measure.key,)
    )


def _pictures(
    view: View, measure: Measure, compared: Compared, members: Sequence[Grouped]
) -> list[Block]:
    if compared.grouping is None:
        return [Notice(text=f"{measure.label}没有数据：相应的台账尚未导入，或期间内没有记录。")]
    said: list[Block] = [
        Sentences(items=(*group_sentences(members), sentence(view, measure))),
        Sentences(items=power_sentences(measure, compared)),
        Sentences(items=method_sentences(measure, compared)),
    ]
    ignored = METRICS[measure.key].ignores(compared.filters)
    if ignored:
        said.append(Notice(text=f"本指标不受{'、'.join(ignored)}筛选影响。"))
    if not compared.grouping.positions:
        text = "所有单位都样本不足，不画漏斗图，也不作比较。"
        return [Notice(text=text), *said, dot_chart(view, measure, compared, members)]
    return [
        Row(
            columns=(
                (1.7, (funnel_chart(view, measure, compared, members),)),
                (1.0, tuple(said)),
            )
        ),
        dot_chart(view, measure, compared, members),
    ]


def _title(measure: Measure, compared: Compared, members: Sequence[Grouped]) -> str:
    if compared.grouping is None:
        return f"{measure.label}：没有可比的数据"
    counts = {group: sum(one.group == group for one in members) for group in (ABOVE, SAME, BELOW)}
    rest = len(members) - sum(counts.values())
    tail = f"，另{rest}个样本不足或没有记录" if rest else ""
    label = measure.label if measure.key != PACE else "销号速度（1倍为全市水平）"
    if not sum(counts.values()):
        return f"{label}：所有单位都样本不足或没有记录，不作比较"
    if not counts[ABOVE] + counts[BELOW]:
        return f"{label}：{counts[SAME]}个单位之间分不出明显差别{tail}"
    return (
        f"{label}：{counts[ABOVE]}个单位明显偏高，{counts[BELOW]}个明显偏低，"
        f"{counts[SAME]}个无法区分{tail}"
    )


COMPARISON = Section(
    key="districts-comparison",
    question="谁与全市其余单位有差别？",
    ask=_ask,
    answer=_answer,
    choices={"indicator": CHOICE},
)
