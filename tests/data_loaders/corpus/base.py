"""What the store holds before a broken workbook is tried."""

from __future__ import annotations

from datetime import date

from tests.data_loaders.corpus.broken import CODE_A, CODE_D, book

_WANZHOU = {"区县": "万州区"}
_ROUND = {"复核轮次": "2024年基本条件复核", "轮次开始日期": date(2024, 3, 4)}

BASE = book(
    {
        "institutions": [
            _WANZHOU
            | {
                "机构名称": "甲安全培训学校",
                "统一社会信用代码": CODE_A,
                "成立日期": date(2015, 1, 1),
            },
            _WANZHOU | {"机构名称": "乙安全培训学校"},
            _WANZHOU | {"机构名称": "丙安全培训学校", "注销日期": date(2024, 6, 30)},
            {"区县": "涪陵区", "机构名称": "丁安全培训学校", "统一社会信用代码": CODE_D},
            _WANZHOU | {"机构名称": "戊安全培训学校"},
        ],
        "exam_sites": [
            _WANZHOU | {"考试点名称": "子考试点"},
            _WANZHOU | {"考试点名称": "戊安全培训学校"},
        ],
        "reviews": [
            _WANZHOU
            | _ROUND
            | {
                "机构名称": "乙安全培训学校",
                "阶段": "市级督查",
                "结论": "淘汰",
                "结论日期": date(2024, 7, 1),
            }
        ],
        "inspections": [
            _WANZHOU
            | {
                "检查编号": "检〔2024〕1号",
                "被检单位": "甲安全培训学校",
                "检查日期": date(2024, 11, 6),
            }
        ],
        "findings": [
            _WANZHOU
            | {
                "问题编号": "问题1",
                "检查编号": "检〔2024〕1号",
                "被检单位": "甲安全培训学校",
                "问题类别": "培训档案",
                "问题描述": "缺少考勤",
                "发现日期": date(2024, 11, 6),
                "整改书编号": "改〔2024〕1号",
                "整改书下达日期": date(2024, 11, 7),
                "整改期限": date(2024, 12, 6),
            }
        ],
    }
)
