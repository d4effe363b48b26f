"""What 这个数怎么来的 says of one figure or metric, as plain text that any surface can print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One figure, or one metric where `text` is empty, explained.

    `numerator` and `denominator` hold value and meaning as one text (`36（合格机构数）`); both are
    empty for a plain count and for a metric without a figure. Texts that do not apply are empty.
    """

    metric: str
    label: str
    unit: str
    """The symbol on screen, as 家 or %."""
    formula: str
    excludes: str
    source: str
    """Ledger and batches, as they were when the figure was asked."""
    period: str = ""
    """How a period acts on it."""
    zero: str = ""
    """What must have been there for a zero to mean zero."""
    text: str = ""
    """The figure as it stands on the surface: digits and unit."""
    mark: str = ""
    """通报 where the circular's figure stands in, 与通报一致, or by how much not."""
    numerator: str = ""
    denominator: str = ""
    interval: str = ""
    """95% interval of a time whose open cases are counted, in words."""
    scope: str = ""
    as_of: date | None = None
    published: str = ""
    """What the document states for the same thing."""
    agreement: str = ""
    """How the ledger stands to it."""
    rows: int = 0
    """Ledger rows behind the figure."""
    ended: str = ""
    """Of a time: how many of these rows have ended, in words."""
    params: Mapping[str, str] = field(default_factory=dict)
    """URL parameters of the page 数据与口径 that list those rows."""
