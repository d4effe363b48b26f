"""What is taken from a workbook is what LibreOffice shows of it; the rest is asked or refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data_loaders.files.day_words import shows_day, shows_month
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import Sheet
from data_loaders.files.values import number_of
from data_loaders.ledgers.declaration import CellKind
from data_loaders.ledgers.registry import SHEETS
from data_loaders.reading.text import is_blank, name
from tests.data_loaders.office import Office
from tests.data_loaders.workbooks import good, read, sheet, table

COLUMNS: Final = {
    "份数": ("publicity", "copies"),
    "覆盖人次（万人次）": ("publicity", "person_times"),
    "罚款金额（元）": ("cases", "amount_fen"),
    "罚款金额（万元）": ("cases", "amount_fen"),
    "发现日期": ("findings", "found_on"),
    "整改期限": ("findings", "due_on"),
    "月份": ("exam_months", "month"),
    "问题编号": ("findings", "number"),
    "问题描述": ("findings", "description"),
}
"""Headings under which numbers and days are tried, with the ledger and the key of each."""
_DAYS: Final = frozenset({"发现日期", "整改期限", "月份"})
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
FORMATS: Final = (
    *("General", "0", "0.0", "0.00", "#,##0", "#,##0.00", "#,##0.0#", "#,###", "0_ ", "000000"),
    *(r"0\.0,", '0.0,"千"', '0"."0,', "#,##0.0,", "0.0,,", "0%", "0.0%", "0.00E+00", "##0.0E+0"),
    *(
        '0"人"',
        '"约"0',
        '0"余"',
        '0"万"',
        '"沙WT-2024-"000',
        "000-0000",
        "[Red]0",
        "[Blue]#,##0.00",
    ),
    *("0;-0;;@", ";;;", '[>=10000]0.0,"千";0', '[<60]"不合格";"合格"', '[=0]"无";0', "# ?/?"),
    *('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "[$¥-804]#,##0.00", "[DBNum1][$-804]General"),
    *("yyyy-mm-dd", 'yyyy"年"m"月"', 'm"月"d"日"', "mmm-yy", "d-mmm", "d-mmm-yy", "yy/m/d", "yyyy"),
    *(
        '[$-804]yyyy"年"m"月"d"日"',
        "m/d/yy",
        "[$-804]aaaa",
        "yyyymmdd",
        "yyyymm",
        "yyyy-mm-dd hh:mm",
    ),
    *("h:mm", "mm:ss", "[h]:mm", "@", '@"号"', '"截至"yyyy-m-d'),
)
NUMBERS: Final = (
    st.integers(0, 200)
    | st.integers(0, 3_000_000)
    | st.sampled_from([45599, 45600, 45626, 45627, 20241103, 153000, 153456, 2024.1, 2024.11])
    | st.decimals(0, 50_000, places=2).map(float)
    | st.decimals(0, 300, places=4).map(float)
    | st.integers(45_300, 45_640)
    | st.dates(date(2024, 1, 1), date(2024, 12, 31))
)
CELLS: Final = st.tuples(st.sampled_from(sorted(COLUMNS)), st.sampled_from(FORMATS), NUMBERS)


@dataclass(frozen=True)
class Tried:
    """A row that was taken: its cell, what it was taken for, and the text that is shown."""

    heading: str
    cell: tuple[str, str, Any]
    taken: Any
    text: str

    @property
    def is_true(self) -> bool:
        """Whether it was taken for what is shown."""
        ledger, key = COLUMNS[self.heading]
        kind = SHEETS[ledger].column(key.replace("_fen", "_yuan")).kind
        if self.taken is None:
            return is_blank(self.text)
        if self.taken in (0, "0") and self.text.strip() == "-":
            return True
        if kind in (CellKind.TEXT, CellKind.CODE):
            day = _DAY.match(self.taken)
            return _plainly(self.taken) == _plainly(self.text) or (
                day is not None and shows_day(self.text, date.fromisoformat(day[0]))
            )
        if kind in (CellKind.DATE, CellKind.MONTH):
            shows = shows_day if kind is CellKind.DATE else shows_month
            # A number such as 20241103 is a day by its digits, however it is shown.
            written = str(self.cell[2])[:6] == f"{self.taken:%Y%m}"
            return written or shows(self.text, self.taken) or self._read_again == self.taken
        return bool(self._read_again == self.taken)

    @property
    def _read_again(self) -> Any:
        """What the text alone is taken for; money units and vague numbers are not the question."""
        ledger, key = COLUMNS[self.heading]
        cell = number_of(_plainly(self.text)) if self.heading in _DAYS else self.text
        row = {**_others(self.heading), self.heading: cell}
        found = read(sheet(table([row])), ledger=ledger).values
        return found[0].get(key) if found else None


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office.of(tmp_path_factory.mktemp("office"))


@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
@given(cells=st.lists(CELLS, min_size=150, max_size=300))
def test_what_is_taken_is_what_is_shown(
    office: Office, tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str, str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("shown")
    assert [
        one for one in _tried(office, cells, folder=folder, kind="xlsx") if not one.is_true
    ] == []


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_every_format_over_every_column(office: Office, tmp_path: Path, kind: str) -> None:
    held = (0, 7, 75, 153000, 153456, 2.6, 15.3, 53000.5, 45599, 45627, 2024.1, 123456, 20241103)
    cells = [(heading, code, one) for heading in COLUMNS for code in FORMATS for one in held]
    tried = list(_tried(office, cells, folder=tmp_path, kind=kind))
    assert len(tried) > len(cells) / 6, "much is taken without a question"
    wrong = [one for one in tried if not one.is_true]
    assert wrong == []


def _tried(
    office: Office, cells: Sequence[tuple[str, str, Any]], *, folder: Path, kind: str
) -> Iterator[Tried]:
    """The cells of which a value was taken, read from a workbook of a make, beside their texts."""
    cells = [one for one in cells if not _is_outside(*one[1:])]
    book = Workbook()
    book.remove(book.worksheets[0])
    for heading in COLUMNS:
        page = book.create_sheet(heading)
        page.append([heading, *_others(heading)])
        for _, code, held in (one for one in cells if one[0] == heading):
            page.append([held, *_others(heading).values()])
            page.cell(page.max_row, 1).number_format = code
    written = folder / "册.xlsx"
    book.save(written)
    if kind != "xlsx":
        (written,) = office.rewritten([written], kind=kind, into=folder / "made")
    office.shown([written], into=folder / "texts")
    for raw in open_sheets(written):
        rows = [one for one in cells if one[0] == raw.name]
        yield from _taken(raw, rows, texts=folder / "texts" / f"册-{raw.name}.csv")


def _taken(raw: Sheet, cells: Sequence[tuple[str, str, Any]], *, texts: Path) -> Iterator[Tried]:
    ledger, key = COLUMNS[raw.name]
    with texts.open(encoding="utf-8", newline="") as stream:
        shown = [row[0] for row in csv.reader(stream)]
    for line in read(raw, ledger=ledger).lines:
        if line.record is not None:
            text = shown[line.row - 1]
            value = line.record.values.get(key)
            yield Tried(heading=raw.name, cell=cells[line.row - 2], taken=value, text=text)


def _is_outside(code: str, held: Any) -> bool:
    """Whether a format of days shows what is none, or is before March 1900: programs differ."""
    most = 50_000 if "[h]" in code else 2_958_466
    number = not isinstance(held, date) and not 61 <= held < most
    return number and bool(re.search("[ymdhs]|aaaa", code.replace("Red", "")))


def _others(heading: str) -> dict[str, Any]:
    """The other cells of a row that has this heading."""
    kept = good(COLUMNS[heading][0])
    return {key: value for key, value in kept.items() if key != heading.partition("（")[0]}


def _plainly(text: str) -> str:
    """A text without what groups the digits of a number or says its currency."""
    bare = re.sub(r"[\s,¥$]", "", name(text))
    return re.sub(r"(?<=\d)\.0+$", "", bare) if re.fullmatch(r"\d+\.0+", bare) else bare
