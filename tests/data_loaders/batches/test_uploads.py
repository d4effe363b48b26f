"""Files gathered for a load: each under a name of its own, nothing left aside in silence."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.errors import FileBrokenError
from data_loaders.batches import PreviewOutdatedError, commit, preview
from data_loaders.batches.uploads import Upload, gather, told_apart
from tests.work import calls_counted


def test_the_same_name_in_two_folders_is_told_apart_by_the_folder(tmp_path: Path) -> None:
    for folder in ("渝北", "江北", "江北/旧"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "台账.csv").write_text(folder)
    (tmp_path / "月报.csv").write_text("")
    found = gather([tmp_path])
    assert [one.name for one in found.files] == [
        "月报.csv",
        "江北-台账.csv",
        "旧-台账.csv",
        "渝北-台账.csv",
    ]


def test_what_is_left_aside_is_said(tmp_path: Path) -> None:
    for name in ("台账.csv", "~$台账.xlsx", "说明.docx"):
        (tmp_path / name).touch()
    found = gather([tmp_path])
    assert [one.name for one in found.files] == ["台账.csv"]
    assert [note.partition("：")[0] for note in found.notes] == [
        "~$台账.xlsx没有读取",
        "说明.docx没有读取",
    ]


def test_a_file_is_known_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    told = hashlib.sha256(b"abc").hexdigest()
    assert Upload(name="a.csv", content=path).sha256 == told
    assert Upload(name="b.csv", content=b"abc").sha256 == told
    with pytest.raises(FileBrokenError):
        _ = Upload(name="无.csv", content=tmp_path / "无.csv").sha256


def test_a_file_that_changes_after_its_preview_is_not_loaded(
    circular_engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "宣传活动.csv"
    path.write_text("区县,渠道,名称,日期\n万州区,其他,讲座,2024-09-01\n", encoding="utf-8")
    found = preview(circular_engine, gather([path]).files, today=date(2025, 1, 15))
    path.write_text("区县,渠道,名称,日期\n", encoding="utf-8")
    with pytest.raises(PreviewOutdatedError):
        commit(circular_engine, found, by="test")


@pytest.mark.parametrize("name", ["台账.csv", "长" * 196 + ".csv"])
def test_many_files_of_one_name_are_told_apart_by_their_place(name: str) -> None:
    with calls_counted() as some:
        told_apart([Upload(name=name, content=b"")] * 40)
    with calls_counted() as work:
        found = told_apart([Upload(name=name, content=b"")] * 80)
    names = [one.name for one in found]
    assert len(set(names)) == 80
    assert names[0] == name
    assert [one[:4] for one in names[1:4]] == [
        f"另一个{name[0]}",
        f"第3个{name[0]}",
        f"第4个{name[0]}",
    ]
    assert work.calls < 2.5 * some.calls
