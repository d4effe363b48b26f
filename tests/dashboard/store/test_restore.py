"""A backup comes back exactly, into either kind of store, whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from dashboard.errors import BackupError, StoreNotEmptyError
from dashboard.store.archive import MANIFEST
from dashboard.store.backup import backup
from dashboard.store.dialects import changing_schema
from dashboard.store.engine import make_engine
from dashboard.store.restore import restore
from dashboard.store.schema import SCHEMA_VERSION, read_version, remove, table_names
from dashboard.store.state import loading, upgrade
from tests.dashboard.store.test_backup import quiet
from tests.ledger import Ledger
from tests.old_stores import RELEASED, Rows, fill_at, rows_of
from tests.stores import DIALECTS, Stores


def _restore(engine: Engine, path: Path, *, keep_schema: bool = False) -> None:
    restore(engine, path, keep_schema=keep_schema, watch=quiet)


@pytest.fixture
def bare_engine(empty_engine: Engine) -> Engine:
    """A database without any table."""
    with changing_schema(empty_engine) as connection:
        remove(connection)
        assert table_names(connection) == set()
    return empty_engine


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Rows]:
    """A backup of a filled store, and its rows."""
    folder = tmp_path_factory.mktemp("backup")
    engine = make_engine(f"sqlite:///{folder / 'store.db'}")
    rows = fill_at(engine, SCHEMA_VERSION)
    backup(engine, folder / "store.zip", watch=quiet)
    engine.dispose()
    return folder / "store.zip", rows


@pytest.mark.parametrize("source", DIALECTS)
@pytest.mark.parametrize("version", RELEASED)
def test_every_row_comes_back_in_either_kind_of_store(
    empty_engine: Engine, stores: Stores, tmp_path: Path, source: str, version: str
) -> None:
    with stores.fresh(source) as old:
        before = fill_at(old, version)
        backup(old, tmp_path / "a.zip", watch=quiet)
        _restore(empty_engine, tmp_path / "a.zip", keep_schema=True)
        assert rows_of(empty_engine) == before
        upgrade(old)
        upgrade(empty_engine)
        assert rows_of(empty_engine) == rows_of(old)


def test_an_older_backup_is_upgraded(bare_engine: Engine, stores: Stores, tmp_path: Path) -> None:
    with stores.fresh(bare_engine.dialect.name) as old:
        fill_at(old, RELEASED[0])
        backup(old, tmp_path / "a.zip", watch=quiet)
        _restore(bare_engine, tmp_path / "a.zip")
        upgrade(old)
        assert rows_of(bare_engine) == rows_of(old)
    with bare_engine.connect() as connection:
        assert read_version(connection) == SCHEMA_VERSION


def test_what_is_loaded_next_gets_keys_of_its_own(
    bare_engine: Engine, made: tuple[Path, Rows]
) -> None:
    path, rows = made
    _restore(bare_engine, path)
    with loading(bare_engine, dataset="production") as session:
        ledger = Ledger(session)
        for table in ("district", "import_batch", "audit_event"):
            assert ledger.add(table) == len(rows[table]) + 1
    with pytest.raises(DBAPIError, match="never changed"), bare_engine.begin() as connection:
        connection.execute(text("UPDATE briefing_version SET title = '别的'"))


def test_only_an_empty_database_takes_a_backup(
    empty_engine: Engine, made: tuple[Path, Rows]
) -> None:
    with empty_engine.begin() as connection:
        Ledger(connection).add("audit_event")
    before = rows_of(empty_engine)
    with pytest.raises(StoreNotEmptyError, match="audit_event"):
        _restore(empty_engine, made[0])
    assert rows_of(empty_engine) == before


def test_tables_of_another_program_are_left_alone(
    bare_engine: Engine, made: tuple[Path, Rows]
) -> None:
    with bare_engine.begin() as connection:
        connection.execute(text("CREATE TABLE somebody_else (id integer)"))
    with pytest.raises(StoreNotEmptyError, match="somebody_else"):
        _restore(bare_engine, made[0])
    with bare_engine.connect() as connection:
        assert table_names(connection) == {"somebody_else"}


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _bent(content: bytes) -> bytes:
    middle = len(content) // 3
    return content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :]


@pytest.mark.parametrize(
    "spoil", [_cut, _bent, lambda _: b"", lambda _: "台账".encode() * 99], ids=range(4)
)
def test_a_damaged_file_writes_nothing(
    bare_engine: Engine, made: tuple[Path, Rows], tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(spoil(made[0].read_bytes()))
    _refused(bare_engine, path, "损坏")


def _refused(engine: Engine, path: Path, word: str) -> None:
    with pytest.raises(BackupError, match="没有恢复") as caught:
        _restore(engine, path)
    assert word in caught.value.zh
    assert str(path) in caught.value.zh
    assert "nothing was restored" in caught.value.en
    with engine.connect() as connection:
        assert table_names(connection) == set()


def _rewritten(source: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other files in it, as a zip that is itself sound."""
    with ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target


def _of_another_program(files: dict[str, bytes]) -> None:
    files.pop(MANIFEST)


def _without_a_table(files: dict[str, bytes]) -> None:
    files.pop("rows/penalty.jsonl")


def _with_another_row(files: dict[str, bytes]) -> None:
    files["rows/penalty.jsonl"] = files["rows/penalty.jsonl"].replace(b"[1,", b"[9,")


def _with_a_row_more(files: dict[str, bytes]) -> None:
    files["rows/penalty.jsonl"] += files["rows/penalty.jsonl"].splitlines(keepends=True)[0]


def _with_a_row_less(files: dict[str, bytes]) -> None:
    files["rows/penalty.jsonl"] = files["rows/penalty.jsonl"].split(b"\n", 1)[1]


def _with_a_manifest_of_words(files: dict[str, bytes]) -> None:
    files[MANIFEST] = b'{"format": "something-else/1"}'


def _with_a_huge_manifest(files: dict[str, bytes]) -> None:
    files[MANIFEST] = b" " * 2_000_000 + files[MANIFEST]


@pytest.mark.parametrize(
    "change",
    [
        _of_another_program,
        _without_a_table,
        _with_another_row,
        _with_a_row_more,
        _with_a_row_less,
        _with_a_manifest_of_words,
        _with_a_huge_manifest,
    ],
)
def test_a_file_that_is_not_as_it_was_written_writes_nothing(
    bare_engine: Engine,
    made: tuple[Path, Rows],
    tmp_path: Path,
    change: Callable[[dict[str, bytes]], None],
) -> None:
    _refused(bare_engine, _rewritten(made[0], tmp_path / "bad.zip", change), "损坏")


def _forged(**changes: object) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files[MANIFEST] = json.dumps({**json.loads(files[MANIFEST]), **changes}).encode()

    return change


def test_a_backup_of_a_newer_program_asks_for_it(
    bare_engine: Engine, made: tuple[Path, Rows], tmp_path: Path
) -> None:
    bad = _rewritten(made[0], tmp_path / "bad.zip", _forged(schema_version="9999"))
    _refused(bare_engine, bad, "升级本程序")


def test_tables_that_are_not_of_its_version_are_refused(
    bare_engine: Engine, made: tuple[Path, Rows], tmp_path: Path
) -> None:
    bad = _rewritten(made[0], tmp_path / "bad.zip", _forged(schema_version="0001"))
    _refused(bare_engine, bad, "与其结构版本不符")


@pytest.mark.parametrize(
    ("place", "value", "word"),
    [(2, "nonsense", "不能写入"), (1, 77, "不能写入"), (4, "kein Tag", "损坏")],
    ids=["check", "reference", "no day"],
)
def test_rows_that_the_database_refuses_take_everything_back(
    bare_engine: Engine,
    made: tuple[Path, Rows],
    tmp_path: Path,
    place: int,
    value: object,
    word: str,
) -> None:
    """As of a file that somebody has made by hand, with hashes that agree."""

    def change(files: dict[str, bytes]) -> None:
        name = "rows/penalty.jsonl"
        first, rest = files[name].split(b"\n", 1)
        row = json.loads(first)
        row[place] = value
        files[name] = json.dumps(row).encode() + b"\n" + rest
        told = json.loads(files[MANIFEST])
        (note,) = (one for one in told["tables"] if one["name"] == "penalty")
        note |= {
            "bytes": len(files[name]),
            "sha256": hashlib.sha256(files[name]).hexdigest(),
        }
        files[MANIFEST] = json.dumps(told).encode()

    _refused(bare_engine, _rewritten(made[0], tmp_path / "bad.zip", change), word)


def test_a_file_that_is_not_there_is_named(bare_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"nowhere\.zip"):
        _restore(bare_engine, tmp_path / "nowhere.zip")
