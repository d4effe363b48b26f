"""Writing: before or after, nothing between, whoever is killed or comes at the same time."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event, func, select

from dashboard.paths import ROOT
from dashboard.store.engine import make_engine, reading
from dashboard.store.models.operation import AuditEvent, ImportBatch
from dashboard.store.models.training import ExamMonth
from dashboard.store.state import read_state
from data_loaders.batches import PreviewOutdatedError, commit
from tests.handed_in import (
    ALL,
    EXAM_MONTHS,
    brought,
    ledgers_of,
    look,
    meaning_of,
    put,
    sheet,
    sheets,
)


def _apart(engine: Engine, what: str, *, die_after: int) -> subprocess.CompletedProcess[str]:
    url = engine.url.render_as_string(hide_password=False)
    program = "tests.data_loaders.batches.killed"
    return subprocess.run(
        [sys.executable, "-m", program, url, what, str(die_after)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def _remembered(engine: Engine) -> tuple[int, int]:
    with reading(engine) as session:
        batches = session.scalar(select(func.count()).select_from(ImportBatch)) or 0
        return batches, session.scalar(select(func.count()).select_from(AuditEvent)) or 0


def test_killed_at_any_moment_the_store_is_as_before_or_as_after(ready: Engine) -> None:
    state = read_state(ready)
    for moment in (1, 16, -1):
        done = _apart(ready, "load", die_after=moment)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert brought(ready) == []
        assert (read_state(ready), _remembered(ready)) == (state, (0, 0))
    done = _apart(ready, "load", die_after=0)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 16, "the moments above were all within the load"
    after, state = ledgers_of(ready), read_state(ready)
    assert (len(after["exam_month"]), state.revision, _remembered(ready)) == (2, 2, (9, 1))
    for moment in (4, -1):
        done = _apart(ready, "undo", die_after=moment)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert ledgers_of(ready) == after
        assert (read_state(ready), _remembered(ready)) == (state, (9, 1))


def test_two_loads_at_once_wait_for_each_other(ready: Engine) -> None:
    """The same files twice: the second finds everything there, and doubles nothing."""
    files = sheets()
    seen = [look(ready, files) for _ in range(2)]
    url = ready.url.render_as_string(hide_password=False)

    def load(place: int) -> int | None:
        engine = make_engine(url)
        try:
            return commit(engine, seen[place], by="测试").number
        except PreviewOutdatedError as error:
            return commit(engine, error.preview, by="测试").number
        finally:
            engine.dispose()

    with ThreadPoolExecutor(2) as pool:
        numbers = list(pool.map(load, range(2)))
    assert sorted(numbers, key=str) == [1, None]
    assert read_state(ready).revision == 2
    rows = {name: len(rows) for name, rows in ledgers_of(ready).items()}
    assert (rows["institution"], rows["finding"], rows["exam_month"]) == (2, 2, 2)


def test_keys_of_the_database_go_on_behind_ours(ready: Engine) -> None:
    """A program that inserts without a key of its own must not meet one of ours."""
    put(ready, sheets())
    with ready.begin() as connection:
        months = ExamMonth.__table__
        row = connection.execute(select(months).order_by(months.c.id.desc())).mappings().first()
        assert row is not None
        values = {name: value for name, value in row.items() if name != "id"}
        key = connection.execute(
            months.insert().values({**values, "trade": "另一工种"})  # type: ignore[attr-defined]
        ).inserted_primary_key
        assert key is not None
        assert key[0] > row["id"]


def test_nobody_else_sees_what_is_staged_and_nothing_of_it_stays(ready: Engine) -> None:
    statements: list[str] = []
    event.listen(ready, "before_cursor_execute", lambda *args: statements.append(args[2]))
    before = meaning_of(ready)
    look(ready, sheets(ALL))
    assert meaning_of(ready) == before
    made = {one.split()[3] for one in statements if one.lstrip().startswith("CREATE TEMPORARY")}
    dropped = {one.split()[-1] for one in statements if one.lstrip().startswith("DROP")}
    assert len(made) >= 10
    assert made <= dropped
    written = [one for one in statements if one.split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert all("load_" in one.split("(")[0] for one in written), "a preview writes no table"
    look(ready, sheets(ALL))


@pytest.mark.parametrize("rows", [[EXAM_MONTHS[0]], [EXAM_MONTHS[1]]], ids=["site", "institution"])
def test_a_month_is_of_a_site_or_of_an_institution(
    ready: Engine, rows: list[dict[str, str]]
) -> None:
    put(ready, sheets({name: ALL[name] for name in ("institutions", "exam_sites")}))
    assert put(ready, [sheet("exam_months", rows)]).preview.rows_added == 1
    corrected = [{**rows[0], "理论首考合格人数": "11"}]
    assert put(ready, [sheet("exam_months", corrected)]).preview.rows_updated == 1
    with reading(ready) as session:
        month = session.scalars(select(ExamMonth)).one()
        assert month.theory_passes == 11
        assert (month.institution_id is None) is (rows[0] is EXAM_MONTHS[0])
