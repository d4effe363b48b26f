"""No sentence of ours rewards more inspections, findings or fines.

国办发〔2024〕54号 and 应急〔2025〕11号: no inspection quotas, and no appraisal by numbers of
inspections or by fines. What the circular itself says stays as it is written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.metrics.definitions import METRICS
from dashboard.paths import ROOT

REWARDING = re.compile(
    "|".join(
        (
            "检查(力度|频次|频率|次数)(不足|不够|偏低|落后|较少|太少)",
            "(加大|加强|增加|提高)(检查|执法|处罚)(力度|频次|次数)?",
            "(罚款|处罚|检查|问题)越多越好",
            "(检查|处罚|罚款|发现问题)(任务|指标|目标|排名|名次)",
            "全覆盖(目标|任务)",
            "检查(最少|垫底|落后)",
        )
    )
)
MODULES = sorted(
    path
    for folder in ("dashboard/sections", "dashboard/briefings", "dashboard/watch", "pages")
    for path in (ROOT / folder).rglob("*.py")
)


def said(path: Path) -> Iterator[str]:
    """The texts of a module that a reader may meet, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_sentence_rewards_more_inspections_findings_or_fines(path: Path) -> None:
    assert [text for text in said(path) if REWARDING.search(text)] == []


def test_no_metric_rewards_more_inspections_findings_or_fines() -> None:
    for metric in METRICS.values():
        assert not REWARDING.search(f"{metric.label}{metric.definition}{metric.excludes}")


def test_what_would_reward_is_found() -> None:
    for text in ("各区县应加大检查力度", "检查次数偏低的区县", "罚款任务完成情况"):
        assert REWARDING.search(text)
