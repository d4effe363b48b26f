"""Plain words for what a visit finds, by category, and the clauses such a thing may break."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

DESCRIPTIONS: Final = MappingProxyType(
    {
        "facility": (
            "实操设备未按期维护保养，维护记录缺失",
            "理论教室疏散通道堆放杂物",
            "灭火器超过检验有效期",
            "擅自将一间理论教室改作仓库",
            "实操工位临时用电线路敷设不规范",
            "监控设备部分点位无图像",
            "实操区未设置安全警示标志",
            "应急预案未按期组织演练",
            "培训场所与登记地址不一致",
            "焊接实操区通风装置损坏未修复",
            "登高实操用安全带过期未更换",
            "应急照明故障未及时更换",
        ),
        "training": (
            "未按培训大纲安排实操课程",
            "实授学时少于教学计划",
            "擅自合并不同工种班次授课",
            "授课教师与备案教师不一致",
            "教学计划未载明课程学时",
            "未开展培训效果评估",
            "线上培训未落实身份核验",
            "以自学代替理论授课",
            "结业考核试卷重复使用",
            "实操指导教师数量不足",
        ),
        "archive": (
            "培训档案缺少学员签到表",
            "考勤签到笔迹雷同，疑似代签",
            "考勤记录系课后补签",
            "培训档案未实行一班一档",
            "未安排专人管理培训档案",
            "教学日志与课程表内容不一致",
            "结业考核成绩单未归档",
            "学员报名材料要件不全",
            "档案保存场所不符合防潮防火要求",
            "电子档案与纸质档案不一致",
        ),
        "violation": (
            "涉嫌组织学员规避考试监管",
            "招生宣传含有“包过”等不实表述",
            "超出备案工种范围招生培训",
            "未经备案擅自增设教学点",
            "涉嫌出具虚假培训证明",
            "考试期间监考人员脱岗",
        ),
    }
)
"""Descriptions by category of finding."""

SITE_DESCRIPTIONS: Final = MappingProxyType(
    {
        "facility": (
            "理论考试机位隔板损坏",
            "实操考场监控存在盲区",
            "身份核验设备故障未及时维修",
            "考场应急照明失效",
            "实操考试设备未按期检定",
            "候考区与考场未有效隔离",
        ),
        "training": (
            "监考人员未按计划参加业务培训",
            "考评人员数量不足",
            "考务人员分工不明确",
        ),
        "archive": (
            "考试视频资料保存不完整",
            "考场情况记录表填写不规范",
            "实操考评原始记录缺少签字",
            "考务档案未按场次归档",
        ),
        "violation": (
            "考试期间监考人员脱岗",
            "未按规定核验考生身份",
            "考场内发现未按规定保管的手机",
        ),
    }
)
"""The same for exam sites."""

CLAUSES: Final = MappingProxyType(
    {
        "facility": ("4.2", "4.2", "4.1.2", "4.6.2", "4.1.1"),
        "training": ("4.4.4", "4.4.4", "4.4.1", "4.3.2", "4.5"),
        "archive": ("4.7", "4.7", "4.6.1"),
        "violation": ("4.1.1",),
    }
)
"""Numbers of clauses of AQ 8011-2023 by category; one named twice is met twice as often."""

SEVERITY_WEIGHTS: Final = MappingProxyType(
    {
        "facility": (74, 18, 2, 6),
        "training": (62, 30, 2, 6),
        "archive": (78, 15, 1, 6),
        "violation": (18, 54, 24, 4),
    }
)
"""Weights of minor, major, critical and not reported, by category."""
