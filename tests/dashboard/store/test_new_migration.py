"""`make migration` writes the next step from the models."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer

from dashboard.store.models import Base
from dashboard.store.new_migration import write_migration
from dashboard.store.schema import SCHEMA_VERSION


def test_the_next_step_holds_what_the_models_have_and_the_store_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Base.metadata.tables["exam_site"]
    column = Column("a_new_one", Integer)
    table.append_column(column)
    try:
        path = write_migration("Sites have a new one", folder=tmp_path)
    finally:
        table._columns.remove(column)  # type: ignore[attr-defined]
    step = runpy.run_path(str(path))
    assert path.name == f"{int(SCHEMA_VERSION) + 1:04}_sites_have_a_new_one.py"
    assert (step["revision"], step["down_revision"]) == (path.name[:4], SCHEMA_VERSION)
    text = path.read_text(encoding="utf-8")
    assert "batch_op.add_column(sa.Column('a_new_one', sa.Integer(), nullable=True))" in text
    assert "batch_op.drop_column('a_new_one')" in text


def test_without_a_difference_the_step_is_empty(tmp_path: Path) -> None:
    text = write_migration("nothing", folder=tmp_path).read_text(encoding="utf-8")
    assert "op." not in text
