"""The recipes of CONTRIBUTING.md, run as they stand there in a copy of the program."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.paths import ROOT

TEXT = (ROOT / "dashboard" / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = dict(
    re.findall(
        r"^### A (?:ledger )?(\w+)\n(?:(?!^### ).)*?```diff\n(.*?)```",
        TEXT,
        re.MULTILINE | re.DOTALL,
    )
)
COPIED = ("dashboard", "data_loaders", "pages", "assets", ".streamlit", "tests")

_COLUMN = """
from dashboard.store.new_migration import write_migration
write_migration("inspections name their office")
"""
_LOADED = """
import datetime
from sqlalchemy.orm import Session
from dashboard.store.engine import make_engine
from data_loaders.batches import Upload, commit, preview
from data_loaders.export.rows import rows_of
from data_loaders.prepare import prepare
engine = make_engine("sqlite:///store.db")
list(prepare(engine))
files = [
    Upload(name="机构台账.csv", content="区县,机构名称\\n渝北区,恒信学校\\n".encode()),
    Upload(
        name="检查记录.csv",
        content="区县,被检单位,检查日期,科室\\n渝北区,恒信学校,2024-11-06,执法一科\\n".encode(),
    ),
]
commit(engine, preview(engine, files, today=datetime.date(2024, 12, 31)), by="测试")
with Session(engine) as session:
    print([row["office"] for row in rows_of(session, "inspections")])
"""
_COMMAND = "from dashboard.cli import main; main()"
_PAGE = """
import sys
from urllib.parse import parse_qsl
url, path, *query = sys.argv[1:]
from tests.screen import Screen
import os
os.environ["OVERSIGHT_DATABASE_URL"] = url
from dashboard.settings import settings
settings.cache_clear()
print(Screen(url).open(path, **dict(parse_qsl(''.join(query)))).text)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program alone, in a folder of its own."""
    for name in COPIED:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    return tmp_path


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'store.db'}"


def _follow(recipe: str, folder: Path) -> None:
    applied = ("git", "apply", "--unsafe-paths", f"--directory={folder}", "-")
    subprocess.run(applied, input=RECIPES[recipe], text=True, check=True, cwd=folder)


def _run(code: str, folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder), "OVERSIGHT_DATABASE_URL": _url(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_column_is_stored_and_goes_out(copy: Path) -> None:
    _follow("column", copy)
    _run(_COLUMN, copy)
    assert "['执法一科']" in _run(_LOADED, copy)


def test_a_metric_is_counted_and_listed(copy: Path) -> None:
    _follow("metric", copy)
    _run(_COMMAND, copy, "demo", "--no-serve")
    told = json.loads(_run(_COMMAND, copy, "figures", "--format", "json", "--as-of", "2024-12-31"))
    (found,) = [one for one in told["figures"] if one["key"] == "covert_inspections"]
    assert found["value"] > 0
    assert found["definition"] == "期间内检查方式为暗访的次数"


def test_a_filter_acts_on_what_has_its_dimension_and_says_where_not(copy: Path) -> None:
    _follow("filter", copy)
    _run(_COMMAND, copy, "demo", "--no-serve")
    asked = ("figures", "--format", "json", "--as-of", "2024-12-31")
    whole, one = (
        {figure["key"]: figure for figure in json.loads(_run(_COMMAND, copy, *words))["figures"]}
        for words in (asked, (*asked, "--channel", "宣传资料"))
    )
    assert 0 < one["publicity_activities"]["value"] < whole["publicity_activities"]["value"]
    assert one["findings"]["value"] == whole["findings"]["value"]
    assert one["findings"]["ignores"] == ["宣传渠道"]
    assert " · 宣传资料" in _run(_PAGE, copy, _url(copy), "overview", "channel=宣传资料")


@pytest.mark.parametrize(
    ("recipe", "path", "said"),
    [("section", "publicity", "各月发放宣传资料"), ("page", "reach", "宣传覆盖")],
)
def test_what_is_added_to_the_pages_is_drawn(copy: Path, recipe: str, path: str, said: str) -> None:
    _follow(recipe, copy)
    _run(_COMMAND, copy, "demo", "--no-serve")
    assert said in _run(_PAGE, copy, _url(copy), path)


def test_every_recipe_is_tried() -> None:
    assert set(RECIPES) == {"column", "metric", "section", "filter", "page"}
