"""Numbers of persons in free text, and columns of persons."""

from __future__ import annotations

import pytest

from data_loaders.rules.personal import holds_number, is_personal, masked, without_numbers


@pytest.mark.parametrize(
    ("text", "shown", "kept"),
    [
        ("考生500227198512123456替考", "500227********3456替考", "考生（已略去）替考"),
        ("证号51022419790305002x", "510224********002X", "证号（已略去）"),
        ("５００２２７１９８５１２１２３４５６", "500227********3456", "（已略去）"),
        ("500227 19851212 3456", "500227********3456", "（已略去）"),
        ("500227-1985-1212-3456", "500227********3456", "（已略去）"),
        ("5002 2719 8512 1234 56", "500227********3456", "（已略去）"),
        ("3.500227198512123456", "3.500227********3456", "3.（已略去）"),
        ("旧证510224790305002", "510224*****5002", "旧证（已略去）"),
        ("5.00227198512123e+17", "*" * 20, "（已略去）"),
        ("电话：15923456789。", "电话：159****6789。", "电话：（已略去）。"),
        ("+86 159-2345-6789", "159****6789", "（已略去）"),
        ("008615923456789", "159****6789", "（已略去）"),
        (
            "159-234-56789或１８７１２３４５６７８",
            "159****6789或187****5678",
            "（已略去）或（已略去）",
        ),
        (
            "李某500227198512123456，15923456789",
            "李某500227********3456，159****6789",
            "李某（已略去），（已略去）",
        ),
    ],
)
def test_numbers_of_persons_are_masked_and_left_out(text: str, shown: str, kept: str) -> None:
    assert holds_number(text)
    assert masked(text).endswith(shown)
    assert without_numbers(text) == kept
    assert masked(masked(text)) == masked(text)
    assert not holds_number(kept)


@pytest.mark.parametrize(
    "text",
    [
        "91500112MJP0000032",
        "13500109123MJPA0X8",
        "500106202411050012",
        "500227198513123456",
        "500106000123456",
        "023-68123456",
        "12345678901",
        "159234567890",
        "1592345.6789元",
        "检〔2024〕500106号",
        "2024-11-05 13:00至2024-11-06",
        "120 130 140 150",
        "学员30人，签到25人次，缺档5份",
    ],
)
def test_codes_days_and_counts_are_no_numbers_of_persons(text: str) -> None:
    assert not holds_number(text)
    assert masked(text) == text
    assert without_numbers(text) == text


def test_a_birthday_of_lately_needs_a_right_check_digit() -> None:
    assert not holds_number("500106202411050018")
    assert holds_number("500106202411050012") is False
    right = [one for one in "0123456789X" if holds_number(f"50010620110305001{one}")]
    assert len(right) == 1


@pytest.mark.parametrize(
    "heading",
    ["姓名", "学员 姓名", "身份证号", "联系电话", "手机号码", "电话", "整改责任人", "联系人"],
)
def test_columns_of_persons(heading: str) -> None:
    assert is_personal(heading)


@pytest.mark.parametrize(
    "heading",
    ["机构名称", "涉及人数", "微信公众号", "责任单位", "许可证号", "检查方式", "人员配备"],
)
def test_columns_of_anything_else(heading: str) -> None:
    assert not is_personal(heading)
