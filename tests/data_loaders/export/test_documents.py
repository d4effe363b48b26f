from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from data_loaders.export.documents import document_rows, has_documents, names_suspected
from data_loaders.ledgers.registry import DOCUMENT_SHEETS
from data_loaders.templates import printed


def test_every_sheet_tells_its_columns(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        for key, sheet in DOCUMENT_SHEETS.items():
            row, *_ = document_rows(session, key)
            assert set(row) == {column.key for column in printed(sheet)}


def test_figures_are_written_as_they_are_stated(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        stated = {row["label"]: row["stated"] for row in document_rows(session, "document_figures")}
    assert stated["累计发放宣传资料"] == "150000余份"
    assert stated["回头看行政处罚"] == "53000元"
    assert stated["整改完成率"] == "100%"


def test_a_store_knows_whether_it_has_documents_and_suspects(
    circular_engine: Engine, empty_engine: Engine
) -> None:
    with Session(circular_engine) as session:
        assert has_documents(session)
        assert names_suspected(session)
    with Session(empty_engine) as session:
        assert not has_documents(session)
        assert not names_suspected(session)
