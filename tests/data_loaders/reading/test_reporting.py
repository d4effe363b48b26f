"""The reporting unit in cells, lines and titles."""

from __future__ import annotations

import pytest

from data_loaders.reading.reporting import named_in, place_name, reported_by, told_outside


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("渝北区应急管理局", "渝北区"),
        ("重庆市渝北区应急局", "重庆市渝北区"),
        ("两江新区管委会应急管理局", "两江新区"),
        ("渝 北", "渝北"),
        ("应急管理局", "应急管理局"),
    ],
)
def test_an_office_is_no_part_of_a_units_name(text: str, name: str) -> None:
    assert place_name(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("填报单位：渝北区应急管理局    填报时间：2024年11月", "渝北区"),
        ("填报单位(盖章)：高新区", "高新区"),
        ("报送区县 长寿区", "长寿区"),
        ("填报单位：", None),
        ("填报单位：________", None),
        ("渝北区机构台账", None),
    ],
)
def test_a_reporting_line(text: str, name: str | None) -> None:
    assert reported_by(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("渝北区2024年11月安全生产培训机构台账", ("渝北区",)),
        ("重庆市石柱土家族自治县培训班台账", ("石柱土家族自治县",)),
        ("江北区、渝北区检查记录", ("江北区", "渝北区")),
        ("两江新区宣传活动", ("两江新区",)),
        ("某某区机构台账", ("某某区",)),
        ("全市各区县汇总", ()),
        ("机构台账", ()),
    ],
)
def test_a_title(text: str, names: tuple[str, ...]) -> None:
    assert named_in(text) == names


def test_a_reporting_line_counts_before_title_sheet_and_file() -> None:
    above = [["渝北区台账"], ["填报单位", "长寿区"]]
    told = told_outside(above, sheet="巴南区", file="北碚区")
    assert told is not None
    assert (told.names, told.source) == (("长寿区",), "表头上方的填报单位")
    told = told_outside([], sheet="巴南区", file="北碚区")
    assert told is not None
    assert (told.names, told.source) == (("巴南区",), "工作表名称")
    assert told_outside([], sheet="Sheet1", file="台账") is None
