"""The filter bar: widgets bound to the URL, so that a view can be sent as a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from dashboard.errors import BadFilterError
from dashboard.metrics.filters import ALL, URL_NAMES, Filters, from_query, read_day
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store

PERIOD = ("from", "to")
EVERYTHING = ("district", "period", "kind", "campaign", "category", "severity")
NAMES = (*URL_NAMES.values(), "asof", "since")
"""URL parameters the bar sets; they are kept from page to page."""

_SINCE_DAYS = 30
_EARLIEST = date(2010, 1, 1)
"""Before any ledger of any bureau."""


def choose(store: Store, *, controls: tuple[str, ...]) -> tuple[Filters, date, date]:
    """Draw the bar and return what is chosen: filters, the as-of day, and the earlier day.

    Values come from the URL; one that cannot be read is named in a warning and left out.
    """
    default = default_day(store)
    _forget_unreadable(store)
    summary = st.container()
    with (
        summary.container(horizontal=True, vertical_alignment="center", key="filter-bar"),
        st.popover("筛选与日期", icon=":material/tune:"),
    ):
        values = _widgets(store, controls=controls, default=default)
    try:
        filters = from_query(values)
        as_of = read_day(values.get("asof", ""), name="asof") or default
        earlier = read_day(values.get("since", ""), name="since")
    except BadFilterError as error:
        put(html('<p class="notice warning">{}</p>', str(error)))
        filters, as_of, earlier = Filters(), default, None
    return filters, as_of, earlier or as_of - timedelta(days=_SINCE_DAYS)


def default_day(store: Store) -> date:
    """The last day with data; with no ledger, the last day the documents speak of."""
    return store.state.data_until or store.reference.refers_until or date(2024, 12, 31)


def _widgets(store: Store, *, controls: tuple[str, ...], default: date) -> dict[str, str]:
    values: dict[str, str] = {}
    if "district" in controls:
        names = [place.name for place in store.reference.places.valid_on(default)]
        values["district"] = _pick("区县（开发区）", "district", names, empty=ALL)
    if "period" in controls:
        first, last = st.columns(2)
        with first:
            values["from"] = _day("起始日期（含）", "from", store)
        with last:
            values["to"] = _day("截止日期（含）", "to", store)
    if "kind" in controls:
        values["kind"] = _pick("机构类型", "kind", list(INSTITUTION_KINDS.values()))
    if "campaign" in controls:
        values["campaign"] = _pick("专项行动", "campaign", list(store.reference.campaigns))
    if "category" in controls:
        values["category"] = _pick("问题类别", "category", list(FINDING_CATEGORIES.values()))
    if "severity" in controls:
        values["severity"] = _pick("严重程度", "severity", list(SEVERITIES.values()))
    values["asof"] = _day("数据截至（不填为最新）", "asof", store)
    values["since"] = _day("与哪一天比较（不填为30天前）", "since", store)
    st.button("清除全部筛选", icon=":material/filter_alt_off:", on_click=_clear)
    return {name: value for name, value in values.items() if value}


def _pick(label: str, name: str, options: list[str], *, empty: str = "不限") -> str:
    chosen = st.selectbox(
        label, options, index=None, placeholder=empty, key=name, bind="query-params"
    )
    return chosen or ""


def _day(label: str, name: str, store: Store) -> str:
    chosen = st.date_input(
        label,
        value=None,
        min_value=_EARLIEST,
        max_value=default_day(store),
        key=name,
        format="YYYY-MM-DD",
        bind="query-params",
    )
    return chosen.isoformat() if isinstance(chosen, date) else ""


def _clear() -> None:
    for name in NAMES:
        if name in st.session_state:
            st.session_state[name] = None


def _forget_unreadable(store: Store) -> None:
    """Name URL values that nothing in the store answers to, before a widget drops them silently."""
    known: Mapping[str, set[str]] = {
        "district": {place.name for place in store.reference.places.valid_on(default_day(store))},
        "kind": set(INSTITUTION_KINDS.values()),
        "campaign": set(store.reference.campaigns),
        "category": set(FINDING_CATEGORIES.values()),
        "severity": set(SEVERITIES.values()),
    }
    for name, choices in known.items():
        value = st.query_params.get(name, "")
        if value and value not in choices:
            _forget(name, f"链接中的 {name}={value} 在当前数据中不存在，已忽略该筛选")
    for name in ("from", "to", "asof", "since"):
        _forget_unreadable_day(name, last=default_day(store))


def _forget_unreadable_day(name: str, *, last: date) -> None:
    value = st.query_params.get(name, "")
    try:
        day = read_day(value, name=name)
    except BadFilterError as error:
        _forget(name, f"链接中的{error.zh}，已忽略")
    else:
        if day is not None and not _EARLIEST <= day <= last:
            _forget(name, f"链接中的 {name}={value} 不在 {_EARLIEST} 至 {last} 之间，已忽略")


def _forget(name: str, said: str) -> None:
    # Not st.warning: Markdown in a link would be drawn, pictures from elsewhere too.
    put(html('<p class="notice warning">{}</p>', said))
    del st.query_params[name]
