"""CSV: encodings told, delimiters agreed on, rows numbered as a spreadsheet numbers them."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import FileBrokenError, FileEncodingError, FileUnsafeError
from data_loaders.files.limits import Limits
from data_loaders.files.opening import open_sheets
from data_loaders.files.sheet import Row

LIMITS = Limits(workbook=1_000_000, unpacked=1_000_000, text=50_000_000, row_letters=5_000)
TEXT = "区县,名称\r\n渝北区,重庆安全培训有限公司\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_encoding_gives_the_same_rows(encoding: str) -> None:
    assert _rows(TEXT.encode(encoding)) == [("区县", "名称"), ("渝北区", "重庆安全培训有限公司")]


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_characters="\0\ufeff"), min_size=9))
def test_text_in_gb18030_is_read_as_gb18030_or_is_valid_utf8(text: str) -> None:
    data = ("区县名称：" + text.replace('"', "")).encode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    joined = "".join(cell or "" for row in _rows(data) for cell in map(str, row) if cell)
    assert joined.startswith("区县名称：")


def test_what_is_no_text_is_refused_at_its_byte_and_line() -> None:
    data = "区县\n名称\n".encode() + b"ok\n\x81\xff\n"
    with pytest.raises(FileEncodingError, match=r"第4行、第\d+个字节"):
        _rows(data)


def test_text_cut_within_a_character_is_refused() -> None:
    for encoding in ("utf-8", "utf-16", "gb18030"):
        with pytest.raises(FileEncodingError):
            _rows(TEXT.encode(encoding).rstrip(b"\r\n\0")[:-1])


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_the_one_under_which_rows_agree(delimiter: str) -> None:
    rows = [["台账"], ["区县", "名称", "备注"], ["渝北区", "甲,乙", "有;有"], ["江北区", "丙", ""]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    assert _rows(text.encode())[2] == ("渝北区", "甲,乙", "有;有")


@pytest.mark.parametrize("delimiter", ["|", "，", "｜"])
def test_a_rare_delimiter_is_used_where_no_usual_one_parts_columns_and_is_said(
    delimiter: str,
) -> None:
    rows = [["区县", "名称", "备注"], ["渝北区", f"甲{delimiter}乙", "无"], ["江北区", "丙", ""]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )
    (sheet,) = open_sheets(text.encode(), name="台账.csv", limits=LIMITS)
    assert list(sheet.rows())[:2] == [tuple(rows[0]), tuple(rows[1])]
    assert [delimiter in remark for remark in sheet.remarks] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "区县,名称,备注\n渝北区,甲，乙，丙,a|b|c\n江北区,丁，戊，己,d|e|f\n",
        "区县\t名称\t备注\n渝北区\t甲，乙，丙\ta\n江北区\t丁，戊，己\td\n",
    ],
)
def test_a_rare_delimiter_parts_no_text(text: str) -> None:
    (sheet,) = open_sheets(text.encode(), limits=LIMITS)
    assert [row[0] for row in sheet.rows()] == ["区县", "渝北区", "江北区"]
    assert sheet.remarks == ()


def test_one_column_is_split_by_nothing_but_commas() -> None:
    assert _rows("名称\n甲;乙\n丙\n".encode()) == [("名称",), ("甲;乙",), ("丙",)]


def test_rows_are_numbered_as_a_spreadsheet_does() -> None:
    rows = _rows('a,b\n\n"两\n行",1\n,,\n尾,2,,\n'.encode())
    assert rows == [("a", "b"), (), ("两\n行", "1"), (), ("尾", "2")]


def test_quotes_that_do_not_pair_are_refused_at_their_row() -> None:
    with pytest.raises(FileBrokenError, match="第2行"):
        _rows(b'a,b\n"x"y,1\n')


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n" + b"x" * 20_000,
        b"a,b\n" + b"," * 20_000,
        b'a,b\n"' + b"x\n" * 10_000,
        b"a,b\n" + b'"x\n",' * 10_000,
    ],
)
def test_a_row_without_end_is_refused(data: bytes) -> None:
    with pytest.raises(FileUnsafeError, match="第2行"):
        _rows(data)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "月报.csv"
    line = "渝北区,重庆安全培训有限公司,低压电工作业,2026-01,10,9\n".encode()
    peaks = []
    for times in (2_000, 40_000):
        path.write_bytes(line * times)
        tracemalloc.start()
        (sheet,) = open_sheets(path)
        assert sum(1 for _ in sheet.rows()) == times
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 6_000_000


def _rows(data: bytes) -> list[Row]:
    (sheet,) = open_sheets(data, name="表.csv", limits=LIMITS)
    return list(sheet.rows())
