"""The filter bar: widgets bound to the URL, so that a view can be sent as a link."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from dashboard.clock import today
from dashboard.errors import BadFilterError, UnknownPlaceError
from dashboard.metrics.filter_query import from_query, read_day
from dashboard.metrics.filters import ALL, CHOICE_FILTERS, URL_NAMES, Filters
from dashboard.metrics.periods import DEFAULT, PERIODS
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store

PERIOD = ("from", "to")
NAMES = (*URL_NAMES.values(), "asof", "since")
"""URL parameters the bar sets; they are kept from page to page."""

_DISTRICT = "district"
_IN_URL = "district-in-url"
"""Where the session remembers the unit that the URL was last given, to tell a link from an echo."""
_SINCE_DAYS = 30
_EARLIEST = date(2010, 1, 1)
"""Before any ledger of any bureau."""


def choose(store: Store, *, controls: tuple[str, ...]) -> tuple[Filters, date, date]:
    """Draw the bar and return what is chosen: filters, the as-of day, and the earlier day.

    Values come from the URL; one that cannot be read is named in a warning and left out.
    """
    default = default_day(store)
    _forget_unreadable(store)
    _follow_link(store)
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


def unfiltered(store: Store) -> tuple[Filters, date, date]:
    """What the bar returns where nothing was chosen."""
    day = default_day(store)
    return from_query({}), day, day - timedelta(days=_SINCE_DAYS)


def default_day(store: Store) -> date:
    """The day through which data are complete; with no ledger, the last the documents speak of.

    A monthly report of a month not over yet makes no day of the future the default one.
    """
    newest = store.state.data_until or store.reference.refers_until or date(2024, 12, 31)
    return min(newest, today())


def last_day(store: Store) -> date:
    """The last day that can be looked at: today, when clocks have ticked on."""
    return max(default_day(store), today())


def _look_at_today() -> None:
    st.session_state["asof"] = today()


def _widgets(store: Store, *, controls: tuple[str, ...], default: date) -> dict[str, str]:
    values: dict[str, str] = {}
    if "district" in controls:
        values["district"] = _unit(store)
    if "period" in controls:
        labels = [one.label for one in PERIODS.values()]
        values["period"] = _pick(
            "期间（流量按此计）", "period", labels, empty=PERIODS[DEFAULT].label
        )
        first, last = st.columns(2)
        with first:
            values["from"] = _day("自定起始日期（含）", "from", store)
        with last:
            values["to"] = _day("自定截止日期（含）", "to", store)
    for one in CHOICE_FILTERS:
        if one.name in controls:
            values[one.name] = _pick(one.label, one.name, one.options(store.reference))
    day, now = st.columns([3, 1], vertical_alignment="bottom")
    with day:
        values["asof"] = _day("看哪一天（不填为数据截至日）", "asof", store)
    with now:
        st.button("今天", on_click=_look_at_today, help="期限、超期按今天计，台账仍是已导入的")
    values["since"] = _day("与哪一天比较（不填为30天前）", "since", store)
    st.button("清除全部筛选", icon=":material/filter_alt_off:", on_click=_clear)
    return {name: value for name, value in values.items() if value}


def _unit(store: Store) -> str:
    """The code of the unit chosen, which the URL holds: a unit's name is told as of a day.

    A widget bound to the URL would put there what the reader reads, so this one is not bound.
    """
    places, on = store.reference.places, _looked_at(store)
    held = {*store.reference.held}
    chosen = st.session_state.get(_DISTRICT)
    if chosen:
        held.add(places.by_code(chosen).id)
    code = st.selectbox(
        "区县（开发区）",
        [one.code for one in places.of_sum(on=on, held=held)],
        index=None,
        format_func=lambda code: places.name_on(places.by_code(code), on=on),
        placeholder=ALL,
        key=_DISTRICT,
    )
    if code:
        st.query_params[_DISTRICT] = code
    elif _DISTRICT in st.query_params:
        del st.query_params[_DISTRICT]
    st.session_state[_IN_URL] = code or ""
    return code or ""


def _follow_link(store: Store) -> None:
    """Take the unit of the URL, unless it is only what the widget itself put there."""
    asked = st.query_params.get(_DISTRICT, "")
    if _DISTRICT in st.session_state and asked == st.session_state.get(_IN_URL, ""):
        return
    found = store.reference.places.meant(asked, on=_looked_at(store)) if asked else None
    st.session_state[_DISTRICT] = found.code if found else None


def _looked_at(store: Store) -> date:
    """The day the page looks at, before its widget is drawn."""
    chosen = st.session_state.get("asof", st.query_params.get("asof", ""))
    if isinstance(chosen, str):
        chosen = read_day(chosen, name="asof")
    return chosen if isinstance(chosen, date) else default_day(store)


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
        max_value=last_day(store),
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
        "period": {one.label for one in PERIODS.values()},
        **{one.name: {*one.options(store.reference)} for one in CHOICE_FILTERS},
    }
    for name, choices in known.items():
        value = st.query_params.get(name, "")
        if value and value not in choices:
            _forget(name, f"链接中的 {name}={value} 在当前数据中不存在，已忽略该筛选")
    for name in ("from", "to", "asof", "since"):
        _forget_unreadable_day(name, last=last_day(store))
    _forget_unknown_unit(store)


def _forget_unknown_unit(store: Store) -> None:
    asked = st.query_params.get(_DISTRICT, "")
    try:
        if asked:
            store.reference.places.meant(asked, on=_looked_at(store))
    except UnknownPlaceError:
        _forget(_DISTRICT, f"链接中的 {_DISTRICT}={asked} 在当前数据中不存在，已忽略该筛选")


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
