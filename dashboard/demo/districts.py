"""How the demo's bodies are spread over the reporting units of 2024, and how hard each one looks.

The numbers of institutions and sites are made up, but for the three institutions of 沙坪坝区,
which the circular states.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, NamedTuple

from dashboard.demo.plan import Ref


class DemoUnit(NamedTuple):
    """A reporting unit's short name and how many bodies of either kind stand in it."""

    name: str
    institutions: int
    sites: int


UNITS: Final = MappingProxyType(
    {
        "500101": DemoUnit("万州", 5, 2),
        "500102": DemoUnit("涪陵", 4, 2),
        "500103": DemoUnit("渝中", 3, 1),
        "500104": DemoUnit("大渡口", 2, 1),
        "500105": DemoUnit("江北", 4, 2),
        "500106": DemoUnit("沙坪坝", 3, 1),
        "500107": DemoUnit("九龙坡", 6, 3),
        "500108": DemoUnit("南岸", 3, 1),
        "500109": DemoUnit("北碚", 3, 1),
        "500110": DemoUnit("綦江", 2, 1),
        "500111": DemoUnit("大足", 2, 1),
        "500112": DemoUnit("渝北", 8, 3),
        "500113": DemoUnit("巴南", 4, 2),
        "500114": DemoUnit("黔江", 3, 1),
        "500115": DemoUnit("长寿", 4, 2),
        "500116": DemoUnit("江津", 4, 2),
        "500117": DemoUnit("合川", 3, 2),
        "500118": DemoUnit("永川", 3, 2),
        "500119": DemoUnit("南川", 2, 1),
        "500120": DemoUnit("璧山", 2, 1),
        "500151": DemoUnit("铜梁", 2, 1),
        "500152": DemoUnit("潼南", 1, 1),
        "500153": DemoUnit("荣昌", 2, 1),
        "500154": DemoUnit("开州", 2, 1),
        "500155": DemoUnit("梁平", 2, 1),
        "500156": DemoUnit("武隆", 1, 0),
        "500229": DemoUnit("城口", 0, 0),
        "500230": DemoUnit("丰都", 2, 1),
        "500231": DemoUnit("垫江", 1, 1),
        "500233": DemoUnit("忠县", 1, 0),
        "500235": DemoUnit("云阳", 2, 1),
        "500236": DemoUnit("奉节", 1, 1),
        "500237": DemoUnit("巫山", 1, 0),
        "500238": DemoUnit("巫溪", 0, 1),
        "500240": DemoUnit("石柱", 1, 0),
        "500241": DemoUnit("秀山", 1, 1),
        "500242": DemoUnit("酉阳", 1, 0),
        "500243": DemoUnit("彭水", 1, 0),
        "CQ-LJ": DemoUnit("两江新区", 2, 1),
        "CQ-GX": DemoUnit("高新区", 2, 1),
        "CQ-WS": DemoUnit("万盛", 1, 1),
        "CQ-SQ": DemoUnit("双桥", 1, 0),
    }
)
"""Every reporting unit as of 2024 by its code."""

SITES_OF: Final = MappingProxyType(
    {
        "500156": "500102",
        "500233": "500101",
        "500237": "500238",
        "500240": "500114",
        "500242": "500114",
        "500243": "500114",
        "CQ-SQ": "500111",
    }
)
"""In which unit candidates are examined whose own unit has no exam site."""

SHAPINGBA: Final = "500106"
SHUANGQIAO: Final = "CQ-SQ"
TOLD_OF: Final = frozenset({SHAPINGBA, SHUANGQIAO})
"""Units of which the circular states the ledger itself; nothing is left to chance there."""

NEVER_INSPECTED: Final = frozenset({"500229", "500237"})
NOTHING_FOUND: Final = frozenset({"500156", "500240"})
"""Inspected, but nothing was found: a true zero."""

FOUND_PER_VISIT: Final = MappingProxyType(
    {"500110": 3.2, "500111": 2.6, "500119": 0.4, "500117": 0.6}
)
"""Units that clearly find more or fewer problems per visit than the rest."""


def district(code: str) -> Ref:
    """The reference to the unit with that code."""
    return Ref("district", code)
