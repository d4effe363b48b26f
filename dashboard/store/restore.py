"""Restoring a backup into an empty store: verified first, then written whole or not at all."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError

from dashboard.errors import BackupError, StoreNotEmptyError
from dashboard.store.archive import MANIFEST, Manifest, Row, TableNote, Watch, shapes
from dashboard.store.dialects import changing_schema, insert_rows, take_keys
from dashboard.store.engine import reachable
from dashboard.store.schema import (
    check_known,
    filled,
    migrate,
    read_version,
    remove,
    table_names,
    versions,
)
from dashboard.store.sizes import know_sizes

_MOST_MANIFEST: Final = 1_000_000
"""Most bytes of a manifest; ours have a twentieth of it."""
_EVERY: Final = 2_000
"""Rows between two words of progress."""
_DAMAGE: Final = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What reading an archive raises where it is cut short, damaged or made by something else."""


def restore(engine: Engine, path: Path, *, keep_schema: bool, watch: Watch) -> Manifest:
    """Fill an empty store from a backup, in one transaction, and upgrade it.

    Args:
        engine: A database without tables, or with empty tables of ours.
        path: The backup.
        keep_schema: Whether to leave it at the backup's version, for the program that made it.
        watch: Told how far it is.

    Raises:
        BackupError: the file is no backup, is damaged, or cannot go into this database.
        StoreNotEmptyError: something is in the database already.
        StoreError: it cannot be written.
    """
    with _opened(path) as backup:
        for note in backup.tables:
            for _ in backup.rows(note, watch=watch, label="核对"):
                pass
        driver = engine.dialect.loaded_dbapi
        try:
            with reachable(engine), changing_schema(engine) as connection:
                _clear(connection)
                migrate(connection, to=backup.manifest.schema_version)
                _fill(connection, backup, watch=watch)
                if not keep_schema:
                    migrate(connection)
        except (IntegrityError, DataError, driver.IntegrityError, driver.DataError) as error:
            raise backup.unusable(f"有内容不能写入该数据库（{error}）") from error
    return backup.manifest


class _Backup:
    """A backup opened for reading."""

    def __init__(self, path: Path, archive: ZipFile) -> None:
        self._path = path
        self._archive = archive
        with self._whole():
            entry = archive.getinfo(MANIFEST)
            if entry.file_size > _MOST_MANIFEST:
                raise ValueError("the manifest is too large")
            self.manifest = Manifest.model_validate_json(archive.read(entry))
        if self.manifest.schema_version not in versions():
            raise self.unusable("它由更新版本的程序备份，请升级本程序后再恢复")
        shaped = {one.table.name: one for one in shapes(self.manifest.schema_version)}
        notes = {one.name: one for one in self.manifest.tables}
        told = {name: note.columns for name, note in notes.items()}
        if told != {name: shape.columns for name, shape in shaped.items()}:
            raise self.unusable("其中的表与其结构版本不符")
        self.tables = {notes[name]: shape for name, shape in shaped.items()}
        self._done = 0

    def rows(self, note: TableNote, *, watch: Watch, label: str) -> Generator[Row]:
        """The rows of a table as they are read; that they are all and whole is known at the end.

        Raises:
            BackupError: the table is not as the manifest says.
        """
        shape = self.tables[note]
        digest = hashlib.sha256()
        rows = left = 0
        with self._whole(), self._archive.open(note.file) as file:
            left = note.bytes
            while line := file.readline(left + 1):
                digest.update(line)
                left -= len(line)
                rows += 1
                yield shape.row(line)
                if rows % _EVERY == 0:
                    watch(f"{label}{note.name}", self._before(note) + rows, self.manifest.rows)
            if (rows, left, digest.hexdigest()) != (note.rows, 0, note.sha256):
                raise ValueError(f"{note.name} is not as it was written")

    def unusable(self, why: str) -> BackupError:
        """The error that says why nothing was restored."""
        return BackupError(
            f"没有恢复，数据库没有改动：{self._path}：{why}",
            f"nothing was restored: {self._path} is damaged, no backup, or of another program",
        )

    def _before(self, note: TableNote) -> int:
        """Rows of the tables before this one."""
        names = list(self.tables)
        return sum(one.rows for one in names[: names.index(note)])

    @contextmanager
    def _whole(self) -> Iterator[None]:
        try:
            yield
        except (*_DAMAGE, KeyError) as error:
            raise self.unusable("不是本程序的备份文件，或者已损坏、不完整；请换一份备份") from error


@contextmanager
def _opened(path: Path) -> Iterator[_Backup]:
    try:
        with ZipFile(path) as archive:
            yield _Backup(path, archive)
    except BadZipFile as error:
        raise BackupError(
            f"没有恢复：{path}不是本程序的备份文件，或者已损坏、不完整；请换一份备份",
            f"nothing was restored: {path} is no backup, or cut short",
        ) from error
    except OSError as error:
        raise BackupError(
            f"备份文件无法读取：{path}（{error.strerror}）", f"cannot read {path}: {error}"
        ) from error


def _clear(connection: Connection) -> None:
    """Make room: empty tables of ours go, whatever their version; anything else stays.

    Raises:
        StoreNotEmptyError: there is anything else.
    """
    version = read_version(connection)
    check_known(version)
    ours = {one.table.name for one in shapes(version)} if version else set()
    names = table_names(connection)
    held = sorted((names - ours) | set(filled(connection, names & ours)))
    if held:
        raise StoreNotEmptyError(
            f"数据库不是空的（有{'、'.join(held[:3])}等{len(held)}个表），没有恢复，也没有改动；"
            "请用 --database-url 另选一个空的数据库",
            "the database is not empty and was left alone; choose an empty one by --database-url",
        )
    remove(connection)


def _fill(connection: Connection, backup: _Backup, *, watch: Watch) -> None:
    for note, shape in backup.tables.items():
        with closing(backup.rows(note, watch=watch, label="恢复")) as rows:
            insert_rows(connection, shape.table, shape.columns, rows)
        if "id" in shape.keys:
            take_keys(connection, shape.table)
        know_sizes(connection, shape.table)
