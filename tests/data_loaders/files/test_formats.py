"""What number formats show: the value itself where it is plainly the same, else the text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl.utils.datetime import WINDOWS_EPOCH

from data_loaders.files.formats import BUILT_IN, NumberFormat, as_shown
from data_loaders.files.sheet import CellValue, FormattedCell

DAY = 45599
NOON = datetime.fromisoformat("2024-11-03T12:00")


def read(code: str, number: float) -> CellValue:
    """What a cell of a format holds."""
    return NumberFormat(code=code, since=WINDOWS_EPOCH).number(number)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("General", 0.1428571428571428),
        ("General", 123456789012345678),
        ("0", 5),
        ("0.00", 1234),
        ("#,##0", 153000),
        ("#,##0.00_ ", 2000),
        ("0.0", 2.5),
        ("[红色]0", 7),
        ("??0.0#", 1.25),
        ("0_);(0)", -12),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 1200),
        ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 0),
        ("[$¥-804]#,##0", 88),
        ("000", 123),
        ("@", 12),
        ("[>=100]0;0", 120),
    ],
)
def test_a_number_shown_as_itself_stays_what_it_is(code: str, number: float) -> None:
    found = read(code, number)
    assert found == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("0", 2.6, "3"),
        ("0", 0.5, "1"),
        ("0.0", 2.65, "2.7"),
        ("0.00", 2024.1, "2024.10"),
        ("#,##0", 1234.5, "1,235"),
        ("0!.0,", 153000, "15.3"),
        (r"0\.0,", 153456, "15.3"),
        ("0.0,", 153456, "153.5"),
        ("#,##0.0,,", 1234567890, "1,234.6"),
        ('0"."0,"万"', 153000, "15.3万"),
        ("0%", 0.985, "99%"),
        ("0.0%", 0.985, "98.5%"),
        ('"沙WT-2024-"000', 7, "沙WT-2024-007"),
        ("000000", 123, "000123"),
        ("000-0000", 1234567, "123-4567"),
        ("[DBNum1]0", 5, None),
        ("# ?/?", 2.5, None),
        ("##0.0E+0", 12345, None),
        ("0.00E+00", 5e17, "5.00E+17"),
        ("0.00E+00", 0.00012, "1.20E-04"),
        ("0;-0;;@", 0, ""),
        ("#,###", 0, ""),
        (";;;", 153, ""),
        (";;;", 2.5, ""),
        ('0"人"', 12, "12人"),
        ('General"人"', 12.5, "12.5人"),
        ('[>=10000]0.0,"千";0', 15300, "15.3千"),
        ('[<60]"不合格";"合格"', 75, "合格"),
        ('[=0]"无";0', 0, "无"),
        ("[>=10]0;[>=5]0.0", 3, None),
        ("[>=10]0", 3, None),
        ("[Red]0;[Red]0", -5, "5"),
        ("0b", 5, None),
        ("$#,##0", 5000, "$5,000"),
        ("[$€-407]0.00", 12, "€12.00"),
        ("0;[>=100]0.0", 120, None),
        ('@"号"', 5, None),
        ("yyyy-mm-dd", -5, None),
        ("yyyy-mm-dd", 20241103, None),
        ("h:mm", 20241103, None),
    ],
)
def test_a_number_shown_as_another_tells_both(code: str, number: float, text: str | None) -> None:
    assert read(code, number) == FormattedCell(number, text)


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        ("yyyy-mm-dd", DAY, date(2024, 11, 3)),
        ("d/m/yy", DAY, date(2024, 11, 3)),
        ('[$-804]yyyy"年"m"月"d"日" dddd', DAY, date(2024, 11, 3)),
        ("yyyy年m月d日", DAY, date(2024, 11, 3)),
        ("[$-F800]dddd\\, mmmm dd\\, yyyy", DAY, date(2024, 11, 3)),
        ("yyyymmdd", DAY, date(2024, 11, 3)),
        ("yyyy/m/d h:mm", DAY + 0.5, NOON),
        ("h:mm", 0.25, time(6)),
        ("[h]:mm", 1.5, FormattedCell(timedelta(days=1.5), "36:00")),
        ("[mm]:ss", 0.125, FormattedCell(timedelta(hours=3), "180:00")),
        ('[h]"小时"', 2.0, FormattedCell(timedelta(days=2), "48小时")),
        ("[h]:mm:ss.0", 1.5, FormattedCell(timedelta(days=1.5), None)),
        ('yyyy"年"m"月"', DAY, FormattedCell(date(2024, 11, 3), "2024年11月")),
        ('m"月"d"日"', DAY, FormattedCell(date(2024, 11, 3), "11月3日")),
        ("mmm-yy", DAY, FormattedCell(date(2024, 11, 3), "Nov-24")),
        ("d-mmm", DAY, FormattedCell(date(2024, 11, 3), "3-Nov")),
        ("aaaa", DAY, FormattedCell(date(2024, 11, 3), "星期日")),
        ("h:mm", DAY + 0.5, FormattedCell(NOON, "12:00")),
        (
            "上午/下午h时mm分ss秒",
            DAY + 0.75,
            FormattedCell(NOON.replace(hour=18), "下午6时00分00秒"),
        ),
        ('[DBNum1]yyyy"年"m"月"', DAY, FormattedCell(date(2024, 11, 3), None)),
        ('"截至"yyyy-m-d', DAY, FormattedCell(date(2024, 11, 3), "截至2024-11-3")),
        ("mm:ss.0", DAY, FormattedCell(date(2024, 11, 3), None)),
    ],
)
def test_a_day_is_plain_where_all_of_it_is_shown(
    code: str, number: float, value: CellValue
) -> None:
    found = read(code, number)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("General", "甲", "甲"),
        ("0.00", "甲", "甲"),
        ("@", "甲", "甲"),
        ('0;0;0;"沙"@', "7号", FormattedCell("7号", "沙7号")),
        ('@"区"', "万州", FormattedCell("万州", "万州区")),
        (";;;", "甲", FormattedCell("甲", "")),
        ("0;0;0", "甲", "甲"),
        ("_ @_ ", "甲", "甲"),
    ],
)
def test_text_is_what_it_is_unless_its_format_adds_to_it(
    code: str, text: str, value: CellValue
) -> None:
    assert NumberFormat(code=code, since=WINDOWS_EPOCH).words(text) == value


def test_every_format_that_is_named_by_number_can_be_followed() -> None:
    unknown = [
        number
        for number in BUILT_IN
        if isinstance(found := read(BUILT_IN[number], DAY), FormattedCell) and found.text is None
    ]
    assert unknown == [12, 13, 47, 48]


@pytest.mark.parametrize(
    "code", ['"' * 9, "[", "[[", "\\", "_", "*", "0" * 400, "E+", "." * 9, ",,,"]
)
def test_no_format_makes_reading_fail(code: str) -> None:
    for number in (0, 5, -5, 2.6, 1e300, -1e-300, DAY):
        read(code, number)


def test_what_a_file_says_is_shown_is_compared_with_what_it_holds() -> None:
    assert as_shown(1234, "1,234.00 ") == 1234
    assert as_shown(-5, "(5)") == -5
    assert as_shown(2.5, "2.5") == 2.5
    assert as_shown(0, "-") == 0
    assert as_shown(2.5, "2.50") == FormattedCell(2.5, "2.50")
    assert as_shown(5, "") == FormattedCell(5, "")
