"""Template workbooks: they load clean, and what is typed into them is read as it was meant."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from data_loaders.files.opening import open_sheets
from data_loaders.ledgers import explain
from data_loaders.ledgers.registry import DOCUMENT_SHEETS, LEDGERS, SHEETS
from data_loaders.templates import HEADER_ROW, example, printed, template, template_name
from tests.data_loaders.workbooks import read

ALL = tuple(LEDGERS.values())
OF_DOCUMENT = tuple(DOCUMENT_SHEETS.values())


@pytest.fixture(scope="module")
def everything() -> bytes:
    return template(ALL)


def test_an_empty_template_loads_clean(everything: bytes) -> None:
    found = [read(sheet) for sheet in open_sheets(everything, name="全部台账模板.xlsx")]
    read_as = [one.told.ledger for one in found if one.told.readable]
    assert read_as == list(ALL)
    assert [one.problems for one in found if one.problems] == []
    assert [one.values for one in found if one.values] == []
    aside = [one.told.skipped for one in found if not one.told.readable]
    assert aside == ["填表说明，不导入", *["示例，不导入"] * len(ALL)]


@pytest.mark.parametrize("key", SHEETS)
def test_the_example_typed_into_the_template_loads_clean(key: str) -> None:
    ledger = SHEETS[key]
    book = load_workbook(io.BytesIO(template([ledger])))
    page = book[ledger.label]
    for place, column in enumerate(printed(ledger), 2):
        page.cell(HEADER_ROW + 1, place, example(column))
    buffer = io.BytesIO()
    book.save(buffer)
    found = read(open_sheets(buffer.getvalue(), name="a.xlsx")[0])
    assert found.said == []
    (values,) = found.values
    shown = {one.field for one in printed(ledger) if one.example}
    assert {name for name, value in values.items() if value is not None} >= shown
    assert {one.field for one in ledger.columns if one.required} <= shown


def test_the_example_sheet_holds_what_the_declaration_gives(everything: bytes) -> None:
    book = load_workbook(io.BytesIO(everything))
    for ledger in ALL:
        page = book[f"示例·{ledger.label}"]
        said = [page.cell(HEADER_ROW + 1, place).value for place in range(2, page.max_column + 1)]
        expected = [example(column) for column in printed(ledger)]
        assert [one.date() if hasattr(one, "date") else one for one in said] == expected


def test_every_heading_is_explained_and_every_closed_list_is_a_drop_down(everything: bytes) -> None:
    book = load_workbook(io.BytesIO(everything))
    for ledger in ALL:
        page = book[ledger.label]
        lists = {
            str(one.sqref).split(":")[0].rstrip("0123456789"): one.formula1
            for one in page.data_validations.dataValidation
        }
        for place, column in enumerate(printed(ledger), 2):
            cell = page.cell(HEADER_ROW, place)
            assert cell.value == column.label
            assert cell.comment is not None
            assert column.help in cell.comment.text
            told = lists.get(cell.column_letter)
            assert (told is not None) == bool(column.choices)
            if told:
                assert told.strip('"').split(",") == list(explain.choices(column))


def test_codes_are_text_and_the_sheet_is_ready_for_paper(everything: bytes) -> None:
    page = load_workbook(io.BytesIO(everything))["机构台账"]
    place = [one.key for one in printed(LEDGERS["institutions"])].index("uscc") + 1
    letter = "ABCDEFGHIJ"[place]
    assert page.column_dimensions[letter].number_format == "@"
    assert page.freeze_panes == "A4"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page["A1"].value == "机构台账"
    assert str(page["A2"].value).startswith("填报单位：")


def test_a_template_is_the_same_whenever_it_is_made(everything: bytes) -> None:
    assert template(ALL) == everything
    assert template_name(ALL) == "全部台账模板.xlsx"
    assert template_name(ALL[:1]) == "机构台账模板.xlsx"


def test_examples_are_typed_as_a_person_would() -> None:
    by_key = {one.key: one for one in LEDGERS["publicity"].columns}
    assert example(by_key["held_on"]) == date(2024, 9, 26)
    assert example(by_key["copies"]) == 40000
    assert example(by_key["person_times"]) == "100万余"
    assert example(by_key["items"]) is None


def test_the_second_of_two_units_is_not_printed() -> None:
    labels = [one.label for one in printed(LEDGERS["cases"])]
    assert "罚款金额（元）" in labels
    assert "罚款金额（万元）" not in labels


def test_a_document_has_a_template_of_its_own() -> None:
    name = template_name(OF_DOCUMENT)
    assert name == "通报模板.xlsx"
    found = [read(sheet) for sheet in open_sheets(template(OF_DOCUMENT), name=name)]
    assert [one.told.ledger for one in found if one.told.readable] == list(OF_DOCUMENT)
    assert [one.problems for one in found if one.problems] == []
    assert [one.values for one in found if one.values] == []
