"""Names of files are shown in one line without tricks."""

from __future__ import annotations

import pytest

from data_loaders.files.names import MOST_LETTERS, shown_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("渝北台账.xlsx", "渝北台账.xlsx"),
        ("../../etc/台账.xlsx", "台账.xlsx"),
        ("C:\\桌面\\台账.xls", "台账.xls"),
        ("台\u202exslx.账\n\r\0.xlsx", "台xslx.账.xlsx"),
        ("<script>alert(1)<script>.csv", "<script>alert(1)<script>.csv"),
        ("\u200b\n", "未命名文件"),
        ("", "未命名文件"),
    ],
)
def test_what_cannot_be_seen_is_left_out(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_ends() -> None:
    shown = shown_name("长" * 500 + ".xlsx")
    assert len(shown) <= MOST_LETTERS
    assert shown.endswith(".xlsx")
