"""The `oversight` command: prepare, load, show, serve, list and verify a store.

What a command needs is imported when it runs, so that `oversight figures` takes under a second.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands import ledgers, upkeep
from dashboard.commands.briefing import app as briefing_app
from dashboard.commands.options import AsFormat, OutputFormat, Url, open_store, use_store
from dashboard.errors import OversightError

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Step = tuple[str, Callable[[Session], None]]

app = typer.Typer(
    help="重庆市安全生产培训考试监管看板: oversight of work-safety training and examination.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(briefing_app)

Host = Annotated[
    str,
    typer.Option(help="Address to listen on [default: OVERSIGHT_HOST, else 127.0.0.1]."),
]
Port = Annotated[
    int,
    typer.Option(
        help="Port to listen on [default: OVERSIGHT_PORT, else 8501].",
        min=0,
        max=65535,
        show_default=False,
    ),
]


Processes = Annotated[
    int,
    typer.Option(
        help="Server processes, at this port and those after it, for a proxy that keeps each "
        "reader at one [default: OVERSIGHT_PROCESSES, else 1].",
        min=0,
        max=64,
        show_default=False,
    ),
]


@app.command()
def init(database_url: Url = "") -> None:
    """Prepare a production store: schema, places, standards and the circular (通报).

    Safe to run again: what people have entered is kept, and only what differs is changed.
    """
    from data_loaders.prepare import prepare

    with open_store(database_url) as engine:
        for line in prepare(engine):
            typer.echo(line)


@app.command()
def demo(
    serve_it: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the pages when the store is ready.")
    ] = True,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Empty an existing demo store and fill it anew.")
    ] = False,
    host: Host = "",
    port: Port = 0,
    database_url: Url = "",
) -> None:
    """Fill a store with labelled synthetic ledgers (演示数据) and serve it.

    They agree with the circular to the last digit. Refuses a store that holds anything but demo
    data. An existing demo store is used as it is.
    """
    from data_loaders.prepare import prepare_demo

    with open_store(database_url) as engine:
        prepare_demo(engine, rebuild=rebuild, say=typer.echo)
    if serve_it:
        serve(host=host, port=port, database_url=database_url)


@app.command()
def serve(
    host: Host = "", port: Port = 0, processes: Processes = 0, database_url: Url = ""
) -> None:
    """Serve the pages, to this machine alone unless --host opens them to others."""
    use_store(database_url)
    from dashboard.settings import settings

    gc.enable()
    chosen = settings()
    _warn_if_unready()
    host, port, count = host or chosen.host, port or chosen.port, processes or chosen.processes
    if count > 1:
        from dashboard.processes import serve_several

        serve_several(host=host, port=port, count=count, say=typer.echo)
        return
    from dashboard.server import serve as serve_pages

    serve_pages(host=host, port=port, say=typer.echo)


@app.command()
def figures(
    format_: AsFormat = OutputFormat.table,
    as_of: Annotated[
        str, typer.Option(help="Day to look at, up to today, YYYY-MM-DD [default: 数据截至].")
    ] = "",
    district: Annotated[str, typer.Option(help="区县 or 开发区, code, full or short name.")] = "",
    first: Annotated[str, typer.Option("--from", help="First day counted, YYYY-MM-DD.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day counted, YYYY-MM-DD.")] = "",
    kind: Annotated[str, typer.Option(help="机构类型, as 民办非企业.")] = "",
    campaign: Annotated[str, typer.Option(help="Full name of a 专项行动.")] = "",
    category: Annotated[str, typer.Option(help="问题类别, as 培训档案.")] = "",
    severity: Annotated[str, typer.Option(help="严重程度, as 较大.")] = "",
    database_url: Url = "",
) -> None:
    """Print every metric: value, parts, definition, source, and how it agrees with the circular.

    JSON holds values as stored (money in fen, shares 0 to 1, null where missing) beside the text
    on screen, in a fixed order; its keys are described in dashboard/commands/figures.py.
    """
    from dashboard.commands.figures import figures as document
    from dashboard.surfaces.terminal import as_json, figures_table

    params = {
        "district": district,
        "from": first,
        "to": last,
        "kind": kind,
        "campaign": campaign,
        "category": category,
        "severity": severity,
    }
    with open_store(database_url) as engine:
        found = document(engine, as_of=as_of, params=params)
    typer.echo(as_json(found) if format_ is OutputFormat.json else figures_table(found))


upkeep.register(app)
ledgers.register(app)


def main() -> None:
    """Be the program: run the command, without collecting garbage that goes with the process.

    A listing ends before there is any worth collecting; looking for it is a fifth of its time.
    """
    gc.disable()
    try:
        run()
    finally:
        gc.freeze()


def run() -> None:
    """Run the command; an error of ours exits with 2, one nobody foresaw with 3; never a trace."""
    try:
        app()
    except OversightError as error:
        typer.echo(f"错误：{error.zh}", err=True)
        if error.en:
            typer.echo(f"Error: {error.en}", err=True)
        sys.exit(2)
    except Exception as error:
        _report(error)
        sys.exit(3)


def _report(error: Exception) -> None:
    from dashboard.incidents import log_to, record
    from dashboard.settings import settings

    path = settings().log_file
    logged = log_to(path)
    number = record(error)
    where = f"，详情见日志 {path}" if logged else ""
    typer.echo(f"程序出错，事件编号 {number}{where}", err=True)
    typer.echo(f"Error: unforeseen, incident {number} ({type(error).__name__})", err=True)


def _warn_if_unready() -> None:
    """Say at the terminal what the pages will say; they recover when the store is mended."""
    from dashboard.store.state import read_state

    with open_store("") as engine:
        try:
            read_state(engine)
        except OversightError as error:
            typer.echo(f"提醒：{error.zh}", err=True)
