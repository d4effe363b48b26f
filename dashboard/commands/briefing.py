"""`oversight briefing`: list, freeze and export briefings, for people and for schedules.

What was done is printed on standard output, how far it is on standard error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from dashboard import private
from dashboard.commands.options import AsFormat, OutputFormat, Url, open_store

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from dashboard.briefings.snapshot import Snapshot
    from dashboard.store.briefings import ListedBriefing, Version

SCHEMA: Final = "oversight-briefings/1"
"""Version of the JSON; grows when a key is renamed or removed, not when one is added."""

app = typer.Typer(
    name="briefing",
    help="List, freeze and export briefings (简报).",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Kinds = Annotated[
    list[str],
    typer.Option(
        "--format",
        help="Kind of file: pptx, docx, pdf, xlsx, png (all pictures) or json; may be repeated.",
    ),
]


@app.command("list")
def list_(
    format_: AsFormat = OutputFormat.table,
    archived: Annotated[
        bool, typer.Option("--archived", help="Also those that were put away.")
    ] = False,
    database_url: Url = "",
) -> None:
    """Print every briefing with its frozen versions, the last changed first."""
    from dashboard.store.briefings import list_briefings
    from dashboard.store.state import read_state
    from dashboard.surfaces.terminal import as_json

    with open_store(database_url) as engine:
        state = read_state(engine)
        found = [one for one in list_briefings(engine) if archived or not one.archived]
    if format_ is OutputFormat.json:
        document = {
            "schema": SCHEMA,
            "dataset": state.dataset,
            "revision": state.revision,
            "briefings": [_listed(one) for one in found],
        }
        typer.echo(as_json(document))
        return
    typer.echo("\n".join(_lines(one) for one in found) if found else "还没有简报")


@app.command("freeze")
def freeze_(
    briefing: Annotated[int, typer.Argument(help="Number of the briefing, as `list` prints it.")],
    by: Annotated[str, typer.Option("--by", help="Who freezes it: an office or a job.")],
    format_: AsFormat = OutputFormat.table,
    database_url: Url = "",
) -> None:
    """Freeze a briefing as its next version and print its snapshot number and hash.

    Freezing again where nothing has changed gives another version with the same hash.
    """
    from dashboard.briefings.freeze import freeze
    from dashboard.briefings.typed_figures import typed_figures
    from dashboard.surfaces.terminal import as_json

    with open_store(database_url) as engine:
        snapshot = freeze(engine, briefing, by=by, progress=_progress("冻结"))
    for typed in typed_figures(snapshot):
        typer.echo(f"请核对：{typed.sentence()}", err=True)
    document = _frozen(snapshot)
    if format_ is OutputFormat.json:
        typer.echo(as_json({"schema": SCHEMA, **document}))
        return
    typer.echo(
        f"已冻结 {snapshot.number}：{snapshot.title}，{len(snapshot.sections)}个板块，"
        f"数据截至 {snapshot.as_of}，校验值 {snapshot.sha256}"
    )


@app.command("export")
def export(
    snapshot: Annotated[
        str,
        typer.Argument(
            help="Snapshot number, as JB-20241231-001-v2, or a briefing's for its newest version."
        ),
    ],
    kinds: Kinds,
    folder: Annotated[
        Path, typer.Option("--to", help="Folder to write to; made if it is not there.")
    ] = Path(),
    report: Annotated[
        OutputFormat, typer.Option("--report", help="How what was written is printed.")
    ] = OutputFormat.table,
    database_url: Url = "",
) -> None:
    """Write files of a frozen version. The same version gives the same bytes, whenever."""
    from dashboard.briefings.freeze import read_snapshot
    from dashboard.surfaces.terminal import as_json

    _known(kinds)
    with open_store(database_url) as engine:
        found = read_snapshot(engine, _number(engine, snapshot))
    written = [_write(found, kind, folder) for kind in dict.fromkeys(kinds)]
    if report is OutputFormat.json:
        typer.echo(as_json({"schema": SCHEMA, **_frozen(found), "files": written}))
        return
    for one in written:
        typer.echo(f"{one['path']}（{one['bytes']:,}字节）")


def _known(kinds: list[str]) -> None:
    from dashboard.errors import BriefingError
    from dashboard.surfaces.exports import EXPORTS

    unknown = [kind for kind in kinds if kind not in EXPORTS]
    if unknown:
        raise BriefingError(
            f"没有“{'、'.join(unknown)}”这种文件；可选：{'、'.join(EXPORTS)}",
            f"no such format: {', '.join(unknown)}; there are {', '.join(EXPORTS)}",
        )


def _number(engine: Engine, asked: str) -> str:
    """The number of the version asked for: itself, or the newest of a briefing."""
    from dashboard.errors import BriefingError
    from dashboard.store.briefings import next_version, read_briefing, snapshot_number

    if not asked.isdecimal():
        return asked
    key = read_briefing(engine, int(asked)).id
    newest = next_version(engine, key) - 1
    if not newest:
        raise BriefingError(
            f"简报{key}还没有冻结过，请先运行 oversight briefing freeze {key}",
            f"briefing {key} was never frozen; run `oversight briefing freeze {key}`",
        )
    return snapshot_number(engine, key, newest)


def _write(snapshot: Snapshot, kind: str, folder: Path) -> dict[str, Any]:
    from dashboard.surfaces.exports import EXPORTS

    one = EXPORTS[kind]
    made = one.make(snapshot, progress=_progress(one.label))
    path = folder / one.file_name(snapshot)
    private.write(path, made)
    return {
        "format": kind,
        "path": str(path),
        "bytes": len(made),
        "sha256": hashlib.sha256(made).hexdigest(),
    }


def _progress(what: str) -> Callable[[int, int, str], None]:
    def told(done: int, of: int, section: str) -> None:
        typer.echo(f"{what} {done}/{of} {section}".rstrip(), err=True)

    return told


def _listed(one: ListedBriefing) -> dict[str, Any]:
    return {
        "briefing": one.id,
        "title": one.title,
        "sections": one.sections,
        "changed_at": one.changed_at.isoformat(),
        "changed_by": one.changed_by,
        "archived": one.archived,
        "versions": [_version(version) for version in one.versions],
    }


def _version(one: Version) -> dict[str, Any]:
    return {
        "number": one.number,
        "version": one.version,
        "title": one.title,
        "as_of": one.as_of.isoformat(),
        "revision": one.revision,
        "frozen_at": one.frozen_at.isoformat(),
        "frozen_by": one.frozen_by,
        "sections": one.sections,
        "sha256": one.sha256,
    }


def _frozen(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "number": snapshot.number,
        "briefing": snapshot.briefing,
        "version": snapshot.version,
        "title": snapshot.title,
        "dataset": snapshot.dataset,
        "revision": snapshot.revision,
        "as_of": snapshot.as_of.isoformat(),
        "frozen_at": snapshot.frozen_at.isoformat(),
        "frozen_by": snapshot.frozen_by,
        "sections": len(snapshot.sections),
        "sha256": snapshot.sha256,
    }


def _lines(one: ListedBriefing) -> str:
    away = "（已归档）" if one.archived else ""
    head = f"{one.id}  {one.title}{away}  {one.sections}个板块"
    versions = [
        f"    {version.number}  数据截至 {version.as_of}  {version.frozen_by}  "
        f"{version.sha256[:12]}"
        for version in one.versions
    ]
    return "\n".join([head, *(versions or ["    尚未冻结"])])
