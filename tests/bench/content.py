"""What the lean pages show: about what 问题地图 does, by plain SQL and nothing kept."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import ColumnElement, Engine, extract, func, select

from dashboard.store.models.inspections import Finding
from dashboard.store.models.places import District

DAY: Final = date(2024, 12, 31)
FIGURES: Final = ("问题", "未销号", "超期", "复发")


def districts(engine: Engine) -> dict[str, int]:
    """The keys of all units by name."""
    with engine.connect() as connection:
        rows = connection.execute(select(District.name, District.id).order_by(District.position))
        return {row.name: row.id for row in rows}


def by_unit(engine: Engine, *, district: int | None) -> pd.DataFrame:
    """Figures by unit, category and severity, from one scan."""
    open_ = Finding.closed_on.is_(None)
    asked = (
        select(
            District.name.label("区县"),
            Finding.category.label("类别"),
            Finding.severity.label("程度"),
            *_figures(open_),
        )
        .join(District, District.id == Finding.district_id)
        .where(Finding.found_on <= DAY, *_in(district))
        .group_by(District.name, Finding.category, Finding.severity)
    )
    return _read(engine, asked)


def by_month(engine: Engine, *, district: int | None) -> pd.DataFrame:
    """Findings by month."""
    parts = [extract(part, Finding.found_on) for part in ("year", "month")]
    asked = (
        select(
            parts[0].label("年"),
            parts[1].label("月"),
            func.count().label("问题"),
        )
        .where(Finding.found_on <= DAY, *_in(district))
        .group_by(*parts)
        .order_by(*parts)
    )
    return _read(engine, asked)


def _figures(open_: ColumnElement[bool]) -> list[ColumnElement[int]]:
    counts = (
        func.count(),
        func.count().filter(open_),
        func.count().filter(open_, Finding.due_on < DAY),
        func.count().filter(Finding.reopened_on.is_not(None)),
    )
    return [count.label(name) for count, name in zip(counts, FIGURES, strict=True)]


def _in(district: int | None) -> list[ColumnElement[bool]]:
    return [] if district is None else [Finding.district_id == district]


def _read(engine: Engine, asked: Any) -> pd.DataFrame:
    with engine.connect() as connection:
        rows = connection.execute(asked)
        return pd.DataFrame(rows.all(), columns=list(rows.keys()))
