"""What a person must decide before rows can be loaded: each question once, with its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from dashboard.surfaces.screen.importing.pending import Pending, answer
from dashboard.surfaces.screen.markup import html, put
from dashboard.surfaces.screen.resources import Store
from data_loaders.batches import Preview
from data_loaders.problems import Question

Asked = tuple[Question, int]
"""A question and how many cells ask it."""
Answers = dict[str, str | None]

_MOST: Final = 30
"""Questions put at once; the others follow when these are answered."""
_LATER: Final = "暂不回答"
_UNSAID: Final = "撤回回答"
_HEADING: Final = "heading|"
_ASIDE: Final = "-"
_SEVERAL: Final = 2
"""From so many headings of a sheet on, the rest of them can be put aside at once."""


def draw_questions(store: Store, waiting: Pending, found: Preview) -> None:
    """Draw the open questions of a preview as told; the answers are looked at in a new one."""
    needed = [one for one in found.questions if one[0].needed]
    others = [one for one in found.questions if not one[0].needed]
    answers: Answers = {}
    if needed:
        put(html("<h4>{}</h4>", f"请确认{len(needed)}个问题（程序不猜）"))
        for place, (sheet, asked) in enumerate(_by_sheet(found, needed[:_MOST]).items()):
            answers |= _group(store, waiting, sheet, asked, place=place)
        if len(needed) > _MOST:
            put(html('<p class="note">{}</p>', f"回答这{_MOST}个后，再列其余的。"))
    if others:
        with st.expander(f"还可以说明的{len(others)}列（不回答也能导入，本列不导入）"):
            answers |= {one.key: _ask(one, cells=cells) for one, cells in others[:_MOST]}
    said: Answers = {key: one for key, one in answers.items() if one is not None}
    if found.questions:
        _again(store, waiting, said, key="import-answer", label="按以上回答重新预览")
    _revise(store, waiting, found)


def _group(
    store: Store, waiting: Pending, sheet: str, asked: Sequence[Asked], *, place: int
) -> Answers:
    """The questions of one sheet; the headings that are left may be put aside together."""
    if sheet:
        put(html("<h5>{}</h5>", sheet))
    given = {question.key: _ask(question, cells=cells) for question, cells in asked}
    left = [key for key, one in given.items() if one is None and key.startswith(_HEADING)]
    if len(left) >= _SEVERAL and st.button(
        f"其余{len(left)}列都不导入",
        key=f"import-aside-{place}",
        icon=":material/playlist_remove:",
    ):
        said: Answers = {key: one for key, one in given.items() if one is not None}
        answer(waiting, store.engine, said | dict.fromkeys(left, _ASIDE))
        st.rerun()
    return given


def _by_sheet(found: Preview, asked: Sequence[Asked]) -> dict[str, list[Asked]]:
    """The questions by the file and sheet that asks them first."""
    where: dict[str, str] = {}
    for problem in found.problems:
        if problem.question is not None:
            sheet = f"“{problem.sheet}”" if problem.sheet else ""
            where.setdefault(problem.question.key, f"{problem.file}{sheet}")
    groups: dict[str, list[Asked]] = {}
    for one in asked:
        groups.setdefault(where.get(one[0].key, ""), []).append(one)
    return groups


def _ask(question: Question, *, cells: int) -> str | None:
    """One question with its options; None while it is not answered."""
    remembered = question.lasting or question.key.startswith("body|")
    lasting = "，导入后记住" if remembered else "，只用于这批文件"
    with st.container(key=f"import-question-{question.key}"):
        put(
            html(
                '<p class="question">{}<small>{}</small></p>',
                question.text,
                f"涉及{cells}处{lasting}",
            )
        )
        return _choose(question, first=_LATER, key=f"answer-{question.key}", at=0)


def _choose(question: Question, *, first: str, key: str, at: int) -> str | None:
    """The answer chosen; None for the first entry."""
    labels = {option.label: option.answer for option in question.options}
    # Options of a select box are shown as they are; those of a radio would be Markdown. The
    # label is not drawn: it names the box to who hears the page.
    said = st.selectbox(
        f"回答：{question.text}",
        (first, *labels),
        index=at,
        key=key,
        label_visibility="collapsed",
    )
    return labels.get(said)


def _revise(store: Store, waiting: Pending, found: Preview) -> None:
    """The answers given so far, to be changed or taken back before anything is loaded."""
    given = {
        key: found.asked[key]
        for key, said in waiting.decisions.items()
        if key in found.asked and found.asked[key].answered({key: said}) is not None
    }
    if not given:
        return
    with st.expander(f"已回答{len(given)}个问题，可以修改"):
        chosen = {key: _change(one, waiting.decisions) for key, one in given.items()}
        changed = {key: one for key, one in chosen.items() if one != waiting.decisions[key]}
        _again(store, waiting, changed, key="import-revise", label="按修改重新预览")


def _change(question: Question, decisions: Mapping[str, str]) -> str | None:
    put(html('<p class="question">{}</p>', question.text))
    answers = [one.answer for one in question.options]
    said = decisions[question.key]
    at = answers.index(said) + 1
    return _choose(question, first=_UNSAID, key=f"revise-{question.key}-{said}", at=at)


def _again(
    store: Store, waiting: Pending, answers: Mapping[str, str | None], *, key: str, label: str
) -> None:
    """The button that looks at the files anew with these answers."""
    if st.button(label, key=key, icon=":material/refresh:", type="primary", disabled=not answers):
        answer(waiting, store.engine, answers)
        st.rerun()
