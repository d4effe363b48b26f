"""The demo written out as districts' workbooks and loaded into an empty store is the same demo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.measure import Figure, Question, measure
from dashboard.store.engine import reading
from dashboard.store.state import loading, read_state
from data_loaders.batches.asked import NEW
from data_loaders.batches.load import commit, preview
from data_loaders.batches.uploads import Upload, gather
from data_loaders.circular import load_circular
from data_loaders.export.folder import export
from data_loaders.export.rows import rows_of
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.places import load_places
from data_loaders.standards import load_standards

UNTIL = date(2024, 12, 31)
NOT_COMPARABLE = {"institution"}
"""Dimensions whose values are keys of one store."""


def test_every_figure_of_every_district_survives_the_way_through_workbooks(
    demo_engine: Engine, empty_engine: Engine, dialect: str, tmp_path: Path
) -> None:
    """By district on the one dialect, as one workbook on the other: the rows are the same."""
    export(demo_engine, tmp_path, whole_city=dialect == "postgresql")
    with loading(empty_engine, dataset="demo") as session:
        load_places(session)
        load_standards(session)
        load_circular(session)
    files = gather([tmp_path]).files
    answers = _answers(empty_engine, files)
    told = preview(empty_engine, files, today=UNTIL, decisions=answers)
    assert told.loadable
    commit(empty_engine, told, by="test")
    assert read_state(empty_engine).data_until == read_state(demo_engine).data_until
    with reading(demo_engine) as before, reading(empty_engine) as after:
        for key in LEDGERS:
            assert sorted(map(repr, rows_of(after, key))) == sorted(
                map(repr, rows_of(before, key))
            ), key
        assert _figures(after) == _figures(before)


def _answers(engine: Engine, files: Sequence[Upload]) -> dict[str, str]:
    """Two exam sites on either side of a border are named alike: a person says they are two."""
    border = [one for one in files if one.name[:2] in ("江北", "两江", "重庆")]
    asked = preview(engine, border, today=UNTIL).questions
    return {question.key: NEW for question, _ in asked}


def _figures(session: Session) -> list[tuple[Figure, ...]]:
    """Every metric for the city, and by every dimension it can be grouped by."""
    found = []
    for key, metric in METRICS.items():
        dimensions = sorted(metric.dimensions - NOT_COMPARABLE)
        questions = [
            Question(metrics=(key,), as_of=UNTIL, by=by)
            for by in ((), *((name,) for name in dimensions))
        ]
        found += [measured.figures for measured in measure(session, questions)]
    return found
