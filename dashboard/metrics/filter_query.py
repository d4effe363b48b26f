"""Filters read back from a page's address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dashboard.errors import BadFilterError
from dashboard.links import read_key
from dashboard.metrics.choice_filters import key_of
from dashboard.metrics.filters import CHOICE_FILTERS, Filters
from dashboard.metrics.periods import ALL_TIME, DEFAULT, PERIODS


def period_of(label: str) -> str:
    """The key of a period by its label; the default one's where there is none."""
    key = key_of({one.key: one.label for one in PERIODS.values()}, label) if label else DEFAULT
    return "" if key == ALL_TIME else key


def from_query(params: Mapping[str, str]) -> Filters:
    """Read filters back from URL parameters; unknown parameters are other parts' business.

    Without any parameter of a period, it is the default one.

    Raises:
        BadFilterError: a value cannot be a day, or is none of its closed list. Districts, which may
            be told by code or name (`Filters.settled`), and campaigns are checked by the caller,
            who knows the store.
    """
    first, last = (read_day(params.get(name, ""), name=name) for name in ("from", "to"))
    if first and last and first > last:
        raise BadFilterError(f"起始日期 {first} 晚于截止日期 {last}")
    period = "" if first or last else period_of(params.get("period", ""))
    chosen = {one.name: params.get(one.name, "") for one in CHOICE_FILTERS}
    for one in CHOICE_FILTERS:
        one.stored(chosen[one.name])
    return Filters(
        first=first,
        last=last,
        period=period,
        district=params.get("district", ""),
        institution=_read_key(params.get("institution", ""), name="institution"),
        **chosen,
    )


def read_day(value: str, *, name: str) -> date | None:
    """Read a day written YYYY-MM-DD; empty is none.

    Raises:
        BadFilterError: it is no day.
    """
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise BadFilterError(f"参数 {name}={value} 不是日期，应写作 2024-12-31") from error


def _read_key(value: str, *, name: str) -> int | None:
    if not value:
        return None
    key = read_key(value)
    if key is None:
        raise BadFilterError(f"参数 {name}={value} 不是编号")
    return key
