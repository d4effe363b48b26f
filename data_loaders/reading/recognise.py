"""What a sheet holds: which ledger, where its header stands, or why it is left aside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from data_loaders.files.sheet import Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.registry import SHEETS
from data_loaders.problems import Decisions, Level, Option, Problem, Question, question_key
from data_loaders.reading import reporting
from data_loaders.reading.as_of import told_day
from data_loaders.reading.by_hand import LEFT_ASIDE, by_hand, named, whole
from data_loaders.reading.header import Candidate, Top, best, read_top
from data_loaders.reading.matching import match
from data_loaders.reading.records import SheetContext
from data_loaders.reading.text import folded

EXAMPLE: Final = "示例"
"""How the name of a sheet begins that shows how to fill in a ledger and is never read."""

INSTRUCTIONS: Final = "填表说明"
"""Name of the sheet in which templates explain themselves."""


def recognise(sheet: Sheet, *, ledger: Ledger | None, decisions: Decisions) -> SheetContext:
    """Find a sheet's ledger and header.

    Args:
        sheet: The raw sheet.
        ledger: The ledger it must be; None: told by names and headings.
        decisions: Answers to earlier questions.

    Raises:
        LoadError: the file cannot be read on.
    """
    skipped = _set_aside(sheet)
    if skipped:
        return SheetContext(ledger=None, skipped=skipped)
    top = read_top(sheet)
    if top.is_empty and not any(any(_filled(cell) for cell in row) for row in sheet.rows()):
        return SheetContext(ledger=None, skipped="空工作表")
    if top.texts and _is_example(top):
        return SheetContext(ledger=None, skipped="示例，不导入")
    if sheet.hidden:
        return _hidden(sheet)
    found = [one for one in _candidates(sheet, top=top, ledger=ledger) if one is not None]
    chosen, problems = _choose(sheet, top=top, found=found, ledger=ledger, decisions=decisions)
    if chosen is None:
        skipped = "" if any(one.level is Level.ASK for one in problems) else "不是台账，未导入"
        return SheetContext(ledger=None, problems=problems, skipped=skipped, declined=not problems)
    outside = _outside(sheet, top=top, candidate=chosen)
    header, faults = match(chosen, top=top, sheet=sheet, outside=outside, decisions=decisions)
    above, stem = top.texts[: chosen.first_row - 1], PurePath(sheet.file).stem
    header = header and replace(header, as_of=told_day(above, sheet=sheet.name, file=stem))
    return SheetContext(ledger=chosen.ledger, header=header, problems=(*problems, *faults))


def _set_aside(sheet: Sheet) -> str:
    name = folded(sheet.name)
    if name.lstrip("（").startswith(EXAMPLE):
        return "示例，不导入"
    return "填表说明，不导入" if name == INSTRUCTIONS else ""


def _is_example(top: Top) -> bool:
    """Whether the first line with text says that the sheet is an example."""
    first = next((text for row in top.texts for text in row if text), "")
    return first.startswith((EXAMPLE, f"（{EXAMPLE}")) and "不导入" in first


def _hidden(sheet: Sheet) -> SheetContext:
    problem = Problem(
        level=Level.WARN,
        rule="hidden-sheet",
        message=f"工作表“{sheet.name}”是隐藏的，未导入；需要导入时请先取消隐藏",
        file=sheet.file,
        sheet=sheet.name,
    )
    return SheetContext(ledger=None, problems=(problem,), skipped="隐藏的工作表，未导入")


def _candidates(sheet: Sheet, *, top: Top, ledger: Ledger | None) -> list[Candidate | None]:
    ledgers = SHEETS.values() if ledger is None else (ledger,)
    return [best(top, ledger=one, merges=sheet.merges) for one in ledgers]


def _choose(
    sheet: Sheet,
    *,
    top: Top,
    found: Sequence[Candidate],
    ledger: Ledger | None,
    decisions: Decisions,
) -> tuple[Candidate | None, tuple[Problem, ...]]:
    """The candidate that counts; several that fit alike are asked about."""
    if ledger is not None:
        return (
            (found[0], ()) if found else by_hand(sheet, top=top, ledger=ledger, decisions=decisions)
        )
    fitting = {
        one.ledger.key
        for one in found
        if one.fits(district_told=_outside(sheet, top=top, candidate=one) is not None)
    }
    ranked = [one for one in found if one.ledger.key in fitting or len(one.meanings) >= 3]
    if not ranked:
        return by_hand(sheet, top=top, ledger=None, decisions=decisions)

    def rank(one: Candidate) -> tuple[int, bool]:
        return len(one.meanings), one.ledger.key in fitting

    most = max(rank(one) for one in ranked)
    likely = [one for one in ranked if rank(one) == most]
    said = _of(found, named(sheet, top=top))
    if said is not None:
        likely = _weighed(said, likely=likely, fitting=fitting)
    return _ask(sheet, likely=likely, decisions=decisions)


def _weighed(
    named: Candidate, *, likely: Sequence[Candidate], fitting: Collection[str]
) -> list[Candidate]:
    """The candidates once a name has spoken: it decides unless another fits the columns better."""
    others_fit = any(one.ledger.key in fitting for one in likely)
    if named in likely or not others_fit:
        return [named]
    fewer = len(named.meanings) < max(len(one.meanings) for one in likely)
    return [named, *likely] if fewer or named.ledger.key not in fitting else [named]


def _ask(
    sheet: Sheet, *, likely: Sequence[Candidate], decisions: Decisions
) -> tuple[Candidate | None, tuple[Problem, ...]]:
    if len(likely) == 1:
        return likely[0], ()
    headings = ",".join(likely[0].headings.values())
    question = Question(
        key=question_key("ledger", folded(sheet.name), headings),
        text=f"{sheet.called}是哪一种台账？",
        options=(
            *(Option(answer=one.ledger.key, label=one.ledger.label) for one in likely),
            Option(answer=LEFT_ASIDE, label="不导入这张表"),
        ),
    )
    answer = question.answered(decisions)
    if answer == LEFT_ASIDE:
        return None, ()
    if answer is not None:
        return _of(likely, SHEETS[answer]), ()
    listed = "、".join(one.ledger.label for one in likely)
    message = f"从列名看可能是{listed}，请确认；也可把工作表名称改成台账名称"
    return None, (whole(sheet, rule="unclear-ledger", message=message, question=question),)


def _of(found: Sequence[Candidate], ledger: Ledger | None) -> Candidate | None:
    return next((one for one in found if one.ledger is ledger), None)


def _outside(sheet: Sheet, *, top: Top, candidate: Candidate) -> reporting.NamedReporter | None:
    return reporting.told_outside(
        top.texts[: candidate.first_row - 1], sheet=sheet.name, file=PurePath(sheet.file).stem
    )


def _filled(cell: object) -> bool:
    return cell is not None and cell != ""
