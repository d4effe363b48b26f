"""工作要求: what a snapshot's own figures give reason to ask for, and the circular's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from dashboard.briefings.snapshot import Snapshot
from dashboard.sections.answer import Cards, Table
from dashboard.sections.cell_text import written
from dashboard.sections.figure_cell import FigureCell
from dashboard.surfaces.document.pieces import TextRun, cut
from dashboard.surfaces.static_blocks import static_blocks

_ASKED: Final = {
    "rectifying_overdue": "对复核整改超期的{}机构，有关区县要逐家核实进展，依法依规处理。",
    "review_institutions_rectifying": "对正在整改的{}机构，要跟踪督促，整改后仍不合格的依法处理。",
    "findings_overdue": "对超期未整改的{}问题，要逐项明确责任单位和完成时限，逐项复查销号。",
    "findings_open": "对尚未销号的{}问题，要对照整改期限持续跟踪。",
    "findings_without_deadline": "对未设期限的{}未销号问题，要补充整改期限。",
    "lookback_open": "对“回头看”发现、尚未销号的{}问题，要优先办结。",
    "classes_after_elimination": "对淘汰后仍有开班记录的{}，要逐班核实情况（提示核查，不是结论）。",
    "penalties_without_finding": "对处罚无对应问题的{}记录，要核对补录。",
    "cases_open": "对仍在办理的{}案件线索，要依法依规抓紧办理。",
    "unreviewed_institutions": "对在册尚未复核的{}机构，要尽快完成复核。",
}
"""Sentence by the metric whose figure gives reason for it; only figures above zero do."""
_REQUIREMENTS: Final = "data-requirements"
_TEXT: Final = "要求"


def requirements(snapshot: Snapshot) -> Iterator[tuple[str, tuple[tuple[TextRun, ...], ...]]]:
    """Heads with their paragraphs; where no figure gives reason, that is said."""
    shown = _figures(snapshot)
    asked = tuple(
        _filled(sentence, shown[metric], key=f"asked.{metric}")
        for metric, sentence in _ASKED.items()
        if metric in shown and (shown[metric].value or 0) > 0
    )
    none = (TextRun(text="（本快照没有可据以提出要求的数字，请据实填写。）"),)
    yield "抓好问题整改", asked or (none,)
    circular = tuple(_circulars(snapshot))
    if circular:
        yield "落实通报要求", circular


def _filled(sentence: str, shown: FigureCell, *, key: str) -> tuple[TextRun, ...]:
    head, _, tail = sentence.partition("{}")
    return TextRun(text=head), TextRun(text=shown.text, key=key), TextRun(text=tail)


def _figures(snapshot: Snapshot) -> Mapping[str, FigureCell]:
    """The first figure of each metric that stands on a card."""
    found: dict[str, FigureCell] = {}
    for section in snapshot.sections:
        for leaf in static_blocks(section.answer.blocks):
            for card in leaf.cards if isinstance(leaf, Cards) else ():
                for shown in (*card.figures, *card.behind):
                    found.setdefault(shown.figure.metric, shown)
    return found


def _circulars(snapshot: Snapshot) -> Iterator[tuple[TextRun, ...]]:
    """The circular's requirements, where the snapshot holds their section."""
    for section in snapshot.sections:
        if not section.section.endswith(_REQUIREMENTS):
            continue
        for leaf in static_blocks(section.answer.blocks):
            if isinstance(leaf, Table):
                yield from _texts(leaf, key=section.key)


def _texts(table: Table, *, key: str) -> Iterator[tuple[TextRun, ...]]:
    places = [at for at, one in enumerate(table.columns) if one.label.startswith(_TEXT)]
    for line, row in enumerate(table.rows, start=1):
        for at in places[:1]:
            text = written(row[at], table.columns[at]).rstrip("。")
            yield TextRun(text=f"{line}. "), *cut(f"{text}。", key=f"{key}.asked{line}")
