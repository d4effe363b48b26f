"""Forms: fill in, look once more, write; what came of it is said where the form stood.

Everything happens in callbacks, which run before the page does, so that one click is one rerun and
the page that follows already sees the store's new revision.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.sections.form import Form, FormField
from dashboard.surfaces.screen.failure import sentence
from dashboard.surfaces.screen.markup import html, joined, put
from dashboard.surfaces.screen.resources import open_store


def draw_form(form: Form) -> None:
    """Draw a form, or what was filled in for the reader to confirm."""
    put(html("<h4>{}</h4>", form.title))
    said = st.session_state.pop(_name(form, "said"), None)
    if said is not None:
        put(html('<p class="notice {}" role="status">{}</p>', *said))
    filled = st.session_state.get(_name(form, "filled"))
    if filled is None:
        _fill(form)
    else:
        _confirm(form, filled)
    if form.note:
        put(html('<p class="note">{}</p>', form.note))


def _fill(form: Form) -> None:
    draft = st.session_state.get(_name(form, "draft"), {})
    with st.form(_name(form, "fields")):
        for entry in form.entries:
            _field(form, entry, given=draft.get(entry.name, entry.given))
        st.form_submit_button(form.check, on_click=_checked, args=(form,))


def _field(form: Form, entry: FormField, *, given: str) -> None:
    key = _name(form, entry.name)
    label = entry.label + ("（必填）" if entry.required else "")
    if entry.options:
        at = entry.options.index(given) if given in entry.options else None
        st.radio(label, entry.options, index=at, key=key, horizontal=True)
    elif entry.lines > 1:
        st.text_area(
            label,
            value=given,
            max_chars=entry.longest,
            placeholder=entry.placeholder,
            height=28 * entry.lines + 28,
            key=key,
        )
    else:
        st.text_input(
            label, value=given, max_chars=entry.longest, placeholder=entry.placeholder, key=key
        )


def _confirm(form: Form, filled: Mapping[str, str]) -> None:
    pairs = joined(
        html("<div><dt>{}</dt><dd>{}</dd></div>", entry.label, filled[entry.name] or "（未填）")
        for entry in form.entries
    )
    put(html('<p class="notice">{}</p><dl class="facts confirm">{}</dl>', form.asks, pairs))
    with st.container(horizontal=True, gap="small"):
        st.button(
            form.confirm,
            key=_name(form, "confirm"),
            type="primary",
            on_click=_sent,
            args=(form,),
        )
        st.button("返回修改", key=_name(form, "back"), on_click=_back, args=(form,))


def _checked(form: Form) -> None:
    values = {
        entry.name: str(st.session_state.get(_name(form, entry.name)) or "")
        for entry in form.entries
    }
    st.session_state[_name(form, "draft")] = values
    problem = form.problem(values)
    if problem:
        _say(form, "warning", problem)
    else:
        st.session_state[_name(form, "filled")] = values


def _back(form: Form) -> None:
    st.session_state.pop(_name(form, "filled"), None)


def _sent(form: Form) -> None:
    filled = st.session_state.pop(_name(form, "filled"), None)
    if filled is None:  # a second click on a button that is already gone
        return
    try:
        _say(form, "info", form.send(open_store().engine, filled))
        open_store()  # so that the page drawn next shows what was just done
    except Exception as error:  # whatever it is, a reader never sees a trace
        _say(form, "warning", sentence(error))
    else:
        st.session_state.pop(_name(form, "draft"), None)


def _say(form: Form, level: str, text: str) -> None:
    st.session_state[_name(form, "said")] = (level, text)


def _name(form: Form, part: str) -> str:
    """Keys of the session's own: a form of another alert is another form."""
    return f"form-{form.key}-{part}"
