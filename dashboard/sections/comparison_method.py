"""What a comparison can and cannot tell: its rule, its power, and what they rest on."""

from __future__ import annotations

from typing import Final

from dashboard.analysis.deals import DEALS, Hand
from dashboard.analysis.power import FEWEST, Effect
from dashboard.metrics.clusters import COMPARABLE, PACE
from dashboard.metrics.comparison import Compared, Power
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON
from dashboard.sections.comparison_measures import Measure

RULE: Final = (
    f"怎样才算明显：把全市机构和考试点连同各自的记录随机分给各区县{DEALS}次，每个区县大、中、小机构的家数不变；"
    f"实际偏离要比99%的分法中全市单位、全部{len(COMPARABLE)}项可比指标里偏得最远的还远，"
    "才归入“明显偏高”“明显偏低”，达到95%的仅作提示，其余是“无法区分”。"
)
MORE: Final = (
    "这样，各区县即使毫无差别，一百次里也只约有一次会点到谁的名。同一机构的人次、问题互有关联，所以分的是机构，"
    "不是人次；各项指标的尺度由该项自己的分法定。这是本看板自定的较严规则，不是上级规定。"
    "组内按惯用顺序排列，不排名次；偏高、偏低是提示核查的线索，不是好坏的结论。"
)
PICTURE: Final = (
    "漏斗图的实线、虚线是人次互不相关时99.8%、95%的偶然范围（二项或泊松分布，中间概率法），只供对照："
    "点在线外不等于明显。"
)


def power_sentences(measure: Measure, compared: Compared) -> tuple[str, ...]:
    """How often a true difference would be noticed, what it would take, and who has too few."""
    power = compared.power
    if power is None or compared.grouping is None:
        return ()
    median, largest = power.at_median, power.at_largest
    middle, most = _holds(measure, power.median), _holds(measure, power.largest)
    enough = (
        "机构之间本来就差异很大，机构再多也难以看出一倍的差别"
        if power.enough is None
        else f"要有八成把握看出翻倍，约需{power.enough}家"
    )
    said = (
        f"检出能力：{_change(measure, power.twofold, times='翻倍')}时，"
        f"被点到的机会，规模居中的单位（{middle}）{_chance(median.twofold)}，"
        f"最大的（{most}）{_chance(largest.twofold)}；"
        f"{_change(measure, power.fourfold, times='四倍')}时分别为"
        f"{_chance(median.fourfold)}和{_chance(largest.fourfold)}。{enough}。"
    )
    return (said, *_blind(power, compared=len(compared.grouping.positions)))


def _change(measure: Measure, effect: Effect, *, times: str) -> str:
    """What is supposed to be true."""
    before, after = measure.text(effect.reference), measure.text(effect.truth)
    if effect.of == "rest":
        return f"真实{measure.label}由{before}降到{after}（未达到的{times}）"
    most = "，即全部" if measure.unit == "share" and effect.truth >= 1 else ""
    return f"真实{times}（{before}到{after}{most}）"


def _holds(measure: Measure, hand: Hand) -> str:
    # What is named as the size of a pace are the findings expected to have been closed.
    size = hand.expected if measure.key == PACE else hand.size
    return f"{hand.clusters:.0f}家、{measure.size_text(size)}{measure.size}"


def _blind(power: Power, *, compared: int) -> tuple[str, ...]:
    """Of which units nothing can be told."""
    few = len(power.blind)
    if not few:
        return ()
    if few == compared:
        who = "本指标上可比的单位机构都太少，再大的差别也多半看不出来"
    else:
        who = f"可比的{compared}个单位中有{few}个机构太少，再大的差别也多半看不出来"
    return (f"{who}（不足{FEWEST}家，或真实四倍被点到的机会不到两成）：没有点到不等于没有差别。",)


def _chance(share: float) -> str:
    """A probability without false precision at its ends."""
    if share < 0.01:
        return "不到1%"
    return "99%以上" if share > 0.99 else f"约{share:.0%}"


def method_sentences(measure: Measure, compared: Compared) -> tuple[str, ...]:
    """The rule, what the picture shows, and what is special about the measure."""
    said = [RULE, MORE, PICTURE]
    if measure.standardised:
        said.append(
            "合格率已按工种标准化：各工种以全市其余单位的合格率推算应合格人次，图中的值为全市合格率×实际合格÷应合格，"
            "所以教难的工种不吃亏；理论与实操分开。"
        )
    if measure.key == PACE:
        said.append(
            "销号速度＝实际销号数÷期望销号数（对数秩法）：期望数按全市其余单位同样天数的问题每天销号的比例推算，"
            "未销号的按已历天数计入，挑容易的先销不会使它变快；两边只计其余单位也有未销号问题的天数；"
            "大于1倍为快。"
        )
    if METRICS[measure.key].family == "exams" and compared.filters.first == RULES_CHANGED_ON:
        said.append("2026年6月1日起考试规则变化，只计新规则下的月份。")
    return tuple(said)
