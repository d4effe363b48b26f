"""What a demo store wrote never reaches a production store, not even in part."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from dashboard.errors import LoadRefusedError
from data_loaders.batches import commit, gather, preview
from data_loaders.export.folder import export
from tests.data_loaders.corpus.broken import TODAY


def test_a_demos_own_workbook_is_refused_whole_by_a_production_store(
    demo_engine: Engine, circular_engine: Engine, tmp_path: Path
) -> None:
    export(demo_engine, tmp_path, district="渝中区")
    found = preview(circular_engine, gather([tmp_path]).files, today=TODAY)
    assert [problem.rule for problem in found.problems] == ["demo-data"]
    assert (found.rows_added, found.loadable) == (0, False)
    with pytest.raises(LoadRefusedError):
        commit(circular_engine, found, by="test")
    assert commit(circular_engine, found, by="test", partial=True).number is None
