"""The commands that look after a store: check, upgrade, backup, restore.

Exit codes: 0 done, or everything holds; 1 a check fails; 2 an error of the store or a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.options import AsFormat, OutputFormat, Url, open_store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.store.archive import Watch

File = Annotated[Path, typer.Argument(help="The backup, as oversight.zip.", show_default=False)]


def check(format_: AsFormat = OutputFormat.table, database_url: Url = "") -> None:
    """Verify a store: figures against each other and the circular, rows, dates, places, batches.

    Exits with 1 when anything fails, 0 when everything holds.
    """
    with open_store(database_url) as engine:
        _check(engine, format_)


def upgrade(
    folder: Annotated[
        Path | None,
        typer.Option(
            "--backup-folder",
            help="Where the backup is written [default: OVERSIGHT_BACKUP_FOLDER, "
            "else data/backups].",
            show_default=False,
        ),
    ] = None,
    database_url: Url = "",
) -> None:
    """Bring a store of an earlier version to this program's schema, backing it up first (升级).

    Everything in it is kept. A store that is up to date is left as it is.
    """
    from dashboard.incidents import close_to_others
    from dashboard.settings import settings
    from dashboard.store.schema import SCHEMA_VERSION
    from dashboard.store.state import require_schema
    from dashboard.store.upgrading import upgrade_backed_up

    with open_store(database_url) as engine, _watched() as watch:
        require_schema(engine)
        path = upgrade_backed_up(engine, folder=folder or settings().backup_folder, watch=watch)
    close_to_others(settings().log_file)
    if path is None:
        typer.echo(f"数据库结构已是最新（{SCHEMA_VERSION}），没有改动")
        return
    typer.echo(f"升级前已备份：{path}")
    typer.echo(
        f"数据库结构已升级到{SCHEMA_VERSION}；如需退回，按 OPERATING.md 用 oversight restore 恢复"
    )


def backup(file: File, database_url: Url = "") -> None:
    """Write everything in the store into one new file (备份), while the server runs.

    The file goes into either kind of database, is for this account alone, and vouches for itself.
    """
    from dashboard.store.backup import backup as write

    with open_store(database_url) as engine, _watched() as watch:
        made = write(engine, file, watch=watch)
    kept = "尚无数据" if made.revision is None else f"数据版本{made.revision}"
    typer.echo(f"已备份：{file}（结构{made.schema_version}，{kept}，{made.rows}行）")


def restore(
    file: File,
    keep_schema: Annotated[
        bool,
        typer.Option(
            "--keep-schema",
            help="Leave the schema at the backup's version, for the older program that made it.",
        ),
    ] = False,
    database_url: Url = "",
) -> None:
    """Fill an empty database from a backup (恢复), upgrade it and check it.

    The file is verified before anything is written. Exits with 1 when a check fails.
    """
    from dashboard.store.restore import restore as fill

    with open_store(database_url) as engine:
        with _watched() as watch:
            made = fill(engine, file, keep_schema=keep_schema, watch=watch)
        typer.echo(f"已恢复：{made.rows}行，备份于{made.made_at:%Y-%m-%d %H:%M} UTC")
        if keep_schema:
            typer.echo(f"结构保持在{made.schema_version}，未作核对；请用当时的程序打开")
        elif made.revision is None:
            typer.echo("备份中尚无数据，未作核对")
        else:
            _check(engine, OutputFormat.table)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    for command in (check, upgrade, backup, restore):
        app.command()(command)


def _check(engine: Engine, format_: OutputFormat) -> None:
    from dashboard.metrics.checks import verify
    from dashboard.store.engine import reading
    from dashboard.store.state import read_state
    from dashboard.surfaces.terminal import as_json, checks_document, checks_text

    state = read_state(engine)
    with reading(engine) as session:
        found = verify(session, data_until=state.data_until)
    if format_ is OutputFormat.json:
        typer.echo(as_json(checks_document(found, until=state.data_until)))
    else:
        typer.echo(checks_text(found))
    if not all(one.passed for one in found):
        raise typer.Exit(1)


@contextmanager
def _watched() -> Iterator[Watch]:
    from dashboard.commands.progress import watched
    from data_loaders.batches import Progress

    with watched() as watch:
        yield lambda label, done, total: watch(Progress(label=label, done=done, total=total))
