from __future__ import annotations

import pytest

from dashboard.sections.form import Form, FormField

FORM = Form(
    key="f",
    title="处置",
    entries=(
        FormField(name="who", label="经办人", longest=4, required=True),
        FormField(name="why", label="说明", longest=6),
    ),
    check="核对",
    confirm="写入",
    asks="对吗？",
    send=lambda _engine, _values: "好",
)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"who": "甲"}, ""),
        ({"who": "  "}, "请填写“经办人”"),
        ({}, "请填写“经办人”"),
        ({"who": "甲乙丙丁戊"}, "“经办人”最多4字，现有5字"),
        ({"who": "甲", "why": "一二三四五六七"}, "“说明”最多6字，现有7字"),
    ],
)
def test_what_keeps_it_from_being_sent_is_said(values: dict[str, str], said: str) -> None:
    assert FORM.problem(values) == said
