"""Who acts, and what became of it: a signature and a word on the last act, for one session.

There is no login yet; what a reader signs with stands beside everything done under it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from dashboard.surfaces.screen.failure import sentence
from dashboard.surfaces.screen.markup import html, put

FIELD: Final = "signature"
"""Key of the field in which a reader signs."""
MOST_LETTERS: Final = 60
_SIGNED: Final = "signed"
_SAID: Final = "said"


def sign() -> None:
    """Draw the field for the office or post under which everything is done."""
    st.text_input(
        "署名（处室或岗位，不填姓名和证件号）",
        value=signed(),
        key=FIELD,
        max_chars=MOST_LETTERS,
        placeholder="如：安全培训处",
        on_change=_sign,
    )


def signed() -> str:
    """The signature, or empty."""
    return str(st.session_state.get(_SIGNED, ""))


def act(do: Callable[[], str]) -> None:
    """Do something and remember what it says, or what went wrong; the page is drawn after it."""
    try:
        st.session_state[_SAID] = ("info", do())
    except Exception as error:  # whatever it is, a reader never sees a trace
        st.session_state[_SAID] = ("warning", sentence(error))


def say() -> None:
    """Draw what was said of the last act, once."""
    said = st.session_state.pop(_SAID, None)
    if said and said[1]:
        put(html('<p class="notice {}" role="status">{}</p>', *said))


def _sign() -> None:
    # Kept apart from the field, whose own value goes when a page does not draw it.
    st.session_state[_SIGNED] = str(st.session_state[FIELD]).strip()
