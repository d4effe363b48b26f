"""The demo written out as districts' workbooks and loaded into an empty store is the same demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.store.engine import reading
from dashboard.store.gazetteer import read_places
from dashboard.store.state import loading, read_state
from data_loaders.batches.load import commit, preview
from data_loaders.batches.uploads import Upload, gather
from data_loaders.circular import load_circular
from data_loaders.export.folder import export
from data_loaders.export.rows import rows_of
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.places import load_places
from data_loaders.standards import load_standards
from tests.conftest import load_circular_alone
from tests.handed_in import sheet, sheets
from tests.stores import Stores

UNTIL = date(2024, 12, 31)
TODAY = date(2026, 11, 26)
_EVENT = {"渠道": "现场活动", "名称": "宣讲", "日期": "2026-02-28"}
_FOUND = {"被检单位": "恒信学校", "问题类别": "培训档案", "问题描述": "缺签到表"}
_OLD = {
    "institutions": [
        {"区县": "江北区", "机构名称": "恒信学校"},
        {"区县": "渝北区", "机构名称": "嘉华学校"},
        {"区县": "两江新区", "机构名称": "鼎盛学校"},
    ],
    "findings": [{"区县": "江北区", "发现日期": "2024-11-05", **_FOUND}],
}
_NEW = {
    "institutions": [
        {"区县": "两江新区", "机构名称": "恒信学校", "名册日期": "2026-02-28"},
        {"区县": "两江新区", "机构名称": "博智学校", "名册日期": "2026-02-28"},
    ],
    "findings": [
        {"区县": "两江新区", "发现日期": "2026-02-05", **_FOUND},
        {"区县": "江北区", "发现日期": "2024-12-25", **_FOUND},
    ],
}
NOT_COMPARABLE = {"institution", "exam_site"}
"""Dimensions whose values are keys of one store."""


@pytest.mark.parametrize("today", [UNTIL, TODAY])
def test_every_figure_of_every_district_survives_the_way_through_workbooks(
    demo_engine: Engine, empty_engine: Engine, dialect: str, tmp_path: Path, today: date
) -> None:
    """By district on the one dialect, as one workbook on the other: the rows are the same.

    So they are when districts of the workbooks are no more.
    """
    export(demo_engine, tmp_path, whole_city=dialect == "postgresql", case_role=True)
    with loading(empty_engine, dataset="demo") as session:
        load_places(session)
        load_standards(session)
        load_circular(session)
    _put(empty_engine, gather([tmp_path]).files, today=today)
    assert read_state(empty_engine).data_until == read_state(demo_engine).data_until
    with reading(demo_engine) as before, reading(empty_engine) as after:
        assert _rows(after) == _rows(before)
        if today == UNTIL:
            assert _figures(after) == _figures(before)


def test_a_store_of_before_and_after_a_succession_survives_the_way(
    empty_engine: Engine, dialect: str, stores: Stores, tmp_path: Path
) -> None:
    """Bodies and rows of units that have ceased stand beside those of their successors."""
    load_circular_alone(empty_engine)
    with reading(empty_engine) as session:
        units = read_places(session).valid_on(date(2026, 2, 28))
    _put(empty_engine, sheets(_OLD), today=date(2025, 6, 30))
    named = [{"区县": one.name, **_EVENT} for one in units]
    _put(empty_engine, [sheet("publicity", named), *sheets(_NEW)], today=TODAY)
    assert read_state(empty_engine).data_until == date(2026, 2, 28)
    export(empty_engine, tmp_path, whole_city=dialect == "postgresql", case_role=True)
    with stores.fresh(dialect) as other:
        load_circular_alone(other)
        _put(other, gather([tmp_path]).files, today=TODAY)
        with reading(empty_engine) as before, reading(other) as after:
            assert _rows(after) == _rows(before)


def _put(engine: Engine, files: Sequence[Upload], *, today: date) -> None:
    """Load files of which nothing is refused, and about which nobody is asked anything."""
    told = preview(engine, files, today=today)
    assert (told.rows_refused, told.questions) == (0, ()), told.problems[:3]
    commit(engine, told, by="test")


def _rows(session: Session) -> dict[str, list[str]]:
    return {key: sorted(map(repr, rows_of(session, key))) for key in LEDGERS}


def _figures(session: Session) -> list[tuple[Figure, ...]]:
    """Every metric for the city, and by every dimension it can be grouped by."""
    found = []
    for key, metric in METRICS.items():
        dimensions = sorted(metric.dimensions - NOT_COMPARABLE)
        questions = [
            FigureQuery(metrics=(key,), as_of=UNTIL, by=by)
            for by in ((), *((name,) for name in dimensions))
        ]
        found += [measured.figures for measured in measure(session, questions)]
    return found
