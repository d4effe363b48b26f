"""Every broken workbook of the corpus gives exactly the problems written beside it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from data_loaders.batches.load import commit, preview
from data_loaders.batches.uploads import Upload
from tests.conftest import load_circular_alone
from tests.data_loaders.corpus.base import BASE
from tests.data_loaders.corpus.broken import TODAY, Broken
from tests.data_loaders.corpus.crossing import CROSSING
from tests.data_loaders.corpus.shown import SHOWN
from tests.data_loaders.corpus.single import CELLS, ROWS, SHEETS
from tests.data_loaders.corpus.whole import WHOLE
from tests.stores import Stores

ALONE = (*CELLS, *ROWS, *SHEETS, *SHOWN, *WHOLE)


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case.name)
def test_a_workbook_wrong_by_itself_gives_exactly_its_problems(
    case: Broken, stores: Stores
) -> None:
    assert _found("sqlite", stores, case) == case.expected


@pytest.mark.parametrize("case", CROSSING, ids=lambda case: case.name)
def test_a_workbook_at_odds_with_others_gives_exactly_its_problems(
    case: Broken, stores: Stores, dialect: str
) -> None:
    assert _found(dialect, stores, case) == case.expected


def test_the_corpus_is_large_and_names_every_broken_workbook_once() -> None:
    names = [case.name for case in (*ALONE, *CROSSING)]
    assert len(names) == len(set(names)) >= 40


def _found(dialect: str, stores: Stores, case: Broken) -> list[Any]:
    engine = stores.shared(dialect, "corpus", fill=_load_base)
    files = [Upload(name=name, content=data) for name, data in case.files().items()]
    found = preview(engine, files, today=TODAY)
    return sorted(
        ((p.file, p.sheet, p.level.value, p.rule, p.row, p.column) for p in found.problems),
        key=repr,
    )


def _load_base(engine: Engine) -> None:
    load_circular_alone(engine)
    base = preview(engine, [Upload(name="底账.xlsx", content=BASE)], today=TODAY)
    assert [(p.rule, p.row, p.message) for p in base.problems] == []
    commit(engine, base, by="test")
