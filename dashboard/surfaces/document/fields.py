"""Figures in Word: locked content controls, so that wording is edited and figures are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from dashboard.surfaces.document.layout import look
from dashboard.surfaces.document.pieces import TextRun
from dashboard.surfaces.neutral import one_line, plain

_LONGEST = 64
"""Characters Word takes in a tag."""


class Fields:
    """Writes pieces into paragraphs; gives every figure a control with a number of its own."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def write(
        self,
        paragraph: Any,
        pieces: Sequence[TextRun],
        *,
        face: str,
        size: float,
        bold: bool = False,
    ) -> None:
        """Words as runs, figures as controls that can be deleted but not changed."""
        for piece in pieces:
            run = paragraph.add_run(plain(piece.text))
            look(run, face, size, bold=bold)
            if piece.key:
                self._locked(run._element, piece)

    def _locked(self, run: Any, piece: TextRun) -> None:
        control, told = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
        for name, value in (
            ("alias", one_line(piece.text)[:_LONGEST]),
            ("tag", piece.key[:_LONGEST]),
            ("id", str(next(self._numbers))),
            ("lock", "contentLocked"),
        ):
            setting = OxmlElement(f"w:{name}")
            setting.set(qn("w:val"), value)
            told.append(setting)
        told.append(OxmlElement("w:text"))
        content = OxmlElement("w:sdtContent")
        run.addprevious(control)
        control.append(told)
        control.append(content)
        content.append(run)
