"""The store as it will stand: rows of a table with the staged ones in their place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, and_, or_, select, union_all

from data_loaders.batches.stage.staging_table import CHANGED, NEW, TOUCHED, StagingTable
from data_loaders.batches.stage.target_tables import Target

Stages = Mapping[str, StagingTable]
"""Stages by the name of their table."""


def alive(stage: StagingTable, rows: FromClause | None = None) -> ColumnElement[bool]:
    """Whether a staged row (or one of `rows`, an alias) is neither refused nor said twice."""
    state = (stage.table if rows is None else rows).c.state
    return or_(state.is_(None), state.in_([NEW, CHANGED, TOUCHED]))


def projected(stages: Stages, target: Target, *names: str) -> Subquery:
    """The named columns of a table's rows as they will stand."""
    t = target.table
    stage = stages.get(t.name)
    kept: Select[Any] = select(*(t.c[name] for name in names))
    if stage is None:
        return kept.subquery()
    s = stage.table
    replaced = select(s.c.id).where(and_(s.c.id == t.c.id, alive(stage))).exists()
    staged = select(*(s.c[name] for name in names)).where(alive(stage))
    return union_all(staged, kept.where(~replaced)).subquery()
