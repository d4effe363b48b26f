"""A backup is one state of the store, whole, private, and written without holding the rows."""

from __future__ import annotations

import hashlib
import json
import stat
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, text

from dashboard.errors import BackupError, StoreNotMigratedError, StoreTooNewError
from dashboard.store.archive import MANIFEST
from dashboard.store.backup import backup, default_name
from dashboard.store.engine import make_engine
from dashboard.store.schema import SCHEMA_VERSION
from dashboard.store.state import loading
from tests.ledger import Ledger
from tests.old_stores import RELEASED, fill_at
from tests.views import counted


def quiet(label: str, done: int, total: int) -> None:
    """Watch nothing."""


@pytest.mark.parametrize("version", RELEASED)
def test_a_backup_holds_every_row_and_vouches_for_it(
    empty_engine: Engine, tmp_path: Path, version: str
) -> None:
    rows = fill_at(empty_engine, version)
    path = tmp_path / "new" / "store.zip"
    made = backup(empty_engine, path, watch=quiet)
    with ZipFile(path) as archive:
        told = json.loads(archive.read(MANIFEST))
        files = {name: archive.read(name) for name in archive.namelist()}
    assert (told["format"], told["schema_version"]) == ("oversight-backup/1", version)
    assert (told["dataset"], told["revision"]) == ("production", 1)
    assert datetime.fromisoformat(told["made_at"]).tzinfo is not None
    assert {one["name"]: one["rows"] for one in told["tables"]} == {
        name: len(found) for name, found in rows.items()
    }
    for one in told["tables"]:
        content = files.pop(f"rows/{one['name']}.jsonl")
        assert (len(content), hashlib.sha256(content).hexdigest()) == (one["bytes"], one["sha256"])
        assert len(content.splitlines()) == one["rows"]
    assert set(files) == {MANIFEST}
    assert made.rows == sum(map(len, rows.values()))


def test_both_kinds_of_store_give_the_same_file(empty_engine: Engine, tmp_path: Path) -> None:
    fill_at(empty_engine, SCHEMA_VERSION)
    backup(empty_engine, tmp_path / "store.zip", watch=quiet)
    other = make_engine(f"sqlite:///{tmp_path / 'other.db'}")
    fill_at(other, SCHEMA_VERSION)
    backup(other, tmp_path / "other.zip", watch=quiet)
    other.dispose()
    with ZipFile(tmp_path / "store.zip") as one, ZipFile(tmp_path / "other.zip") as two:
        assert one.namelist() == two.namelist()
        for name in set(one.namelist()) - {MANIFEST}:
            # A number with decimals is written as its database writes it.
            assert _numbers(one.read(name)) == _numbers(two.read(name)), name


def _numbers(content: bytes) -> list[list[object]]:
    return [[_number(value) for value in json.loads(line)] for line in content.splitlines()]


def _number(value: object) -> object:
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return value


def test_the_file_is_private(empty_engine: Engine, tmp_path: Path) -> None:
    backup(empty_engine, tmp_path / "store.zip", watch=quiet)
    assert stat.S_IMODE((tmp_path / "store.zip").stat().st_mode) == 0o600


def test_what_is_loaded_meanwhile_is_not_in_it(empty_engine: Engine, tmp_path: Path) -> None:
    """One snapshot: what it saw first holds to the end, though a load is committed in between."""
    fill_at(empty_engine, SCHEMA_VERSION)
    loaded: list[str] = []

    def load_meanwhile(label: str, done: int, total: int) -> None:
        if not loaded:
            loaded.append(label)
            with loading(empty_engine, dataset="production") as session:
                Ledger(session).add("audit_event", id=99)
                session.execute(text("UPDATE district SET name = '别的'"))

    made = backup(empty_engine, tmp_path / "store.zip", watch=load_meanwhile)
    assert loaded
    with empty_engine.connect() as connection:
        assert connection.scalar(text("SELECT revision FROM store_state")) == 2
    with ZipFile(tmp_path / "store.zip") as archive:
        assert made.revision == 1
        assert "别的" not in archive.read("rows/district.jsonl").decode()
        assert len(archive.read("rows/audit_event.jsonl").splitlines()) == 2


def test_rows_pass_through_in_parts(empty_engine: Engine, tmp_path: Path) -> None:
    with empty_engine.begin() as connection:
        ledger = Ledger(connection)
        connection.execute(
            text(
                "INSERT INTO audit_event (id, at, actor, action, object_name, result) "
                "VALUES (:id, '2024-06-01 00:00:00', 'a', 'load', 'b', 'ok')"
            ),
            [{"id": number} for number in range(1, 5_002)],
        )
        ledger.add("store_state")
    seen: list[tuple[str, int, int]] = []
    backup(empty_engine, tmp_path / "a.zip", watch=lambda *told: seen.append(told))
    assert [done for label, done, _ in seen if label == "备份audit_event"] == [2_000, 4_000, 5_001]
    assert {total for *_, total in seen} == {5_002}


def test_every_table_is_read_once(empty_engine: Engine, tmp_path: Path) -> None:
    tables = len(fill_at(empty_engine, SCHEMA_VERSION))
    with counted(empty_engine) as statements:
        backup(empty_engine, tmp_path / "a.zip", watch=quiet)
    read = [
        one for one in statements.texts if "ORDER BY" in one and one.lstrip().startswith("SELECT")
    ]
    assert len([one for one in read if "pg_catalog" not in one]) == tables


def test_a_backup_never_takes_the_place_of_another(empty_engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "store.zip"
    path.write_bytes(b"older")
    with pytest.raises(BackupError, match="已有同名文件"):
        backup(empty_engine, path, watch=quiet)
    assert path.read_bytes() == b"older"


def test_a_backup_that_fails_leaves_no_file(empty_engine: Engine, tmp_path: Path) -> None:
    fill_at(empty_engine, SCHEMA_VERSION)

    def full(label: str, done: int, total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(BackupError, match="磁盘空间"):
        backup(empty_engine, tmp_path / "store.zip", watch=full)
    assert [one for one in tmp_path.iterdir() if one.suffix != ".sqlite"] == []


def test_a_store_without_tables_or_of_a_newer_program_is_not_backed_up(
    empty_engine: Engine, tmp_path: Path
) -> None:
    with empty_engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNewError):
        backup(empty_engine, tmp_path / "a.zip", watch=quiet)
    bare = make_engine(f"sqlite:///{tmp_path / 'bare.db'}")
    with pytest.raises(StoreNotMigratedError):
        backup(bare, tmp_path / "a.zip", watch=quiet)
    bare.dispose()
    assert not (tmp_path / "a.zip").exists()


def test_names_of_backups_differ() -> None:
    assert default_name("0003").startswith("oversight-0003-")
    assert default_name("0003") != default_name("0003")
