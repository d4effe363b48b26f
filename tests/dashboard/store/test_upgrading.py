"""Nothing is written between the backup of an older store and its upgrade."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from dashboard.store.engine import make_engine
from dashboard.store.restore import restore
from dashboard.store.upgrading import upgrade_backed_up
from tests.dashboard.store.test_backup import quiet
from tests.old_stores import fill_at, rows_of
from tests.screen import url_of
from tests.stores import Stores


def test_nobody_writes_between_backup_and_upgrade_and_everybody_reads(
    empty_engine: Engine, stores: Stores, dialect: str, tmp_path: Path
) -> None:
    before = fill_at(empty_engine, "0003")
    other = make_engine(url_of(empty_engine))
    tried: list[int] = []

    def try_to_write(label: str, done: int, total: int) -> None:
        if tried:
            return
        with other.connect() as connection:
            tried.append(connection.scalar(text("SELECT count(*) FROM district")) or 0)
            hurry = "PRAGMA busy_timeout=10" if dialect == "sqlite" else "SET lock_timeout = 10"
            connection.exec_driver_sql(hurry)
            with pytest.raises(OperationalError):
                connection.exec_driver_sql("UPDATE district SET name = '别的'")

    path = upgrade_backed_up(empty_engine, folder=tmp_path / "backups", watch=try_to_write)
    other.dispose()
    assert tried == [len(before["district"])]
    assert path is not None
    with stores.fresh(dialect) as restored:
        restore(restored, path, keep_schema=True, watch=quiet)
        assert rows_of(restored) == before


def test_a_store_that_is_up_to_date_is_closed_to_others_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    engine = make_engine(f"sqlite:///{path}")
    assert upgrade_backed_up(engine, folder=tmp_path / "backups", watch=quiet) is None
    path.chmod(0o644)
    assert upgrade_backed_up(engine, folder=tmp_path / "backups", watch=quiet) is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not (tmp_path / "backups").exists()
    engine.dispose()
