"""The parts of the documents that are written from code: pages, commands, metrics, tables, ledgers.

`python -m dashboard.handbook` writes each between its markers, in whichever document they stand; a
test holds the documents to them, so that nothing is undocumented and nothing documented is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import typer
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, Numeric, String, Table, Text
from sqlalchemy.types import TypeEngine

from dashboard.access.restriction import restriction_of
from dashboard.cli import app
from dashboard.documents import DOCUMENTS, write_block
from dashboard.metrics.definitions import FAMILIES as METRIC_FAMILIES
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.metric import Metric
from dashboard.navigation import PAGES
from dashboard.paths import DATA
from dashboard.settings import Settings
from dashboard.store.models import FAMILIES, Base
from dashboard.units import UNITS
from data_loaders.ledgers import explain
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.declaration import LedgerColumn as LedgerColumn
from data_loaders.ledgers.registry import SHEETS


def pages() -> str:
    """The pages with their addresses and purposes."""
    rows = [(page.title, f"`/{page.path}`", page.purpose) for page in PAGES]
    return _table(("page", "address", "what for"), rows)


def commands() -> str:
    """The commands of `oversight` with what they do and every option."""
    return "\n".join(_command(name, command) for name, command in every_command().items())


def every_command() -> Mapping[str, Any]:
    """Every command by its whole name, those of a group after the group's: `briefing list`."""
    group: Any = typer.main.get_command(app)
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            found[name] = command
        else:
            found |= {f"{name} {of_group}": one for of_group, one in inner.items()}
    return found


def settings() -> str:
    """The settings with their environment variables and defaults."""
    rows = [
        (f"`OVERSIGHT_{name.upper()}`", _default(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return _table(("variable", "default", "what for"), rows)


def metrics() -> str:
    """Every metric by family: label, key, unit, formula in words, exclusions."""
    return "\n".join(
        f"**{title}**\n\n"
        + _table(("figure", "key", "unit", "nature", "formula", "leaves out", "zero needs"), rows)
        for family, title in METRIC_FAMILIES.items()
        if (rows := [_metric(one) for one in METRICS.values() if one.family == family])
    )


def dictionary() -> str:
    """Every table of the store with its grain, and every column with type, unit and meaning."""
    return "\n".join(
        f"**{family}**\n\n" + "\n".join(_described(table) for table in _tables(module))
        for family, module in FAMILIES.items()
    )


def ledgers() -> str:
    """Every ledger that districts hand in: its key, its columns with their aliases, its rules."""
    return "\n".join(_ledger(one) for one in SHEETS.values())


BLOCKS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "pages": pages,
        "commands": commands,
        "settings": settings,
        "metrics": metrics,
        "ledgers": ledgers,
        "dictionary": dictionary,
    }
)
"""The blocks by the name in their markers."""


def write(documents: Sequence[Path] = DOCUMENTS) -> None:
    """Write every block anew."""
    for name, render in BLOCKS.items():
        write_block(name, render(), documents)


def _command(name: str, command: Any) -> str:
    told = " ".join((command.help or "").split("\f")[0].split())
    options = [
        (f"`{' / '.join([*one.opts, *one.secondary_opts])}`", " ".join((one.help or "").split()))
        for one in command.params
        if one.name != "help"
    ]
    return f"`oversight {name}`: {told}\n\n" + _table(("option", "what for"), options)


def _default(value: Any) -> str:
    if value in ("", None):
        return "none"
    shown = str(value).replace(str(DATA), "data")
    if isinstance(value, bool):
        shown = shown.lower()
    return f"`{shown}`"


def _metric(metric: Metric) -> tuple[str, ...]:
    return (
        metric.label,
        f"`{metric.key}`",
        UNITS[metric.unit].symbol,
        metric.nature.name.lower(),
        metric.definition,
        metric.excludes,
        metric.without,
    )


def _tables(module: ModuleType) -> Iterator[Table]:
    """The tables of a family in the order they are written down."""
    for thing in vars(module).values():
        if isinstance(thing, type) and issubclass(thing, Base) and thing is not Base:
            table = Base.metadata.tables.get(getattr(thing, "__tablename__", ""))
            if table is not None and thing.__module__ == module.__name__:
                yield table


def _described(table: Table) -> str:
    rows = [_column(column) for column in table.columns]
    head = f"`{table.name}`: {_sentence(table.comment)}\n\n"
    return head + _table(("column", "type", "unit", "meaning"), rows)


def _column(column: Column[Any]) -> tuple[str, ...]:
    leads = "".join(f" → `{key.target_fullname}`" for key in column.foreign_keys)
    nullable = ", may be null" if column.nullable else ""
    restricted = restriction_of(column)
    hidden = f" ({restricted.says})" if restricted else ""
    unit = column.info.get("unit")
    return (
        f"`{column.name}`",
        f"{_type(column.type)}{nullable}{leads}",
        UNITS[unit].symbol if unit else "",
        f"{column.comment or ''}{hidden}",
    )


def _type(kind: TypeEngine[Any]) -> str:
    """The type in words that hold for every database."""
    names: Sequence[tuple[type, str]] = (
        (Text, "text"),
        (String, f"text({getattr(kind, 'length', '')})"),
        (Boolean, "boolean"),
        (Integer, "integer"),
        (Numeric, f"number({getattr(kind, 'precision', '')},{getattr(kind, 'scale', '')})"),
        (DateTime, "time, UTC"),
        (Date, "date"),
    )
    return next(name for one, name in names if isinstance(kind, one))


def _ledger(ledger: Ledger) -> str:
    rows = [_ledger_column(one) for one in ledger.columns]
    names = "、".join((ledger.label, *ledger.aliases))
    rules = "".join(f"- {one}\n" for one in explain.rules(ledger))
    return (
        f"**{ledger.label}** (`{ledger.key}`): {ledger.help} Key: {explain.key(ledger)}. "
        f"Sheet names: {names}.\n\n"
        + _table(("column", "also read", "holds", "one of", "meaning"), rows)
        + (f"\n{rules}" if rules else "")
    )


def _ledger_column(column: LedgerColumn) -> tuple[str, ...]:
    label = f"**{column.label}**" if column.required else column.label
    unit = explain.unit(column)
    return (
        f"{label}{' *' if column.ours else ''}",
        "、".join(column.aliases),
        f"{column.kind}{f', {unit}' if unit else ''}",
        "、".join(explain.choices(column)),
        column.help,
    )


def _sentence(text: str | None) -> str:
    return f"{text[0].lower()}{text[1:]}" if text else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    write()
