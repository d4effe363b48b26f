"""A snapshot: everything a frozen briefing says, computed once and never again.

All surfaces draw a snapshot alone, without the store, so that a figure cannot differ between them
and cannot move when the store does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from dashboard.briefings.frozen import decode, encode, record
from dashboard.errors import SnapshotError
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer
from dashboard.sections.definition import Definition

SCHEMA: Final = "oversight-snapshot/1"
"""Version of the JSON; grows when something is renamed or removed, not when it is added."""

_NOT_CONTENT: Final = frozenset(
    {"number", "briefing", "version", "revision", "frozen_at", "frozen_by", "sha256"}
)
"""What tells one freezing from another; the hash is of what a reader is told."""


@record("FrozenSection")
@dataclass(frozen=True, kw_only=True)
class FrozenSection:
    """One section as it was answered.

    `answer` holds no callables and no controls; its titles and texts are those of every surface.
    `key` is unique in its snapshot; `section` names the section of the catalogue it answers.
    """

    key: str
    section: str
    page: str
    """Address of the page it belongs to, as `findings-map`."""
    title: str
    """The finding, or the title the briefing gives it."""
    notes: str
    """Speaker notes."""
    filters: Filters
    scope: str
    """The filters in a sentence."""
    as_of: date
    earlier: date
    answer: Answer
    params: Mapping[str, str] = field(default_factory=dict)
    """The page's own parameters, as the measure of a map."""
    definitions: tuple[Definition, ...]
    """Every figure and every metric of the section, in the order of their appearance."""
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A briefing as it was frozen."""

    number: str
    """Readable and unique, as JB-20241231-001-v2."""
    briefing: int
    title: str
    version: int
    dataset: str
    """demo or production."""
    revision: int
    """The store's revision it was computed from."""
    frozen_at: datetime
    """UTC."""
    frozen_by: str
    as_of: date
    compared_with: date | None
    sections: tuple[FrozenSection, ...]
    sha256: str = ""
    """Hash of what it says; equal for two freezings that say the same."""

    @property
    def is_demo(self) -> bool:
        """Whether every surface must carry 演示数据."""
        return self.dataset == "demo"

    @property
    def footer(self) -> str:
        """One line for the foot of every slide, page and sheet."""
        demo = "演示数据，非真实情况　·　" if self.is_demo else ""
        return f"{demo}数据截至 {self.as_of.isoformat()}　·　快照 {self.number}"


def sealed(snapshot: Snapshot) -> Snapshot:
    """The snapshot with the hash of its content."""
    return replace(snapshot, sha256=_hash(_fields(snapshot)))


def to_json(snapshot: Snapshot) -> str:
    """The snapshot as canonical JSON: sorted keys, no spaces; the same snapshot, the same text."""
    return _canonical({"schema": SCHEMA, **_fields(snapshot)})


def from_json(text: str) -> Snapshot:
    """Read a snapshot back, equal to the one written.

    Raises:
        SnapshotError: it is no snapshot, of another schema, or not as it was frozen.
    """
    try:
        fields = json.loads(text)
        schema = fields.pop("schema", None) if isinstance(fields, dict) else None
        if schema != SCHEMA:
            raise SnapshotError(
                f"快照格式“{schema}”不是本程序能读的（{SCHEMA}）",
                f"the snapshot's schema {schema!r} is not {SCHEMA}",
            )
        snapshot = Snapshot(**{name: decode(value) for name, value in fields.items()})
    except (ValueError, TypeError, KeyError) as error:
        raise SnapshotError("快照无法读取：内容不完整或不是快照", str(error)) from error
    if snapshot.sha256 != _hash(fields):
        raise SnapshotError(
            f"快照 {snapshot.number} 的内容与冻结时的校验值不符，不能使用",
            "the snapshot's content does not match its hash",
        )
    return snapshot


def _fields(snapshot: Snapshot) -> dict[str, Any]:
    return {name: encode(value) for name, value in vars(snapshot).items()}


def _hash(fields: Mapping[str, Any]) -> str:
    content = {name: value for name, value in fields.items() if name not in _NOT_CONTENT}
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
