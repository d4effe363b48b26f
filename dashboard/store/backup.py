"""Backing up a store while others read and write it: one state of all its rows, in one file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Engine, func, select, text

from dashboard import private
from dashboard.errors import BackupError
from dashboard.store.archive import MANIFEST, Manifest, Shape, TableNote, Watch, shapes
from dashboard.store.dialects import begin_reading
from dashboard.store.engine import reachable
from dashboard.store.models.operation import StoreState
from dashboard.store.schema import check_known, empty, read_version

_LEVEL: Final = 3
"""Of compression: nine tenths of what the best does, in a third of its time."""
_EVERY: Final = 2_000
"""Rows fetched at a time, and between two words of progress."""


def backup(engine: Engine, path: Path, *, watch: Watch) -> Manifest:
    """Write every row of the store into a new file, which nobody else may read.

    Rows are taken from one snapshot and pass through; the file has its name when it is whole.

    Args:
        engine: The store, of this or an older version.
        path: Where to.
        watch: Told how far it is.

    Raises:
        BackupError: there is such a file already, or it cannot be written.
        StoreError: the store cannot be read, is empty, or is newer than this program.
    """
    with reachable(engine), engine.connect() as connection:
        begin_reading(connection, long=True)
        version = read_version(connection)
        if version is None:
            raise empty()
        check_known(version)
        with _new_archive(path) as archive:
            manifest = _write(connection, archive, version=version, watch=watch)
    return manifest


def default_name(version: str) -> str:
    """A name for a backup of a store at a version, made now."""
    return f"oversight-{version}-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}.zip"


def _write(connection: Connection, archive: ZipFile, *, version: str, watch: Watch) -> Manifest:
    tables = shapes(version)
    count = select(func.count())
    total = sum(connection.scalar(count.select_from(one.table)) or 0 for one in tables)
    notes: list[TableNote] = []
    for shape in tables:
        done = sum(note.rows for note in notes)
        notes.append(_write_table(connection, archive, shape, done=done, total=total, watch=watch))
    state = _state(connection)
    manifest = Manifest(
        made_at=datetime.now(UTC),
        schema_version=version,
        dataset=state.get("dataset"),
        revision=state.get("revision"),
        tables=tuple(notes),
    )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _write_table(
    connection: Connection, archive: ZipFile, shape: Shape, *, done: int, total: int, watch: Watch
) -> TableNote:
    rows = size = 0
    digest = hashlib.sha256()
    name = shape.table.name
    asked = select(shape.table).order_by(*(shape.table.c[key] for key in shape.keys))
    streamed = {"stream_results": True, "yield_per": _EVERY}
    with (
        connection.execute(asked, execution_options=streamed) as found,
        archive.open(f"rows/{name}.jsonl", "w", force_zip64=True) as file,
    ):
        for part in found.partitions():
            lines = b"".join(map(shape.line, part))
            file.write(lines)
            digest.update(lines)
            rows, size = rows + len(part), size + len(lines)
            watch(f"备份{name}", done + rows, total)
    return TableNote(
        name=name, columns=shape.columns, rows=rows, bytes=size, sha256=digest.hexdigest()
    )


def _state(connection: Connection) -> dict[str, Any]:
    """Columns that the first version had already."""
    table = StoreState.__tablename__
    found = connection.execute(text(f"SELECT dataset, revision FROM {table}")).first()  # noqa: S608
    return {} if found is None else dict(found._mapping)


@contextmanager
def _new_archive(path: Path) -> Iterator[ZipFile]:
    """An archive under another name until it is whole, so that no half of one is ever met."""
    if path.exists():
        raise BackupError(
            f"已有同名文件，没有备份，也没有改动它：{path}；请换一个文件名",
            f"{path} is there already and was left alone; choose another name",
        )
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        private.make_folder(path.parent)
        with open(unfinished, "xb", opener=private.opener) as file:
            with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise BackupError(
            f"备份文件无法写入：{path}（{error.strerror}）；请检查文件夹的权限和磁盘空间",
            f"the backup cannot be written to {path}: {error}",
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
