"""Free text with numbers of persons: asked about once a column."""

from __future__ import annotations

from typing import Any

import pytest

from tests.data_loaders.workbooks import good, read, read_rows, sheet, table

IDENTITY, MOBILE = "500227198512123456", "15923456789"


@pytest.mark.parametrize(
    ("ledger", "heading", "field", "cell", "kept"),
    [
        ("findings", "问题描述", "description", f"学员{IDENTITY}代签", "学员（已略去）代签"),
        ("inspections", "备注", "note", 15923456789, "（已略去）"),
        ("publicity", "名称", "name", f"讲座（报名{MOBILE}）", "讲座（报名（已略去））"),
        ("institutions", "机构名称", "name", f"某校{MOBILE}", "某校（已略去）"),
        ("publicity", "备注", "note", "１５９ ２３４５ ６７８９", "（已略去）"),
    ],
)
def test_a_number_is_asked_about_left_out_or_refused(
    ledger: str, heading: str, field: str, cell: Any, kept: str
) -> None:
    rows = [good(ledger, **{heading: cell}), good(ledger, **{heading: f"{cell}、2"})]
    asked = read_rows(ledger, *rows)
    assert asked.said == [("ask", "personal-number", row, heading) for row in (2, 3)]
    (question,) = {one.question for one in asked.problems}
    assert question is not None
    assert not question.lasting
    assert [one.answer for one in question.options] == ["omit", "refuse"]
    left_out = read_rows(ledger, *rows, **{question.key: "omit"})
    assert left_out.said == [("warn", "personal-number", row, heading) for row in (2, 3)]
    assert left_out.values[0][field] == kept
    refused = read_rows(ledger, *rows, **{question.key: "refuse"})
    assert refused.said == [("refuse", "not-wanted", row, heading) for row in (2, 3)]
    for found in (asked, left_out, refused):
        _holds_none(found)


@pytest.mark.parametrize(
    ("ledger", "heading", "cell"),
    [
        ("findings", "问题编号", f"题{MOBILE}"),
        ("findings", "问题描述", "缺档500106202411050012号"),
        ("institutions", "统一社会信用代码", "52509999000000001L"),
        ("inspections", "备注", "座机023-68123456"),
    ],
)
def test_codes_are_not_asked_about(ledger: str, heading: str, cell: str) -> None:
    assert read_rows(ledger, good(ledger, **{heading: cell})).said == []


@pytest.mark.parametrize(
    ("ledger", "changes"),
    [
        ("findings", {"问题类别": f"王某{MOBILE}"}),
        ("findings", {"区县": f"万州区{MOBILE}", "发现日期": IDENTITY}),
        ("institutions", {"统一社会信用代码": IDENTITY}),
        ("publicity", {"份数": MOBILE}),
        ("cases", {"案由": f"{IDENTITY}替考", "当事人类型": f"王某{MOBILE}"}),
    ],
)
def test_a_number_in_any_other_cell_is_told_masked(ledger: str, changes: dict[str, Any]) -> None:
    found = read_rows(ledger, good(ledger, **changes))
    assert found.values == [] or "区县" in changes
    _holds_none(found)


@pytest.mark.parametrize("heading", ["学员姓名", "身份证号", "联系电话"])
def test_a_column_of_persons_is_told_and_never_read(heading: str) -> None:
    rows = table([good("classes") | {heading: "王小明"}])
    found = read(sheet(rows))
    assert found.said == [("warn", "personal-column", 1, heading)]
    assert "不读取、不保存" in found.problem().message
    (line,) = (one for one in found.lines if one.record is not None)
    assert line.record is not None
    assert "王小明" not in repr(line.record.cells)
    assert line.record.cells["机构名称"] == "示例一校"


def _holds_none(found: Any) -> None:
    told = repr([(one, one.question) for one in found.problems])
    told += repr([line.record.cells for line in found.lines if line.record is not None])
    narrow = told.translate({0xFF10 + digit: str(digit) for digit in range(10)})
    for number in (IDENTITY, MOBILE, "2345 6789"):
        assert number not in narrow
