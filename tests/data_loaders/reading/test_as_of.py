"""The day that a register says it is of."""

from __future__ import annotations

from datetime import date

import pytest

from data_loaders.reading.as_of import told_day
from tests.data_loaders.workbooks import good, read, sheet, table

END = date(2024, 12, 31)


@pytest.mark.parametrize(
    ("above", "name", "file"),
    [
        ([["数据截至：2024-12-31"]], "机构台账", "渝北区"),
        ([["填报单位：渝北区　填报时间：2024年12月31日"]], "", ""),
        ([["培训机构名册"], ["统计时间", "2024.12.31"]], "", ""),
        ([["（截止到2024年12月）"]], "", ""),
        ([["报送日期：20241231"]], "", ""),
        ([], "机构台账（截至2024-12-31）", ""),
        ([], "机构台账", "渝北区机构台账截至20241231"),
        ([], "", "渝北区2024年12月培训机构名册"),
        ([["2024年底培训机构台账"]], "", ""),
        ([["培训机构台账"]], "20241231", "渝北区2025年3月"),
    ],
)
def test_the_day_stands_above_the_header_or_in_a_name(
    above: list[list[str]], name: str, file: str
) -> None:
    assert told_day(above, sheet=name, file=file) == END


@pytest.mark.parametrize(
    ("above", "name", "file"),
    [
        ([["填报时间：      "]], "机构台账", "渝北区"),
        ([["渝应急办发〔2024〕39号"]], "", ""),
        ([["截至2024年13月"]], "", ""),
        ([["2024年度培训机构台账"]], "", "台账2024"),
        ([["联系电话：02320241231"]], "", ""),
        ([], "Sheet1", "52500106202412310001"),
    ],
)
def test_what_is_no_day_says_nothing(above: list[list[str]], name: str, file: str) -> None:
    assert told_day(above, sheet=name, file=file) is None


def test_a_sheet_knows_its_day() -> None:
    rows = table([good("institutions")], ["机构台账"], ["填报时间：2024年12月31日"])
    header = read(sheet(rows), ledger="institutions").told.header
    assert header is not None
    assert header.as_of == END
