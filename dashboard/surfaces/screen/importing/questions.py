"""What a person must decide before rows can be loaded: each question once, with its answers."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.surfaces.screen.importing.pending import Pending, answer
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store
from data_loaders.problems import Question

_MOST: Final = 30
"""Questions put at once; the others follow when these are answered."""
_LATER: Final = "暂不回答"


def draw_questions(store: Store, waiting: Pending) -> None:
    """Draw the open questions; the answers are looked at in a new preview."""
    found = waiting.preview
    if found is None or not found.questions:
        return
    put(html("<h4>{}</h4>", f"请确认{len(found.questions)}个问题（程序不猜）"))
    shown = found.questions[:_MOST]
    given = {
        question.key: _ask(question, cells=cells, place=place)
        for place, (question, cells) in enumerate(shown)
    }
    if len(found.questions) > len(shown):
        put(html('<p class="note">回答这{}个后，再列其余的。</p>', len(shown)))
    answers = {key: said for key, said in given.items() if said is not None}
    if st.button(
        "按以上回答重新预览",
        key="import-answer",
        icon=":material/refresh:",
        type="primary",
        disabled=not answers,
    ):
        answer(waiting, store.engine, answers)
        st.rerun()


def _ask(question: Question, *, cells: int, place: int) -> str | None:
    """One question with its options; None while it is not answered."""
    remembered = question.lasting or question.key.startswith("body|")
    lasting = "，导入后记住" if remembered else "，只用于这批文件"
    with st.container(key=f"import-question-{place}"):
        put(
            html(
                '<p class="question">{}<small>{}</small></p>',
                question.text,
                f"涉及{cells}处{lasting}",
            )
        )
        labels = {option.label: option.answer for option in question.options}
        # Options of a select box are shown as they are; those of a radio would be Markdown.
        said = st.selectbox(
            "您的回答",
            (_LATER, *labels),
            key=f"answer-{question.key}",
            label_visibility="collapsed",
        )
    return labels.get(said)
