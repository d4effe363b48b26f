"""What a comparison can and cannot tell: its power, its limits, and what they rest on."""

from __future__ import annotations

from dashboard import units
from dashboard.analysis.funnel import Dispersion
from dashboard.analysis.grouping import ENOUGH_CASES, ENOUGH_UNITS
from dashboard.analysis.power import doubling
from dashboard.metrics.comparison import PACE, Compared
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.definitions.exams import RULES_CHANGED_ON
from dashboard.sections.districts.measures import Measure

RULE = (
    "每个单位都与全市其余单位的合计相比；只有超出99.8%控制限才归入“明显偏高”“明显偏低”，只超出95%的仅作提示，"
    "其余是“无法区分”。组内按惯用顺序排列，不排名次。偏高、偏低是提示核查的线索，不是好坏的结论。"
)


def power_sentences(measure: Measure, compared: Compared) -> tuple[str, ...]:
    """How often a true doubling would be noticed, and what size it would take."""
    power, grouping = compared.power, compared.grouping
    if power is None or grouping is None:
        return ()
    truth = doubling(grouping.kind, reference=grouping.city).truth
    change = f"真实翻倍（{measure.text(grouping.city)}到{measure.text(truth)}）"
    if power.doubled == "rest":
        rest = f"由{measure.text(grouping.city)}降到{measure.text(truth)}"
        change = f"真实{measure.label}{rest}（未达到的翻倍）"
    median, largest = (measure.size_text(size) for size in (power.median_size, power.largest_size))
    enough = (
        "单位之间本来就差异很大，规模再大也难以据此分辨一倍的差别"
        if power.enough is None
        else f"要有八成把握，约需{measure.size_text(power.enough)}"
    )
    return (
        f"检出能力：以中位数{median}{measure.size}计，{change}有{_chance(power.at_median)}的机会被发现；"
        f"以最多的{largest}计，为{_chance(power.at_largest)}。{enough}。",
    )


def _chance(share: float) -> str:
    """A probability without false precision at its ends."""
    if share < 0.001:
        return "不到0.1%"
    return "99.9%以上" if share > 0.999 else units.text(share, unit="share")


def method_sentences(measure: Measure, compared: Compared) -> tuple[str, ...]:
    """The rule, the limits used and why, and what is special about the measure."""
    grouping = compared.grouping
    said = [RULE]
    if grouping is not None:
        said.append(_limits(grouping.dispersion))
    if measure.standardised:
        said.append(
            "合格率已按工种标准化：各工种以全市其余单位的合格率推算应合格人次，图中的值为全市合格率×实际合格÷应合格，"
            "所以教难的工种不吃亏；理论与实操分开。"
        )
    if measure.key == PACE:
        said.append(
            "销号速度＝实际销号数÷期望销号数（对数秩法）：期望数按全市其余单位同样天数的问题每天销号的比例推算，"
            "未销号的按已历天数计入，挑容易的先销不会使它变快；大于1倍为快。"
        )
    if METRICS[measure.key].family == "exams" and compared.filters.first == RULES_CHANGED_ON:
        said.append("2026年6月1日起考试规则变化，只计新规则下的月份。")
    return tuple(said)


def _limits(dispersion: Dispersion) -> str:
    if dispersion.units < ENOUGH_UNITS:
        return (
            f"控制限：期望数不少于{ENOUGH_CASES}的单位不足{ENOUGH_UNITS}个，估计不出单位之间本来的差异，"
            "用二项或泊松分布的精确控制限（mid-p）。"
        )
    factor = f"离散系数φ＝{dispersion.factor:.2f}，按{dispersion.units}个单位估计"
    if not dispersion.variance:
        return f"控制限：单位之间的差异没有超出偶然（{factor}），用精确控制限（mid-p）。"
    return (
        f"控制限：单位之间本来就有偶然以外的差异（{factor}），控制限已按加性随机效应放宽"
        f"（τ²＝{dispersion.variance:.2g}），以免把常见的差异当作异常。"
    )
