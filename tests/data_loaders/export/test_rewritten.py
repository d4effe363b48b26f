"""Workbooks that LibreOffice has rewritten, as districts do, load as the same rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.store.engine import reading
from dashboard.store.gazetteer import read_places
from dashboard.store.state import loading
from data_loaders.batches.load import commit, preview
from data_loaders.batches.uploads import gather
from data_loaders.circular import load_circular
from data_loaders.export.folder import export
from data_loaders.export.rows import rows_of
from data_loaders.ledgers.registry import LEDGERS
from data_loaders.places import load_places
from data_loaders.standards import load_standards
from tests.data_loaders.office import Office

UNTIL = date(2024, 12, 31)
UNITS = {"万州": "500101", "涪陵": "500102", "黔江": "500114"}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_nine_ledgers_survive_another_program(
    demo_engine: Engine, empty_engine: Engine, tmp_path: Path, kind: str
) -> None:
    books = [
        one.path
        for name in UNITS
        for one in export(demo_engine, tmp_path / "ours", district=name, case_role=True)
    ]
    office = Office.of(tmp_path)
    rewritten = office.rewritten(books, kind=kind, into=tmp_path / "theirs")
    assert [one.suffix for one in rewritten] == [f".{kind}"] * len(UNITS)
    with loading(empty_engine, dataset="demo") as session:
        load_places(session)
        load_standards(session)
        load_circular(session)
    files = gather([tmp_path / "theirs"]).files
    told = preview(empty_engine, files, today=UNTIL)
    assert (told.questions, told.rows_refused) == ((), 0)
    commit(empty_engine, told, by="test")
    with reading(demo_engine) as before, reading(empty_engine) as after:
        for code in UNITS.values():
            unit, same = (read_places(one).by_code(code).id for one in (before, after))
            for key in LEDGERS:
                expected = sorted(map(repr, rows_of(before, key, district_id=unit)))
                assert sorted(map(repr, rows_of(after, key, district_id=same))) == expected, key
