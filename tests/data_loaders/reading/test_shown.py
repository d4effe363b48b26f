"""Cells that show something else than they hold: never taken for what is not shown, unasked."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from data_loaders.files.sheet import FormattedCell
from tests.data_loaders.workbooks import Outcome, answers, good, read, read_rows, sheet, table

NOVEMBER = date(2024, 11, 1)


@pytest.mark.parametrize(
    ("ledger", "heading", "cell", "key", "value"),
    [
        ("publicity", "覆盖人次（万人次）", FormattedCell(153000, "15.3"), "person_times", 153_000),
        (
            "publicity",
            "覆盖人次（万人次）",
            FormattedCell(2_500_000, "250"),
            "person_times",
            2_500_000,
        ),
        ("publicity", "覆盖人次（万人次）", FormattedCell(15.3, "15.30"), "person_times", 153_000),
        ("publicity", "覆盖人次", FormattedCell(153000, "15.3万"), "person_times", 153_000),
        ("publicity", "份数", FormattedCell(5, "5份"), "copies", 5),
        ("publicity", "份数", FormattedCell(2999.9999999999995, "3000"), "copies", 3_000),
        ("publicity", "份数", FormattedCell(1200, "约1,200份".removeprefix("约")), "copies", 1_200),
        ("cases", "罚款金额（万元）", FormattedCell(53000, "5.3"), "amount_fen", 5_300_000),
        ("cases", "罚款金额（万元）", FormattedCell(5.3, "5.30"), "amount_fen", 5_300_000),
        ("cases", "罚款金额（元）", FormattedCell(53000, "53000元"), "amount_fen", 5_300_000),
        ("findings", "问题编号", FormattedCell(7, "沙WT-2024-007"), "number", "沙WT-2024-007"),
        ("findings", "问题编号", FormattedCell(123, "000123"), "number", "000123"),
        ("findings", "问题编号", FormattedCell(1.1, "1.10"), "number", "1.10"),
        ("findings", "被检单位", FormattedCell(3, "示例3校"), "unit", "示例3校"),
        ("findings", "问题描述", FormattedCell(2, "共2处"), "description", "共2处"),
        (
            "findings",
            "问题描述",
            FormattedCell(NOVEMBER, "2024年11月"),
            "description",
            "2024年11月",
        ),
        (
            "findings",
            "发现日期",
            FormattedCell(20241106, "2024-11-06"),
            "found_on",
            date(2024, 11, 6),
        ),
        ("findings", "发现日期", FormattedCell(20241106, None), "found_on", date(2024, 11, 6)),
        (
            "findings",
            "发现日期",
            FormattedCell(date(2024, 11, 6), "截至2024.11.6"),
            "found_on",
            date(2024, 11, 6),
        ),
        ("exam_months", "月份", FormattedCell(NOVEMBER, "2024年11月"), "month", NOVEMBER),
        ("exam_months", "月份", FormattedCell(date(2024, 11, 8), "Nov-24"), "month", NOVEMBER),
        ("exam_months", "月份", FormattedCell(2024.1, "2024.10"), "month", date(2024, 10, 1)),
    ],
)
def test_what_is_shown_and_held_alike_counts(
    ledger: str, heading: str, cell: FormattedCell, key: str, value: Any
) -> None:
    found = _read(ledger, heading, cell)
    assert [one for one in found.said if one[0] != "warn"] == []
    assert found.values[0][key] == value


@pytest.mark.parametrize(
    ("ledger", "heading", "cell", "shown", "stored"),
    [
        ("publicity", "覆盖人次（万人次）", FormattedCell(153456, "15.3"), 153_000, 153_456),
        ("publicity", "覆盖人次（万人次）", FormattedCell(15.3456, "15.3"), 153_000, 153_456),
        ("publicity", "覆盖人次", FormattedCell(153000, "15.3"), None, 153_000),
        ("publicity", "份数", FormattedCell(3000, "3"), 3, 3_000),
        ("publicity", "份数", FormattedCell(2.6, "3"), 3, None),
        ("publicity", "份数", FormattedCell(0, ""), None, 0),
        ("publicity", "份数", FormattedCell(98, "9800%"), None, 98),
        ("publicity", "份数", FormattedCell(75, "合格"), None, 75),
        ("cases", "罚款金额（元）", FormattedCell(5000, "$5,000"), None, 500_000),
        ("publicity", "份数", FormattedCell(75, None), None, 75),
        ("cases", "罚款金额（元）", FormattedCell(20004.5, "20005"), 2_000_500, 2_000_450),
        ("cases", "罚款金额（万元）", FormattedCell(53456, "5.3"), 5_300_000, 5_345_600),
    ],
)
def test_two_numbers_in_a_cell_are_asked_about_once(
    ledger: str, heading: str, cell: FormattedCell, shown: int | None, stored: int | None
) -> None:
    """Every answer gives what it says; a number that the column cannot hold is refused."""
    key = {"覆": "person_times", "份": "copies", "罚": "amount_fen"}[heading[0]]
    asked = _read(ledger, heading, cell)
    assert [one[:2] for one in asked.said] == [("ask", "shown-otherwise")] * 2
    questions = {one.question.key for one in asked.problems if one.question}
    assert len(questions) == 1
    (question,) = {one.question for one in asked.problems if one.question}
    for answer, value in (("shown", shown), ("stored", stored)):
        told = _read(ledger, heading, cell, **{question.key: answer})
        if value is not None:
            assert told.values[0][key] == value
        else:
            assert all(one.get(key) is None for one in told.values)
    blank = "blank" in {one.answer for one in question.options}
    assert blank, "none of these columns is required"
    left = _read(ledger, heading, cell, **{question.key: "blank"})
    assert left.values[0][key] is None


@pytest.mark.parametrize("text", ["2024", "202411", None])
@pytest.mark.parametrize("stored", [NOVEMBER, datetime.fromisoformat("2024-11-01T08:00"), time(8)])
def test_a_day_is_no_number_whatever_its_digits(stored: Any, text: str | None) -> None:
    found = _read("publicity", "份数", FormattedCell(stored, text))
    assert [one[:2] for one in found.said] == [("refuse", "not-a-number")] * 2


def test_rounded_scaled_and_hidden_numbers_of_a_column_are_questions_of_their_own() -> None:
    cells = [
        FormattedCell(2.6, "3"),
        FormattedCell(3.6, "4"),
        FormattedCell(0, ""),
        FormattedCell(0.985, "98.5%"),
        FormattedCell(5, None),
    ]
    found = read_rows("publicity", *(good("publicity", 份数=cell) for cell in cells))
    keys = [one.question.key.rpartition("|")[2] for one in found.problems if one.question]
    assert keys == ["number", "number", "hidden", "words", "unknown"]


@pytest.mark.parametrize(
    ("ledger", "heading", "cell"),
    [
        ("findings", "发现日期", FormattedCell(NOVEMBER, "2024年11月")),
        ("findings", "发现日期", FormattedCell(date(2024, 11, 3), "11月3日")),
        ("findings", "整改期限", FormattedCell(date(2024, 12, 3), "12-3")),
        ("reviews", "结论日期", FormattedCell(date(2024, 6, 18), "Jun-24")),
        ("reviews", "结论日期", FormattedCell(date(2024, 6, 18), None)),
        ("reviews", "结论日期", FormattedCell(datetime.fromisoformat("2024-06-18T12:00"), "12:00")),
        ("exam_months", "月份", FormattedCell(NOVEMBER, "11月")),
        ("exam_months", "月份", FormattedCell(NOVEMBER, "2024")),
        ("exam_months", "月份", FormattedCell(NOVEMBER, "")),
    ],
)
def test_a_day_that_is_not_all_shown_is_never_completed_unasked(
    ledger: str, heading: str, cell: FormattedCell
) -> None:
    asked = _read(ledger, heading, cell)
    assert [one[:2] for one in asked.said] == [("ask", "shown-otherwise")] * 2
    told = _read(ledger, heading, cell, **_answered(asked, "stored"))
    stored = cell.stored
    assert isinstance(stored, date)
    day = stored.date() if isinstance(stored, datetime) else stored
    assert day in told.values[0].values()


def test_a_text_hidden_by_its_format_is_not_dropped_unasked() -> None:
    asked = _read("findings", "问题描述", FormattedCell("缺少签到表", ""))
    assert [one[:2] for one in asked.said] == [("ask", "shown-otherwise")] * 2
    kept = _read(
        "findings", "问题描述", FormattedCell("缺少签到表", ""), **_answered(asked, "stored")
    )
    assert kept.values[0]["description"] == "缺少签到表"
    left = _read(
        "findings", "问题描述", FormattedCell("缺少签到表", ""), **_answered(asked, "blank")
    )
    assert left.said[0][1] == "missing"


def test_problems_say_what_the_sheet_shows() -> None:
    found = read_rows("findings", good("findings", 发现日期=FormattedCell(NOVEMBER, "2024年11月")))
    assert found.problem().value == "2024年11月"
    assert found.lines[-1].unfit is not None
    assert found.lines[-1].unfit.cells["发现日期"] == "2024年11月"


def test_a_case_tells_nobody_else_what_its_cells_hold() -> None:
    found = read_rows("cases", good("cases", **{"罚款金额（元）": FormattedCell(20004.5, "20005")}))
    problem = found.problem()
    assert problem.question is not None
    labels = [one.label for one in problem.question.options]
    for said in (problem.message, problem.question.text, *labels):
        assert "20004" not in said
        assert "20005" not in said


def test_rows_that_show_nothing_are_no_rows() -> None:
    """Formulas drawn down below the last row give zeros, which a format hides."""
    rows = table([good("publicity")])
    rows.append([FormattedCell(0, "")] * len(rows[0]))
    found = read(sheet(rows), ledger="publicity")
    assert [line.kind.value for line in found.lines] == ["header", "record", "empty"]


def _read(ledger: str, heading: str, cell: FormattedCell, **decisions: str) -> Outcome:
    """Two rows alike but for what tells them apart, as a question is asked once for a column."""
    row = {key: value for key, value in good(ledger).items() if key != heading.partition("（")[0]}
    return read_rows(ledger, {**row, heading: cell}, {**row, heading: cell}, **decisions)


def _answered(asked: Outcome, answer: str) -> dict[str, str]:
    return answers(asked, answer)
