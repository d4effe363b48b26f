"""Frozen values as JSON and back, without loss: blocks, figures, days, links.

A record is an object with its class under `$`; a day, a time and a free mapping likewise; a tuple
is a list. Specifications of charts are JSON already and are kept as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from numbers import Integral, Real
from typing import Any, Final, TypeVar

from dashboard.charts import native
from dashboard.errors import SnapshotError
from dashboard.maps import named, unit_value
from dashboard.metrics.figure import Figure
from dashboard.metrics.filters import Filters
from dashboard.metrics.states import State
from dashboard.sections import answer, shown
from dashboard.sections.definition import Definition
from dashboard.units import Written

Record = TypeVar("Record")

_KIND: Final = "$"
_JSON_FIELDS: Final = frozenset({"spec"})
"""Fields of records that are JSON already."""
_FORBIDDEN: Final = frozenset({"whole"})
"""Fields that hold a way to read more, which a frozen record has not."""

_ANSWERS: Final = (
    answer.Answer,
    answer.Card,
    answer.Cards,
    answer.Chart,
    answer.Column,
    answer.Event,
    answer.Facts,
    answer.Links,
    answer.Map,
    answer.Notice,
    answer.Part,
    answer.Row,
    answer.Sentences,
    answer.Table,
    answer.Timeline,
)
RECORDS: Final[dict[str, type[Any]]] = {
    record.__name__: record
    for record in (
        *_ANSWERS,
        Definition,
        Figure,
        Filters,
        Written,
        named.Named,
        named.NamedClass,
        native.Native,
        native.Series,
        unit_value.UnitValue,
        shown.Link,
        shown.Shown,
    )
}
"""Every record that may stand in a snapshot, by its name there."""


def record(kind: type[Record]) -> type[Record]:
    """Admit a further record to snapshots; for the records of this package."""
    RECORDS[kind.__name__] = kind
    return kind


def encode(value: Any) -> Any:
    """`value` in terms of JSON.

    Raises:
        SnapshotError: it cannot be frozen, as a function or a record of the store.
    """
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, State):
        return {_KIND: "state", "is": value.name}
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else float(value)
    if isinstance(value, date):
        return _encode_day(value)
    if is_dataclass(value) and type(value).__name__ in RECORDS:
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
            return State[value["is"]]
        case "map":
            return {name: decode(one) for name, one in value["of"].items()}
        case kind:
            return _decode_record(RECORDS[kind], _today(kind, value))


def _today(kind: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record in today's fields: a figure frozen before it had a state is given the one it had."""
    if kind != Figure.__name__ or "exposure" not in value:
        return value
    kept = {
        name: one for name, one in value.items() if name not in ("exposure", "thin", "withheld")
    }
    return {**kept, "population": value["exposure"], "state": encode(_state_of(value))}


def _state_of(figure: Mapping[str, Any]) -> State:
    if figure.get("withheld"):
        return State.WITHHELD
    if figure["value"] is None:
        return State.UNREACHED if figure.get("curve") and figure["rows"] else State.NOT_REPORTED
    if figure["thin"]:
        return State.THIN
    return State.VALUE if figure["value"] else State.ZERO


def _encode_record(value: Any) -> dict[str, Any]:
    held = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
    for name in _FORBIDDEN & held.keys():
        if held.pop(name) is not None:
            raise SnapshotError(f"“{name}”不能冻结", f"{name!r} cannot be frozen")
    return {
        _KIND: type(value).__name__,
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
