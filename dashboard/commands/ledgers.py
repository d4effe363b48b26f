"""The commands that bring ledgers in and out: load, batches, undo, template, export.

Exit codes: 0 done, or nothing to do; 1 refused by the ledgers' rules, and nothing was written;
2 an error of the store, a file or the command line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dashboard import private
from dashboard.commands.options import AsFormat, By, OutputFormat, Url, account, open_store
from dashboard.errors import OversightError

Ledger = Annotated[
    str, typer.Option(help="Ledger that every sheet must be, as findings or 问题台账.")
]


Paths = Annotated[
    list[Path],
    typer.Argument(help="Workbooks, CSV files and folders of them.", show_default=False),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what loading would do and write nothing.")
]
Partial = Annotated[
    bool, typer.Option("--partial", help="Load the good rows although others are refused.")
]
MarkedFolder = Annotated[
    Path | None,
    typer.Option(
        "--marked",
        help="Folder for the files with every bad cell marked and for 问题清单.csv.",
        show_default=False,
    ),
]
Answers = Annotated[
    Path | None,
    typer.Option(
        help="JSON file that maps the keys of questions to answers, as the JSON listing "
        "of a load names them.",
        show_default=False,
    ),
]


def load(
    paths: Paths,
    ledger: Ledger = "",
    dry_run: DryRun = False,
    partial: Partial = False,
    format_: AsFormat = OutputFormat.table,
    by: By = "",
    marked: MarkedFolder = None,
    answers: Answers = None,
    database_url: Url = "",
) -> None:
    """Load districts' workbooks (台账): all files in one transaction, or nothing.

    Refuses everything if any row is bad, unless --partial. Loading the same files again changes
    nothing. Exits with 0 when loaded or when there was nothing to do, 1 when rows are refused or
    wait for an answer, 2 on an error.
    """
    from dashboard.clock import today
    from dashboard.commands.loading import Loading, finish
    from dashboard.commands.progress import watched

    with open_store(database_url) as engine, watched() as watch:
        asked = Loading.of(paths, ledger=ledger, answers=answers, today=today())
        outcome = finish(
            engine,
            asked,
            by=account(by),
            partial=partial,
            dry_run=dry_run,
            marked=marked,
            watch=watch,
        )
    _print(outcome.document(), outcome.text(), as_json=format_ is OutputFormat.json)
    if outcome.refused:
        raise typer.Exit(1)


def batches(
    format_: AsFormat = OutputFormat.table,
    most: Annotated[int, typer.Option(help="Most batches listed, the newest first.", min=1)] = 50,
    database_url: Url = "",
) -> None:
    """List the batches loaded (批次): file, ledger, who, when, rows, and which are undone."""
    from dashboard.commands.history import batches_document, batches_text
    from dashboard.store.engine import reading
    from dashboard.store.state import read_state
    from data_loaders.batches import history

    with open_store(database_url) as engine:
        read_state(engine)
        with reading(engine) as session:
            found = history(session, limit=most)
    _print(batches_document(found), batches_text(found), as_json=format_ is OutputFormat.json)


def undo(
    batch: Annotated[int, typer.Argument(help="Number of the batch.", show_default=False)],
    whole_load: Annotated[
        bool, typer.Option("--whole-load", help="Undo all batches of the same load together.")
    ] = False,
    format_: AsFormat = OutputFormat.table,
    by: By = "",
    database_url: Url = "",
) -> None:
    """Undo a batch: its rows go, and what it changed is put back exactly.

    Exits with 1, naming them, when later batches changed its rows or refer to them.
    """
    from dashboard.errors import UndoRefusedError
    from data_loaders.batches import undo as take_back

    with open_store(database_url) as engine:
        try:
            done = take_back(engine, batch, by=account(by), whole_load=whole_load)
        except UndoRefusedError as error:
            typer.echo(f"未撤销：{error.zh}", err=True)
            raise typer.Exit(1) from error
    numbers = "、".join(map(str, done.batch_ids))
    _print(
        {
            "schema": "oversight-undo/1",
            "batches": list(done.batch_ids),
            "rows_removed": done.rows_removed,
            "rows_restored": done.rows_restored,
            "revision": done.revision,
        },
        f"已撤销批次{numbers}：删除{done.rows_removed}条记录，恢复{done.rows_restored}条记录；"
        f"数据版本{done.revision}",
        as_json=format_ is OutputFormat.json,
    )


def template(
    ledger: Annotated[
        str,
        typer.Argument(help="Ledger, as findings or 问题台账, all, or 通报.", show_default=True),
    ] = "all",
    folder: Annotated[Path, typer.Option(help="Where to write the workbook.")] = Path("."),
) -> None:
    """Write an empty workbook to fill in (模板), with instructions and an example of each sheet."""
    from dashboard.commands.loading import ledger_named
    from data_loaders.ledgers.registry import DOCUMENT_SHEETS, LEDGERS, SHEETS
    from data_loaders.templates import template as workbook
    from data_loaders.templates import template_name

    books = {"all": LEDGERS, "通报": DOCUMENT_SHEETS}
    named = books.get(ledger)
    chosen = list(named.values()) if named else [SHEETS[ledger_named(ledger)]]
    path = folder / template_name(chosen)
    _write(path, workbook(chosen))
    typer.echo(str(path))


def export(
    folder: Annotated[
        Path, typer.Argument(help="Where to write the workbooks.", show_default=False)
    ],
    district: Annotated[str, typer.Option(help="Only this 区县 or 开发区.")] = "",
    whole_city: Annotated[
        bool, typer.Option("--whole-city", help="One workbook for all units instead of one each.")
    ] = False,
    database_url: Url = "",
) -> None:
    """Write the store's ledgers as workbooks that load into another store as they are.

    For the case role, once there are cases or violations: they tell whom cases concern.
    """
    from dashboard.settings import settings
    from data_loaders.export.folder import export as written

    with open_store(database_url) as engine:
        written(
            engine,
            folder,
            district=district,
            whole_city=whole_city,
            case_role=settings().case_role,
            say=lambda line: typer.echo(line, err=True),
        )


def register(app: typer.Typer) -> None:
    """Give the commands to the program."""
    for command in (load, batches, undo, template, export):
        app.command()(command)


def _print(document: dict[str, object], text: str, *, as_json: bool) -> None:
    from dashboard.surfaces.terminal import as_json as written

    typer.echo(written(document) if as_json else text)


def _write(path: Path, data: bytes) -> None:
    try:
        private.write(path, data)
    except OSError as error:
        raise OversightError(f"无法写入{path}", f"cannot write {path}: {error}") from error
