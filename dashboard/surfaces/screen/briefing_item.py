"""One section of a briefing being edited: order, title, notes, filters, hidden or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import streamlit as st
from markupsafe import Markup

from dashboard.briefings.briefing import NOTES_LENGTH, TITLE_LENGTH, Item
from dashboard.briefings.catalogue import CATALOGUE, CatalogueSection
from dashboard.errors import UnknownPlaceError
from dashboard.metrics.filter_query import period_of
from dashboard.metrics.filters import ALL, CHOICE_FILTERS, Filters
from dashboard.metrics.periods import ALL_TIME, PERIODS
from dashboard.surfaces.screen.briefing_session import BriefingDraft
from dashboard.surfaces.screen.filter_bar import default_day
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store

_CHOICE_LABELS: Final[Mapping[str, str]] = {
    "measure": "地图显示",
    "indicator": "指标",
    "by": "分组",
    "term": "期限",
    "unit": "清单",
    "stage": "环节",
    "level": "级别",
    "disposal": "处置",
    "state": "状态",
    "sort": "排序",
}


def draw_item(store: Store, draft: BriefingDraft, at: int) -> None:
    """Draw the item at place `at` with its controls."""
    item = draft.now.items[at]
    with st.container(key=f"item-{at}", horizontal=True, vertical_alignment="center", border=True):
        put(_said(store, item, at))
        with (
            st.popover("编辑", icon=":material/edit:", key=f"edit-{draft.stand}-{at}"),
            st.container(key=f"fields-{at}"),
        ):
            _fields(store, draft, at)
        _moves(draft, at)
        hide = "显示" if item.hidden else "隐藏"
        icon = ":material/visibility:" if item.hidden else ":material/visibility_off:"
        st.button(
            hide,
            key=f"hide-{at}",
            icon=icon,
            type="tertiary",
            on_click=lambda: _take(draft, at, replace(item, hidden=not item.hidden)),
        )
        st.button(
            "删除",
            key=f"remove-{at}",
            icon=":material/delete:",
            type="tertiary",
            on_click=lambda: draft.edit(draft.now.without_item(at), redraw=True),
        )


def _said(store: Store, item: Item, at: int) -> Markup:
    entry = CATALOGUE.get(item.section)
    label = entry.label if entry else f"{item.section}（本程序没有这个板块，请删去）"
    filters = _settled(item.filters, store)
    scope = filters.sentence(store.reference.places, on=default_day(store))
    chosen = [text for text in (scope, *item.params.values()) if text != ALL]
    return html(
        '<p class="briefing {}"><b>{}</b><small>{}</small></p>',
        "hidden" if item.hidden else "",
        f"{at + 1}. {item.title or label}",
        "　·　".join(
            [
                *([label] if item.title else []),
                *chosen,
                *(["有讲稿"] if item.notes else []),
                *(["不显示"] if item.hidden else []),
            ]
        ),
    )


def _moves(draft: BriefingDraft, at: int) -> None:
    for label, icon, by, off in (
        ("上移", ":material/arrow_upward:", -1, at == 0),
        ("下移", ":material/arrow_downward:", 1, at == len(draft.now.items) - 1),
    ):
        st.button(
            label,
            key=f"move-{at}-{by}",
            icon=icon,
            type="tertiary",
            disabled=off,
            on_click=lambda by=by: draft.edit(draft.now.moved(at, by=by), redraw=True),
        )


def _take(draft: BriefingDraft, at: int, item: Item, *, redraw: bool = True) -> None:
    draft.edit(draft.now.with_item(item, at=at), redraw=redraw)


def _fields(store: Store, draft: BriefingDraft, at: int) -> None:
    item = draft.now.items[at]
    entry = CATALOGUE.get(item.section)
    prefix = f"item-{draft.stand}-{at}"
    names = ("title", "notes")

    def changed() -> None:
        title, notes = (str(st.session_state[f"{prefix}-{name}"]) for name in names)
        now = draft.now.items[at]
        _take(draft, at, replace(now, title=title, notes=notes), redraw=False)

    st.text_input(
        "标题（不填用板块自己的结论）",
        value=item.title,
        key=f"{prefix}-title",
        max_chars=TITLE_LENGTH,
        on_change=changed,
    )
    st.text_area(
        "讲稿",
        value=item.notes,
        key=f"{prefix}-notes",
        max_chars=NOTES_LENGTH,
        on_change=changed,
    )
    if entry is not None:
        _filters(store, draft, at, entry, prefix=prefix)
        _choices(draft, at, entry, prefix=prefix)


def _filters(
    store: Store, draft: BriefingDraft, at: int, entry: CatalogueSection, *, prefix: str
) -> None:
    places, day = store.reference.places, default_day(store)
    filters = _settled(draft.now.items[at].filters, store)
    fields, options = _fields_of(entry), _options(store, on=day)

    def changed() -> None:
        told = {name: st.session_state[f"{prefix}-{name}"] for name in fields}
        chosen: dict[str, Any] = {
            name: value or ("" if name in options else None) for name, value in told.items()
        }
        if "period" in chosen:
            dated = chosen["first"] or chosen["last"]
            chosen["period"] = "" if dated else period_of(chosen["period"])
        now = draft.now.items[at]
        _take(draft, at, replace(now, filters=replace(now.filters, **chosen)), redraw=False)

    def named(code: str) -> str:
        return places.name_on(places.by_code(code), on=day)

    for name, label in fields.items():
        value = getattr(filters, name)
        if name == "period" and not (filters.first or filters.last):
            value = PERIODS[filters.period or ALL_TIME].label
        if name in options:
            known = options[name]
            st.selectbox(
                label,
                known,
                index=known.index(value) if value in known else None,
                placeholder=ALL if name == "district" else "不限",
                format_func=named if name == "district" else str,
                key=f"{prefix}-{name}",
                on_change=changed,
            )
        else:
            _day(label, value, key=f"{prefix}-{name}", changed=changed, store=store)


def _options(store: Store, *, on: date) -> Mapping[str, list[str]]:
    """What each filter that is one of a list may be."""
    units = store.reference.places.of_sum(on=on, held=store.reference.held)
    return {
        "district": [one.code for one in units],
        "period": [one.label for one in PERIODS.values()],
        **{one.name: one.options(store.reference) for one in CHOICE_FILTERS},
    }


def _settled(filters: Filters, store: Store) -> Filters:
    """The filters with the unit's code; those of a unit that nobody knows are of none."""
    try:
        return filters.settled(store.reference.places, on=default_day(store))
    except UnknownPlaceError:
        return replace(filters, district="")


def _day(
    label: str, value: date | None, *, key: str, changed: Callable[[], None], store: Store
) -> None:
    st.date_input(
        label,
        value=value,
        min_value=date(2010, 1, 1),
        max_value=max(default_day(store), value or date.min),
        key=key,
        format="YYYY-MM-DD",
        on_change=changed,
    )


def _fields_of(entry: CatalogueSection) -> dict[str, str]:
    """Names of the filters' fields the section understands, with their labels."""
    labels = {
        "district": {"district": "区县（开发区）"},
        "period": {"period": "期间", "first": "起始日期（含）", "last": "截止日期（含）"},
        **{one.name: {one.name: one.label} for one in CHOICE_FILTERS},
    }
    return {name: label for control in entry.controls for name, label in labels[control].items()}


def _choices(draft: BriefingDraft, at: int, entry: CatalogueSection, *, prefix: str) -> None:
    params = draft.now.items[at].params

    def changed() -> None:
        now = draft.now.items[at]
        told = {name: st.session_state[f"{prefix}-{name}"] for name in entry.section.choices}
        chosen = {name: value for name, value in told.items() if value}
        _take(draft, at, replace(now, params={**now.params, **chosen}), redraw=False)

    for name, options in entry.section.choices.items():
        value = params.get(name, options[0])
        st.selectbox(
            _CHOICE_LABELS[name],
            options,
            index=options.index(value) if value in options else 0,
            key=f"{prefix}-{name}",
            on_change=changed,
        )
