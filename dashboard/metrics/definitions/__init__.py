"""All metrics by key, one family of questions per module."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.metrics.definitions import (
    closing,
    enforcement,
    exams,
    findings,
    inspections,
    publicity,
    rectification,
    review,
    training,
)
from dashboard.metrics.metric import Metric

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "review": "机构复核",
        "inspections": "监督检查",
        "findings": "问题隐患",
        "rectification": "整改",
        "enforcement": "执法",
        "publicity": "宣传",
        "training": "培训过程",
        "exams": "考试",
    }
)
"""Family key to its name on screen, in the order of listings."""

METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        metric.key: metric
        for family in (
            review,
            inspections,
            findings,
            rectification,
            closing,
            enforcement,
            publicity,
            training,
            exams,
        )
        for metric in family.METRICS
    }
)
"""Every metric of the product by its key."""
