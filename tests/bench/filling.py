"""Fills a store: the demo first, and as many more synthetic rows as its size asks for.

Rows go in by the store's bulk path with every constraint and index on, in one load that makes a
revision, as a load of files does. The same size is the same rows everywhere.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import numpy as np
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.demo.reviews import STANDARD
from dashboard.store.models.inspections import Campaign as CampaignRow
from dashboard.store.models.operation import LEDGERS, ImportBatch
from dashboard.store.models.standards import Clause, Standard
from dashboard.store.state import loading, tables, upgrade
from data_loaders.batches.parse.demo_mark import LOADED_BY
from tests.bench.announcing import write_publicity
from tests.bench.bodies import read_bodies
from tests.bench.days import LAST, number
from tests.bench.enforcement import write_cases
from tests.bench.examinations import Examinations
from tests.bench.sizes import Size
from tests.bench.supervision import Campaign, Supervision, Writers
from tests.bench.table import Writer
from tests.bench.teaching import write_classes
from tests.conftest import load_whole_demo

_SEED: Final = 20_241_231
_LOADED_AT: Final = datetime(2025, 1, 3, 10, 0, tzinfo=UTC)


def fill(engine: Engine, size: Size) -> None:
    """Fill a store that holds nothing yet."""
    upgrade(engine)
    load_whole_demo(engine)
    if not size.rows:
        return
    with loading(engine, dataset="demo") as session:
        _Filling(session, size).write()


def analyse(engine: Engine) -> None:
    """Let PostgreSQL know its tables, as autovacuum soon would; SQLite stays as loads leave it."""
    if engine.dialect.name != "postgresql":
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in tables():
            connection.exec_driver_sql(f"VACUUM (ANALYZE) {table.name}")


class _Filling:
    """One load of all ledgers."""

    def __init__(self, session: Session, size: Size) -> None:
        self._session, self._size = session, size
        self._batches = {ledger: self._batch(ledger) for ledger in LEDGERS}
        self._bodies = read_bodies(session)

    def write(self) -> None:
        """Write all ledgers, then say in each batch how many rows it brought."""
        written = {
            **self._supervision(),
            **self._training(),
            "cases": self._cases(),
            "publicity": self._publicity(),
        }
        for ledger, batch in self._batches.items():
            batch.rows_added = written.get(ledger, 0)

    def _supervision(self) -> dict[str, int]:
        campaigns = self._session.scalars(
            select(CampaignRow).where(CampaignRow.kind != "lookback").order_by(CampaignRow.id)
        )
        clauses = self._session.execute(
            select(Clause.number, Clause.id).join(Standard).where(Standard.code == STANDARD)
        )
        writers = Writers(
            inspection=self._writer("inspection", "inspections"),
            order=self._writer("rectification_order", "findings"),
            finding=self._writer("finding", "findings"),
        )
        Supervision(
            rng=self._rng("supervision"),
            bodies=self._bodies,
            campaigns=[
                Campaign(id=one.id, first=number(one.started_on), last=number(one.ended_on))
                for one in campaigns
                if one.started_on and one.ended_on
            ],
            clauses={clause.number: clause.id for clause in clauses},
            writers=writers,
        ).write(visits=self._size.of("inspections"), findings=self._size.of("findings"))
        for one in (writers.inspection, writers.order, writers.finding):
            one.close()
        return {"inspections": writers.inspection.written, "findings": writers.finding.written}

    def _training(self) -> dict[str, int]:
        exams = Examinations(
            self._rng("examinations"), bodies=self._bodies, rows=self._size.of("exam_months")
        )
        months = self._writer("exam_month", "exam_months")
        exams.write(months)
        classes = self._writer("training_class", "classes")
        write_classes(
            self._rng("classes"),
            classes,
            bodies=self._bodies,
            trades=exams.trades,
            rows=self._size.of("classes"),
        )
        months.close()
        classes.close()
        return {"exam_months": months.written, "classes": classes.written}

    def _cases(self) -> int:
        names = ("enforcement_case", "penalty", "case_person_count")
        writers = [self._writer(name, "cases") for name in names]
        write_cases(self._rng("cases"), *writers, bodies=self._bodies, rows=self._size.of("cases"))
        for one in writers:
            one.close()
        return writers[0].written

    def _publicity(self) -> int:
        writer = self._writer("publicity_activity", "publicity")
        write_publicity(
            self._rng("publicity"), writer, bodies=self._bodies, rows=self._size.of("publicity")
        )
        writer.close()
        return writer.written

    def _rng(self, part: str) -> np.random.Generator:
        digest = hashlib.sha256(part.encode()).digest()
        return np.random.default_rng([_SEED, int.from_bytes(digest[:8])])

    def _writer(self, name: str, ledger: str) -> Writer:
        batch = self._batches[ledger].id
        return Writer(self._session, name, ledger=ledger, batch=batch)

    def _batch(self, ledger: str) -> ImportBatch:
        said = f"tests.bench {self._size.key} {ledger}"
        batch = ImportBatch(
            load_number=2,
            ledger=ledger,
            file_name=f"演示数据-{LEDGERS[ledger]}-{self._size.key}.xlsx",
            sha256=hashlib.sha256(said.encode()).hexdigest(),
            loaded_by=LOADED_BY,
            loaded_at=_LOADED_AT,
            data_until=LAST,
            rows_added=0,
            rows_updated=0,
            rows_unchanged=0,
            rows_refused=0,
            mode="whole",
            sheets=LEDGERS[ledger],
            status="loaded",
        )
        self._session.add(batch)
        self._session.flush()
        return batch
