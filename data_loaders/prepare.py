"""Preparing a whole store: what every store needs, and the demo's ledgers for a demo store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from dashboard.demo import load_demo
from dashboard.errors import DatasetMismatchError
from dashboard.settings import settings
from dashboard.store.engine import reachable
from dashboard.store.models.institutions import Institution
from dashboard.store.models.operation import StoreState
from dashboard.store.schema import filled, table_names
from dashboard.store.state import loading, read_dataset, read_state, tables
from dashboard.store.upgrading import upgrade_backed_up
from data_loaders.circular import load_circular
from data_loaders.places import load_places
from data_loaders.standards import load_standards

Say = Callable[[str], None]
Load = Callable[[Session], None]

_BASICS: Final[tuple[tuple[str, Load], ...]] = (
    ("区县、开发区及其沿革", load_places),
    ("标准与条款", load_standards),
    ("通报的数字、点名、经验、要求与未说明之处", load_circular),
)


class _UnchangedError(Exception):
    """Nothing differed, so that the store keeps its revision."""


def prepare(engine: Engine) -> Iterator[str]:
    """Bring a production store to this program's schema, places, standards and circular.

    Yields what was done, a line each. A second run changes nothing, not even the revision.

    Raises:
        StoreError: the store cannot be reached, is newer, or holds demo data or foreign tables.
        AssetError: a shipped file breaks a rule; nothing is loaded.
    """
    before = read_dataset(engine)
    _refuse(engine, before, dataset="production")
    yield from _upgraded(engine)
    yield f"数据库结构：已是最新（{engine.url.render_as_string(hide_password=True)}）"
    try:
        with loading(engine, dataset="production") as session, _changes(session) as changes:
            for label, load in _BASICS:
                count = len(changes)
                load(session)
                session.flush()
                yield f"{label}：{_said(len(changes) - count)}"
            if before is not None and not changes:
                raise _UnchangedError
    except _UnchangedError:
        yield "内容没有变化，数据版本不变"
        return
    after = read_state(engine)
    yield f"完成：正式数据库，数据版本{after.revision}"


def prepare_demo(engine: Engine, *, rebuild: bool, say: Say) -> None:
    """Fill a fresh store with the demo in one transaction; leave a filled demo store as it is.

    Args:
        engine: The store.
        rebuild: Whether to empty a demo store and fill it anew.
        say: Tells what was done.

    Raises:
        StoreError: the store cannot be reached, is newer, or holds anything but demo data.
    """
    before = read_dataset(engine)
    _refuse(engine, before, dataset="demo")
    for line in _upgraded(engine):
        say(line)
    if before is not None and not rebuild:
        say("已有演示数据，直接使用（重建请加 --rebuild）")
        return
    steps = (*_BASICS, ("示例机构、检查、问题、案件、宣传、培训与考试台账", load_demo))
    with _progress(len(steps) + 1) as step, loading(engine, dataset="demo") as session:
        if before is not None:
            step("清空旧的演示数据")
            _empty(session)
        for label, load in steps:
            step(label)
            load(session)
        step("写入数据库")
    with Session(engine) as session:
        bodies = session.scalar(select(func.count()).select_from(Institution))
    after = read_state(engine)
    say(f"演示数据已就绪：{bodies}家示例机构，数据截至{after.data_until}，数据版本{after.revision}")


def _upgraded(engine: Engine) -> Iterator[str]:
    """Upgrade, and say where the backup of an older store is."""
    path = upgrade_backed_up(
        engine, folder=settings().backup_folder, watch=lambda label, done, total: None
    )
    if path is not None:
        yield f"升级前已备份：{path}"


def _refuse(engine: Engine, held: str | None, *, dataset: str) -> None:
    """Keep away from a store that is not ours to write.

    Raises:
        DatasetMismatchError: it holds the other dataset, rows of unknown kind, or other tables.
    """
    names = {"demo": "演示", "production": "正式"}
    if held is not None and held != dataset:
        raise DatasetMismatchError(
            f"数据库中是{names[held]}数据，不能写入{names[dataset]}数据；"
            "请用 --database-url 另选一个数据库",
            f"the store holds {held} data; choose another with --database-url",
        )
    ours = {table.name for table in tables()}
    with reachable(engine), engine.connect() as connection:
        found = table_names(connection)
        others = sorted(found - ours)
        if others:
            raise DatasetMismatchError(
                f"数据库中有其他程序的表（{'、'.join(others[:3])}等{len(others)}个），拒绝写入；"
                "请用 --database-url 另选一个空的数据库",
                "the database holds tables of another program; choose an empty one",
            )
        if held is None and filled(connection, found):
            raise DatasetMismatchError(
                "数据库中有来历不明的数据，拒绝写入；请用 --database-url 另选一个空的数据库",
                "the database holds rows of unknown kind; choose an empty one",
            )


def _empty(session: Session) -> None:
    for table in reversed(tables()):
        if table.name != StoreState.__tablename__:
            session.execute(table.delete())
    session.expire_all()


@contextmanager
def _changes(session: Session) -> Iterator[list[Any]]:
    """Collect what the session adds or changes."""
    changes: list[Any] = []

    def note(flushed: Session, *_rest: object) -> None:
        kept = [one for one in (*flushed.new, *flushed.dirty) if not isinstance(one, StoreState)]
        changes.extend(one for one in kept if flushed.is_modified(one))

    event.listen(session, "before_flush", note)
    try:
        yield changes
    finally:
        event.remove(session, "before_flush", note)


def _said(count: int) -> str:
    return f"新增或更改{count}条" if count else "没有变化"


@contextmanager
def _progress(total: int) -> Iterator[Say]:
    """A progress bar at the terminal, plain lines elsewhere."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.completed}/{task.total}"),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("准备", total=total)
        started = False

        def step(label: str) -> None:
            nonlocal started
            progress.update(task, description=label, advance=1 if started else 0)
            started = True

        yield step
        progress.update(task, description="完成", completed=total)
