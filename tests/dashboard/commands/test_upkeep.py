"""The commands that look after a store, as whoever runs the server calls them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard import cli
from dashboard.errors import StoreTooOldError
from dashboard.settings import settings
from dashboard.store.engine import make_engine
from dashboard.store.reference import read_reference
from dashboard.store.schema import SCHEMA_VERSION, read_version
from dashboard.store.state import read_state
from tests.conftest import load_whole_demo
from tests.old_stores import OLDER, RELEASED, Rows, fill_at, rows_of, to_version
from tests.screen import screen_on, url_of
from tests.stores import Stores

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run `oversight` on the store of an engine: exit code, what it printed, its complaints."""
    monkeypatch.setenv("OVERSIGHT_BACKUP_FOLDER", str(tmp_path / "backups"))
    monkeypatch.setenv("OVERSIGHT_LOG_FILE", str(tmp_path / "oversight.log"))

    def call(engine: Engine, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("OVERSIGHT_DATABASE_URL", url_of(engine))
        monkeypatch.setattr(sys, "argv", ["oversight", *arguments])
        settings.cache_clear()
        with pytest.raises(SystemExit) as ended:
            cli.run()
        settings.cache_clear()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err.strip()

    return call


@pytest.mark.parametrize("version", OLDER)
def test_an_older_store_names_the_command_that_opens_it(
    empty_engine: Engine, run: Run, version: str
) -> None:
    fill_at(empty_engine, version)
    with pytest.raises(StoreTooOldError, match="oversight upgrade"):
        read_state(empty_engine)
    for command in ("check", "figures", "batches"):
        code, _, err = run(empty_engine, command)
        assert (code, "oversight upgrade" in err) == (2, True)
    with screen_on(url_of(empty_engine)) as screen:
        assert "oversight upgrade" in screen.open().text


@pytest.mark.parametrize("version", RELEASED)
@pytest.mark.parametrize("command", ["upgrade", "init"])
def test_every_released_schema_opens_again_with_all_its_rows(
    empty_engine: Engine, run: Run, tmp_path: Path, version: str, command: str
) -> None:
    before = fill_at(empty_engine, version)
    assert all(before.values())
    code, out, err = run(empty_engine, command)
    assert (code, err) == (0, "")
    made = sorted((tmp_path / "backups").glob("*.zip"))
    assert len(made) == (version != SCHEMA_VERSION)
    assert all(f"升级前已备份：{path}" in out for path in made)
    after = rows_of(empty_engine)
    # How new the data are is told anew from the rows, by an upgrade and by every load.
    exempt = {"store_state", "reported_through"}
    assert _lost(before, after, exempt=exempt) == []
    assert read_state(empty_engine).dataset == "production"
    code, out, _ = run(empty_engine, "check", "--format", "json")
    assert code in (0, 1)
    assert json.loads(out)["checks"]
    with Session(empty_engine) as session:
        assert read_reference(session, case_role=True)


def _lost(before: Rows, after: Rows, *, exempt: set[str]) -> list[tuple[str, int]]:
    """Rows that are not there any more as they were, but for new columns."""
    for row in before["import_batch"]:
        # Later versions know no refused batch: it brought no rows, as an undone one has none.
        row["status"] = row["status"].replace("refused", "undone")
    return [
        (table, row.get("id", 0))
        for table, rows in before.items()
        if table not in exempt
        for row in rows
        if not any(row.items() <= other.items() for other in after[table])
    ]


def test_an_older_demo_opens_again_as_it_was(empty_engine: Engine, run: Run) -> None:
    load_whole_demo(empty_engine)
    to_version(empty_engine, OLDER[0])
    code, out, err = run(empty_engine, "demo", "--no-serve")
    assert (code, "已有演示数据" in out, err) == (0, True, "")
    code, out, _ = run(empty_engine, "check")
    assert (code, "全部通过" in out) == (0, True)
    with screen_on(url_of(empty_engine)) as screen:
        assert 'class="failure"' not in screen.open().html


def test_upgrading_what_is_up_to_date_changes_and_backs_up_nothing(
    empty_engine: Engine, run: Run, tmp_path: Path
) -> None:
    before = fill_at(empty_engine, SCHEMA_VERSION)
    code, out, _ = run(empty_engine, "upgrade")
    assert (code, "没有改动" in out) == (0, True)
    assert rows_of(empty_engine) == before
    assert not (tmp_path / "backups").exists()


def test_a_store_without_tables_is_not_upgraded_but_named(run: Run, tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    code, _, err = run(engine, "upgrade")
    assert (code, "oversight init" in err) == (2, True)
    engine.dispose()


def test_a_store_that_cannot_be_backed_up_is_not_upgraded(
    empty_engine: Engine, run: Run, tmp_path: Path
) -> None:
    before = fill_at(empty_engine, "0002")
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    code, _, err = run(empty_engine, "upgrade", "--backup-folder", str(in_the_way))
    assert (code, "备份文件无法写入" in err) == (2, True)
    assert rows_of(empty_engine) == before
    with empty_engine.connect() as connection:
        assert read_version(connection) == "0002"


@pytest.mark.parametrize("version", OLDER)
def test_an_upgrade_can_be_rolled_back(
    empty_engine: Engine, stores: Stores, dialect: str, run: Run, tmp_path: Path, version: str
) -> None:
    before = fill_at(empty_engine, version)
    assert run(empty_engine, "upgrade")[0] == 0
    (made,) = (tmp_path / "backups").glob("*.zip")
    with stores.fresh(dialect) as other:
        code, out, _ = run(other, "restore", str(made), "--keep-schema")
        assert (code, f"结构保持在{version}" in out) == (0, True)
        assert rows_of(other) == before


def test_a_demo_is_backed_up_restored_and_checked(
    demo_engine: Engine, stores: Stores, dialect: str, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "演示.zip"
    code, out, err = run(demo_engine, "backup", str(file))
    assert (code, f"已备份：{file}" in out, err) == (0, True, "")
    code, _, err = run(demo_engine, "backup", str(file))
    assert (code, "已有同名文件" in err) == (2, True)
    with stores.fresh(dialect) as other:
        code, out, err = run(other, "restore", str(file))
        assert (code, "全部通过" in out, err) == (0, True, "")
        code, _, err = run(other, "restore", str(file))
        assert (code, "数据库不是空的" in err) == (2, True)


def test_restoring_says_what_the_check_finds(
    empty_engine: Engine, stores: Stores, dialect: str, run: Run, tmp_path: Path
) -> None:
    fill_at(empty_engine, SCHEMA_VERSION)
    assert run(empty_engine, "backup", str(tmp_path / "a.zip"))[0] == 0
    with stores.fresh(dialect) as other:
        code, out, _ = run(other, "restore", str(tmp_path / "a.zip"))
        assert (code, "× " in out) == (1, True)


def test_a_migrated_store_with_nothing_in_it_can_be_backed_up_and_restored(
    empty_engine: Engine, stores: Stores, dialect: str, run: Run, tmp_path: Path
) -> None:
    assert run(empty_engine, "backup", str(tmp_path / "a.zip"))[0] == 0
    with stores.fresh(dialect) as other:
        code, out, _ = run(other, "restore", str(tmp_path / "a.zip"))
        assert (code, "尚无数据" in out) == (0, True)
