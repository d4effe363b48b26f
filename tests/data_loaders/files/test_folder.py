"""Files and folders to load: nothing is left aside without being named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import LoadError
from data_loaders.files import folder
from data_loaders.files.folder import find_files


def test_a_folder_gives_its_workbooks_and_says_what_it_leaves(tmp_path: Path) -> None:
    wanted = ["a.xlsx", "b.csv", "c.et", "渝北/d.XLS", "渝北/e.ods"]
    others = ["~$a.xlsx", ".~lock.b.csv#", "说明.docx", "Thumbs.db", ".隐藏.csv"]
    for name in wanted + others:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (tmp_path / "环").symlink_to(tmp_path)
    found = find_files([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == wanted
    assert {one.path.name for one in found.skipped} == set(others)
    reasons = {one.path.name: one.reason for one in found.skipped}
    assert "临时文件" in reasons["~$a.xlsx"]
    assert "不是台账" in reasons["说明.docx"]


def test_a_file_named_itself_is_read_whatever_it_is_and_once(tmp_path: Path) -> None:
    path = tmp_path / "说明.docx"
    path.touch()
    assert find_files([path, path]).files == (path,)


def test_nothing_to_read_and_too_much_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(LoadError, match="没有找到"):
        find_files([tmp_path])
    with pytest.raises(LoadError, match="没有这个文件"):
        find_files([tmp_path / "无.xlsx"])
    monkeypatch.setattr(folder, "MOST_FILES", 1)
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    with pytest.raises(LoadError, match="超过1个"):
        find_files([tmp_path])
