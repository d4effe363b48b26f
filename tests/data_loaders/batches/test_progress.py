"""How far a load is, and what it says of the time left from the first word on."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from data_loaders.batches import Progress, ProgressRate, Upload, said
from tests.handed_in import PUBLICITY, UNIT, look, sheet


def _leaflets(number: int) -> list[dict[str, str]]:
    plain = {**UNIT, "渠道": "宣传资料", "日期": "2024-09-01", "份数": "200"}
    return [plain | {"名称": f"资料{one}"} for one in range(number)]


def _watched(ready: Engine, *files: Upload) -> list[Progress]:
    told: list[Progress] = []
    look(ready, files, watch=told.append)
    return told


def test_size_and_time_are_told_from_the_first_word_on(ready: Engine, tmp_path: Path) -> None:
    upload = sheet("publicity", PUBLICITY)
    assert isinstance(upload.content, bytes)
    path = tmp_path / "宣传.csv"
    path.write_bytes(upload.content)
    for file in (upload, Upload(name="宣传.csv", content=path)):
        first = _watched(ready, file)[0]
        assert (first.label, first.unit) == (f"打开{file.name}", "bytes")
        assert first.total == len(upload.content)
        assert first.expected > 0
        assert ProgressRate(clock=lambda: 0.0).words(first) == "约还需几秒"


def test_rows_are_told_of_how_many_and_the_whole_only_grows(ready: Engine) -> None:
    told = _watched(
        ready, sheet("publicity", _leaflets(4_100)), sheet("publicity", PUBLICITY, name="又")
    )
    rows = [(one.done, one.total) for one in told if one.label.startswith("读取")]
    assert rows[:3] == [(0, 4_103), (2_000, 4_103), (4_000, 4_103)]
    shares = [one.whole for one in told]
    assert shares == sorted(shares, key=lambda one: one or 0.0)
    assert told[1].label == "打开又.csv（2/2）"


def test_a_workbook_knows_its_rows_too(ready: Engine) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "宣传活动"
    page.append(list(_leaflets(1)[0]))
    for row in _leaflets(30):
        page.append(list(row.values()))
    data = io.BytesIO()
    book.save(data)
    told = _watched(ready, Upload(name="a.xlsx", content=data.getvalue()))
    assert [one.total for one in told if one.label.startswith("读取")] == [31]


@pytest.mark.parametrize(
    ("spent", "whole", "words"),
    [
        (0.0, 0.0, "约还需2分钟"),
        (30.0, 0.0, "约还需2分钟"),
        (100.0, 0.0, "约还需20秒"),
        (10.0, 0.5, "约还需10秒"),
        (200.0, 0.1, "约还需30分钟"),
        (60.0, 0.99, "约还需几秒"),
    ],
)
def test_the_time_left_is_guessed_by_size_and_then_told_by_the_time_spent(
    spent: float, whole: float, words: str
) -> None:
    times = iter((0.0, spent))
    pace = ProgressRate(clock=lambda: next(times))
    assert pace.words(Progress(label="", done=0, whole=whole, expected=120.0)) == words


def test_how_far_it_is_in_words() -> None:
    assert said(Progress(label="", done=0, total=3_400_000, unit="bytes")) == "3.4 MB"
    assert said(Progress(label="", done=1_200_000, total=3_400_000, unit="bytes")) == "1.2/3.4 MB"
    assert said(Progress(label="", done=2_000, total=4_100)) == "2,000/4,100"
    assert said(Progress(label="", done=2_000)) == "2,000行"
