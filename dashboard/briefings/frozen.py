"""Frozen values as JSON and back, without loss: blocks, figures, days, links.

A record is an object with its name under `$`; a day, a time and a free mapping likewise; a tuple
is a list. Specifications of charts are JSON already and are kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any, Final, TypeVar

from dashboard.charts import office_chart
from dashboard.errors import SnapshotError
from dashboard.maps import named, unit_value
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.states import FigureState
from dashboard.sections import answer, figure_cell
from dashboard.sections.definition import Definition
from dashboard.units import ValueText

Record = TypeVar("Record")

_KIND: Final = "$"
_JSON_FIELDS: Final = frozenset({"spec"})
"""Fields of records that are JSON already."""
_ADDED: Final = frozenset({"decides"})
"""Fields that came later: written where they are set, so that what else is said keeps its hash."""
_FORBIDDEN: Final = frozenset({"whole"})
"""Fields that hold a way to read more, which a frozen record has not."""

RECORDS: Final[dict[str, type[Any]]] = {
    "Answer": answer.Answer,
    "Card": answer.Card,
    "Cards": answer.Cards,
    "Chart": answer.Chart,
    "Column": answer.Column,
    "Event": answer.Event,
    "Facts": answer.Facts,
    "Links": answer.Links,
    "Map": answer.Map,
    "Notice": answer.Notice,
    "Part": answer.Part,
    "Row": answer.Row,
    "Sentences": answer.Sentences,
    "Table": answer.Table,
    "Timeline": answer.Timeline,
    "Definition": Definition,
    "Figure": Figure,
    "Filters": Filters,
    "Written": ValueText,
    "Named": named.NamedClasses,
    "NamedClass": named.NamedClass,
    "Native": office_chart.OfficeChart,
    "Series": office_chart.Series,
    "UnitValue": unit_value.UnitValue,
    "Link": figure_cell.Link,
    "Shown": figure_cell.FigureCell,
}
"""Every record that may stand in a snapshot, by its name there, whatever its class is called."""
_NAMES: Final = {kind: name for name, kind in RECORDS.items()}


def record(name: str) -> Callable[[type[Record]], type[Record]]:
    """Admit a further record to snapshots under `name`; for the records of this package."""

    def admit(kind: type[Record]) -> type[Record]:
        RECORDS[name] = kind
        _NAMES[kind] = name
        return kind

    return admit


def encode(value: Any) -> Any:
    """`value` in terms of JSON.

    Raises:
        SnapshotError: it cannot be frozen, as a function or a record of the store.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, FigureState):
        return {_KIND: "state", "is": value.name}
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else float(value)
    if isinstance(value, date):
        return _encode_day(value)
    if type(value) in _NAMES:
        return _encode_record(value)
    if isinstance(value, Mapping):
        return {_KIND: "map", "of": {str(name): encode(one) for name, one in value.items()}}
    if isinstance(value, Sequence):
        return [encode(one) for one in value]
    raise SnapshotError(f"“{type(value).__name__}”不能冻结", f"cannot freeze {type(value)}")


def _encode_day(value: date) -> dict[str, str]:
    if isinstance(value, datetime):
        return {_KIND: "time", "at": value.isoformat()}
    return {_KIND: "day", "on": value.isoformat()}


def decode(value: Any) -> Any:
    """What `encode` was given, sequences as tuples.

    Raises:
        KeyError, TypeError, ValueError: it was not written by `encode`.
    """
    if isinstance(value, list):
        return tuple(decode(one) for one in value)
    if not isinstance(value, dict):
        return value
    match value[_KIND]:
        case "day":
            return date.fromisoformat(value["on"])
        case "time":
            return datetime.fromisoformat(value["at"])
        case "state":
            return FigureState[value["is"]]
        case "map":
            return {name: decode(one) for name, one in value["of"].items()}
        case kind:
            return _decode_record(RECORDS[kind], _today(kind, value))


def _today(kind: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record in today's fields: a figure frozen before it had a state is given the one it had."""
    if kind != _NAMES[Figure] or "exposure" not in value:
        return value
    kept = {
        name: one for name, one in value.items() if name not in ("exposure", "thin", "withheld")
    }
    return {**kept, "population": value["exposure"], "state": encode(_state_of(value))}


def _state_of(figure: Mapping[str, Any]) -> FigureState:
    if figure.get("withheld"):
        return FigureState.WITHHELD
    if figure["value"] is None:
        return (
            FigureState.UNREACHED
            if figure.get("curve") and figure["rows"]
            else FigureState.NOT_REPORTED
        )
    if figure["thin"]:
        return FigureState.THIN
    return FigureState.VALUE if figure["value"] else FigureState.ZERO


def _encode_record(value: Any) -> dict[str, Any]:
    held = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
    for name in _ADDED & held.keys():
        if not held[name]:
            del held[name]
    for name in _FORBIDDEN & held.keys():
        if held.pop(name) is not None:
            raise SnapshotError(f"“{name}”不能冻结", f"{name!r} cannot be frozen")
    return {
        _KIND: _NAMES[type(value)],
        **{name: one if name in _JSON_FIELDS else encode(one) for name, one in held.items()},
    }


def _decode_record(kind: type[Any], value: Mapping[str, Any]) -> Any:
    return kind(
        **{
            name: one if name in _JSON_FIELDS else decode(one)
            for name, one in value.items()
            if name != _KIND
        }
    )
