"""A load: previewed without a trace, then committed whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from dashboard.errors import LoadConflictError, LoadRefusedError
from dashboard.store.dialects import begin_reading
from dashboard.store.engine import reading
from dashboard.store.models.operation import StoreState
from dashboard.store.state import loading, read_state
from data_loaders.batches.preview import (
    Loaded,
    Preview,
    PreviewOutdatedError,
    Progress,
    Watch,
    unwatched,
)
from data_loaders.batches.run import Run
from data_loaders.batches.summary import summary
from data_loaders.batches.uploads import Upload, told_apart
from data_loaders.batches.write.record import record, remember
from data_loaders.batches.write.rows import write
from data_loaders.problems import Decisions


class _NothingToDoError(Exception):
    """Nothing would change, so that the transaction is taken back and the revision stays."""


def preview(
    engine: Engine,
    files: Iterable[Upload],
    *,
    decisions: Decisions | None = None,
    today: date,
    ledger: str | None = None,
    earlier: Preview | None = None,
    watch: Watch = unwatched,
) -> Preview:
    """What loading the files would do; nothing is written, and nobody has to wait.

    A production store refuses a demo's files and bodies, a demo store all others.

    Args:
        engine: The store.
        files: All files of the load; they may refer to each other.
        decisions: Answers to questions, beside those the store remembers.
        today: The day against which later days lie in the future.
        ledger: The ledger that every sheet must be; None: told by its name and headings.
        earlier: A preview of the same files whose questions the decisions answer.
        watch: Told how far it is.

    Raises:
        StoreError: the store cannot be read.
    """
    state = read_state(engine)
    uploads = told_apart(files)
    with reading(engine) as session:
        begin_reading(session.connection(), long=True)
        with _running(
            session,
            files=uploads,
            decisions=decisions or {},
            today=today,
            ledger=ledger,
            dataset=state.dataset,
            watch=watch,
        ) as run:
            found = summary(
                run,
                files=uploads,
                decisions=decisions or {},
                ledger=ledger,
                revision=state.revision,
                asked=earlier.asked if earlier else {},
            )
        session.rollback()
    return found


def commit(
    engine: Engine,
    previewed: Preview,
    *,
    by: str,
    partial: bool = False,
    watch: Watch = unwatched,
) -> Loaded:
    """Load what was previewed, in one transaction.

    The files are read again under the store's lock. If the load would now do something else than
    what was previewed, as the store has moved on or a file has changed, nothing is written.

    Args:
        engine: The store.
        previewed: What a person has seen.
        by: Account that loads.
        partial: Whether to load the good rows of files that have bad ones.
        watch: Told how far it is.

    Raises:
        LoadRefusedError: rows are refused or wait for an answer, and `partial` was not asked for.
        PreviewOutdatedError: the load would now do something else; holds the new preview.
        StoreError: the store cannot be written, or holds other data than it did.
    """
    if not partial and not previewed.loadable:
        raise _refused(previewed)
    loaded: Loaded | None = None
    try:
        with (
            loading(engine, dataset=previewed.dataset) as session,
            _running(
                session,
                files=previewed.files,
                decisions=previewed.decisions,
                today=previewed.today,
                ledger=previewed.ledger,
                dataset=previewed.dataset,
                watch=watch,
            ) as run,
        ):
            loaded = _commit(run, session, previewed, by=by, partial=partial, watch=watch)
            if loaded.number is None:
                raise _NothingToDoError
    except _NothingToDoError:
        pass
    except IntegrityError as error:
        raise LoadConflictError(
            "有行与库中的唯一编号或名称冲突（例如互换名称），没有导入；请分两次导入",
            # Without its details, which repeat the row.
            f"a row breaks a rule of the database: {str(error.orig).splitlines()[0]}",
        ) from error
    if loaded is None:
        raise AssertionError("a load ends with what it did")
    return loaded


def _commit(
    run: Run, session: Session, previewed: Preview, *, by: str, partial: bool, watch: Watch
) -> Loaded:
    revision = _revision(session)
    now = summary(
        run,
        files=previewed.files,
        decisions=previewed.decisions,
        ledger=previewed.ledger,
        revision=revision,
        asked=previewed.asked,
    )
    if not now.same_as(previewed):
        raise PreviewOutdatedError(
            "预览之后数据库或文件已有变化，导入结果会与预览不同，没有导入；请重新查看预览",
            "the store or a file has changed since the preview, and so would the load; look again",
            preview=now,
        )
    if not partial and not now.loadable:
        raise _refused(now)
    if now.changes_nothing:
        return Loaded(number=None, revision=revision, batch_ids=(), preview=now)
    watch(Progress(label="写入数据库", done=0, total=2))
    number, batches = record(session, run, now, by=by, partial=partial)
    write(run.connection, run.stages, batches=batches)
    remember(session, run, now, by=by, batches=batches)
    watch(Progress(label="写入数据库", done=1, total=2))
    return Loaded(
        number=number, revision=revision + 1, batch_ids=tuple(batches.values()), preview=now
    )


@contextmanager
def _running(session: Session, *, files: tuple[Upload, ...], **more: Any) -> Iterator[Run]:
    run = Run(session, files=files, **more)
    try:
        run.go()
        yield run
        run.close()
    except BaseException:
        session.rollback()
        raise


def _revision(session: Session) -> int:
    return int(session.scalar(select(StoreState.revision)) or 0)


def _refused(found: Preview) -> LoadRefusedError:
    files = "有文件或工作表不能读取，" if found.closed else ""
    return LoadRefusedError(
        f"{files}{found.rows_refused}行不能导入，全部没有导入；请按问题清单改正后重新导入，"
        "或选择只导入无误的行",
        f"{found.rows_refused} rows are refused; nothing was loaded",
    )
