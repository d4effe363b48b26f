"""Which texts may be one, corrected."""

from __future__ import annotations

import pytest

from data_loaders.batches.diff.correction_keys import text_likeness, trade_likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("灭火器过期2具", "灭火器过期3具"),
        ("消防通道堵塞", "消防通道堵塞（已拍照）"),
        ("签到代签", "签到代签，3人次"),
        ("实操设备 损坏2台。", "实操设备损坏２台"),
        ("理论教室座位间距不足", "理论教室座位间距不够"),
    ],
)
def test_a_text_may_be_another_one_corrected(one: str, other: str) -> None:
    assert text_likeness(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("灭火器过期", "签到代签"),
        ("培训档案缺少学员签到表", "监控设备部分点位无图像"),
        ("安全小课堂第1期", "安全小课堂第2期"),
        ("安全简报12期", "安全简报13期"),
        ("档案", "档案缺失"),
        ("学时不足", "师资不足"),
    ],
)
def test_texts_that_say_different_things_are_not(one: str, other: str) -> None:
    assert not text_likeness(one, other)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("低压电工", "低压电工作业", True),
        ("熔化焊接与热切割作业", "焊接与热切割", True),
        ("低压电工作业", "高压电工作业", False),
        ("登高架设作业", "高处安装维护作业", False),
    ],
)
def test_a_trade_may_be_another_one_cut_short(one: str, other: str, alike: bool) -> None:
    assert bool(trade_likeness(one, other)) is alike
