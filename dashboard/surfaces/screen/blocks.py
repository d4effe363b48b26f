"""Drawing answers: each kind of block by its own drawer."""

from __future__ import annotations

import streamlit as st

from dashboard.sections.answer import (
    Answer,
    Block,
    Book,
    Cards,
    Chart,
    Choice,
    Facts,
    Links,
    Map,
    Notice,
    Pages,
    Row,
    Search,
    Sentences,
    Table,
    Timeline,
)
from dashboard.sections.form import Form
from dashboard.sections.view import View
from dashboard.surfaces.screen.cards import draw_cards
from dashboard.surfaces.screen.charts import draw_chart
from dashboard.surfaces.screen.explain import how_of_metrics
from dashboard.surfaces.screen.forms import draw_form
from dashboard.surfaces.screen.map import draw_map
from dashboard.surfaces.screen.markup import anchor, html, joined, put
from dashboard.surfaces.screen.tables import draw_book, draw_table
from dashboard.surfaces.screen.text import draw_facts, draw_timeline


def draw_answer(answer: Answer, view: View) -> None:
    """Draw one section: its finding as the title, its blocks, its fold-out."""
    put(html("<h2>{}</h2>", answer.title))
    for block in answer.blocks:
        draw_block(block, view)
    put(how_of_metrics(answer.metrics, view, sources=answer.sources))


def draw_block(block: Block, view: View) -> None:
    """Draw one block."""
    match block:
        case Cards():
            draw_cards(block, view)
        case Table():
            draw_table(block, view)
        case Chart():
            draw_chart(block, view)
        case Map():
            draw_map(block, view)
        case Book():
            draw_book(block, view)
        case Row():
            _row(block, view)
        case Form():
            draw_form(block)
        case _:
            _small(block)


def _small(block: Block) -> None:
    match block:
        case Sentences():
            put(
                html(
                    '<ul class="sentences">{}</ul>',
                    joined(html("<li>{}</li>", item) for item in block.items),
                )
            )
        case Links():
            _links(block)
        case Timeline():
            draw_timeline(block)
        case Facts():
            draw_facts(block)
        case Notice():
            put(html('<p class="notice {}">{}</p>', block.level, block.text))
        case Choice() | Search() | Pages():
            _control(block)


def _links(block: Links) -> None:
    items = joined(html("<li>{}</li>", anchor(link)) for link in block.items)
    empty = html('<p class="empty">{}</p>', block.empty)
    put(html('<ul class="lines">{}</ul>', items) if block.items else empty)


def _row(block: Row, view: View) -> None:
    columns = st.columns([width for width, _ in block.columns], gap="medium")
    for column, (_, blocks) in zip(columns, block.columns, strict=True):
        with column:
            for inner in blocks:
                draw_block(inner, view)


def _control(block: Choice | Search | Pages) -> None:
    """Widgets that only set a URL parameter; the section reads it at the rerun that follows."""
    match block:
        case Choice(long=True):
            st.selectbox(
                block.label,
                block.options,
                index=block.options.index(block.default),
                key=block.name,
                bind="query-params",
                on_change=lambda: _reset(block.resets),
            )
        case Choice():
            st.segmented_control(
                block.label,
                block.options,
                default=block.default,
                required=True,
                key=block.name,
                bind="query-params",
                on_change=lambda: _reset(block.resets),
            )
        case Search():
            st.text_input(
                block.label,
                placeholder=block.placeholder,
                key=block.name,
                type="search",
                icon=":material/search:",
                bind="query-params",
                on_change=lambda: _reset(block.resets),
            )
        case Pages():
            _pager(block)


def _pager(block: Pages) -> None:
    if block.count == 1:
        return
    # Set rather than given as the default, which Streamlit would leave out of the URL.
    asked = st.session_state.get(block.name, st.query_params.get(block.name, "1"))
    if str(asked) != str(block.current):
        st.session_state[block.name] = block.current
    st.pagination(block.count, key=block.name, bind="query-params")


def _reset(name: str) -> None:
    """Take a pager back to its first page."""
    if name and name in st.session_state:
        st.session_state[name] = 1
