"""What alerts say: the one place of their words, read by a test before any officer reads them.

A statistical signal is 线索 or 提示核查. What it means is for an officer to find out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from dashboard import units
from dashboard.dates import Month
from dashboard.store.models.watch import LEVELS
from dashboard.watch.alert import Alert, Entity
from dashboard.watch.alert_group import AlertGroup
from dashboard.watch.indicators import INDICATORS

HINT: Final = "以下均为提示核查的线索，不是结论；是否属实由经办人核查后认定。"
NO_LOGIN: Final = "系统尚无登录，经办人由填写者自报；处置、改判和撤回都留痕，不能删除。"
CHANGED: Final = "处置后数据已变"

LEVEL_SAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "red": "触及硬规则：台账中的数字彼此矛盾或越过界限，请优先核查",
        "orange": "超出99.8%控制限，在同期全部对象中仍显著，且升幅不少于10个百分点",
        "yellow": "超出95%控制限、连续偏高或容量吃紧，且升幅不少于5个百分点；偶然出现的可能较大",
        "grey": "样本不足：读数偏高，但人次太少，不足以判断",
    }
)
REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "all_passed": "连续两个月首考不少于30人次且全部合格",
        "beyond_limit": "超出99.8%控制限",
        "beyond_warning": "超出95%控制限",
        "run": "连续多月偏高",
        "cusum": "累积和越过界限",
        "thin": "样本不足，暂不判断",
        "above_capacity": "超过容量，两个数字不能同时成立",
        "tight": "容量利用超过80%",
        "origin_unknown": "来源未知超过20%",
        "after_elimination": "淘汰之后仍有记录",
        "deep_shortfall": "有班次实授不到应授学时的90%",
        "dense_hours": "有班次平均每天超过8学时",
        "often_short": "近一年学时不足的班次明显多于各机构通常的比例",
    }
)
METHOD_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rise/1": "升高监测第1版",
        "peers/1": "同行比较第1版",
        "capacity/1": "容量比第1版",
        "hours/1": "学时规则第1版",
        "rule/1": "硬规则第1版",
    }
)
"""Method and version as they are read."""
METHODS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rise/1": (
            "与自身比：取此前最近12个干净月份（不足6个月时改与同工种其他对象比）求平均，"
            "按p′控制图（莱尼修正，历史波动大则界限放宽）定95%与99.8%界限；"
            "另用累积和图（按人次分档，界限由固定种子模拟）和运行规则看持续小幅升高。"
            "概率取控制图与贝塔-二项预测分布中较大的一个，同一指标同一月份的全部对象一并作"
            "本杰明尼-霍赫伯格校正。红、橙月份不进入以后的基线，经认定“解释合理”的除外。"
        ),
        "peers/1": (
            "与全部机构比：取此前12个月各机构（含本机构）各月的占比为参照，"
            "按过度离散漏斗图定95%与99.8%界限（同班签到并不独立，故以机构间实际差异为尺），"
            "并作本杰明尼-霍赫伯格校正。"
        ),
        "capacity/1": (
            "容量比：考试为当月理论首考人次÷填报容量；培训为一个季度各班次人数×应授学时÷"
            "（座位＋工位）按每天8学时、每月22天所能提供的人学时。大于1为红，大于0.8为黄；"
            "任一输入未填报即为未知，不判断。"
        ),
        "hours/1": (
            "学时规则：已结束且应授、实授均已填报的班次，实授不到应授的90%、或平均每个日历天"
            "超过8学时为红；此外以全部机构（含本机构）此前12个月的不足比例为参照，"
            "按二项分布看近一年不足的班次是否过多（0.1%为橙，2.5%为黄）。"
            "90%和8学时为本看板口径，非法定标准。"
        ),
        "rule/1": (
            "硬规则：淘汰结论之后开班、或淘汰当月以后仍有考试月报；"
            "来源未知人次超过20%（当月不少于30人次）。不涉及统计推断。"
        ),
    }
)
BASELINE: Final = (
    "基线不跨越2026年6月1日（考试规则变化）、机构复核结论变化和区划变动；"
    "变化当月不作基线。未完月份不作统计判断，只报已结束班次和淘汰后开班触及的硬规则。"
)
BUDGET: Final = (
    "误报预算：98家机构、3项指标、每月一判，若只用99.8%界限，一年约有7.1条纯属偶然；"
    "红、橙线索按上述条件从严，模拟的稳定月份中一年约1条。黄色只供排查时参考，"
    "一年约有数十条纯属偶然。"
)
NOT_JUDGED: Final = (
    "教师或教室重复排课、同一人同时在两处、签到设备集中度、理论答题用时：台账没有这些字段，"
    "不作判断。处罚无对应问题等记录矛盾见“执法成效”。"
)


def level_word(level: str) -> str:
    """红, 橙, 黄, or 灰 with what grey means."""
    return f"{LEVELS[level]}（样本不足）" if level == "grey" else LEVELS[level]


def entity_words(entity: Entity) -> str:
    """Body and trade."""
    return f"{entity.name}　{entity.trade}" if entity.trade else entity.name


def period_words(alert: Alert) -> str:
    """The period: a month, or the quarter of a training capacity."""
    if alert.indicator != "training_capacity":
        return Month.of(alert.period).words
    return f"{alert.period.year}年{alert.period.month - 2}—{alert.period.month}月"


def periods_words(group: AlertGroup) -> str:
    """How many months, or quarters of a training capacity, a group has."""
    quarterly = group.newest.indicator == "training_capacity"
    return f"共{group.periods}个{'季度' if quarterly else '月'}"


def say(alert: Alert) -> str:
    """The alert in a sentence or two: what, how much, against what."""
    told = _TOLD.get(alert.indicator, _share)
    reasons = "；".join(REASONS[reason] for reason in alert.reasons)
    return f"{told(alert)}。{reasons}。"


def against(alert: Alert) -> str:
    """What the reading is held against."""
    basis = alert.basis
    if basis.reference is None:
        return "没有可比的基线"
    if basis.kind == "rule":
        return "规则界限" + ("" if not basis.reference else _share_text(basis.reference))
    counted = f"{_share_text(basis.reference)}（{count(basis.hits)}/{count(basis.trials)}）"
    if basis.kind == "own":
        return f"自身基线{basis.months}个月{counted}"
    others = "同工种其他对象" if alert.entity.trade else "各机构"
    return f"{others}此前12个月{counted}"


def _share(alert: Alert) -> str:
    about = alert.about
    share = _share_text(alert.reading)
    counted = f"{about.counts}{count(alert.hits)}，{about.of}{count(alert.trials)}"
    head = f"{about.reading}{share}（{counted}）"
    basis = alert.basis
    if basis.reference is None or basis.kind == "rule" or alert.reading is None:
        return head
    change = units.difference(alert.reading, basis.reference, unit="share")
    return f"{head}，{against(alert)}，{change}"


def _capacity(alert: Alert) -> str:
    if alert.indicator == "exam_capacity":
        return (
            f"理论首考{units.text(alert.hits, unit='person_times')}，"
            f"填报容量{units.text(alert.trials, unit='person_times')}，"
            f"利用率{_share_text(alert.reading)}"
        )
    return (
        f"班次需要{units.number(alert.hits, unit='hours')}人学时，座位和工位可提供"
        f"{units.number(alert.trials, unit='hours')}人学时，利用率{_share_text(alert.reading)}"
    )


def _hours(alert: Alert) -> str:
    short = f"学时已填报的{count(alert.trials)}个班次中{count(alert.hits)}个不足应授学时"
    return f"{short}（{'、'.join(alert.detail[:3])}{'等' if len(alert.detail) > 3 else ''}）"


def _after(alert: Alert) -> str:
    day = alert.basis.first.isoformat() if alert.basis.first else ""
    rows = "、".join(alert.detail[:3]) + ("等" if len(alert.detail) > 3 else "")
    return f"{day}淘汰结论之后，台账仍有{count(alert.hits)}条班次或考试记录（{rows}）"


def count(value: float) -> str:
    """A count as it is read, thousands separated."""
    return units.number(value, unit="person_times")


def _share_text(value: float | None) -> str:
    return units.text(value, unit="share")


_TOLD: Final[Mapping[str, Callable[[Alert], str]]] = MappingProxyType(
    {
        "exam_capacity": _capacity,
        "training_capacity": _capacity,
        "hours": _hours,
        "after_elimination": _after,
    }
)
LABELS: Final = tuple(one.label for one in INDICATORS.values())
