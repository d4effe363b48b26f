"""A sheet that is not recognised: prose is only reported, of a table a person says what it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import PurePath
from typing import Final

from data_loaders.files.sheet import Sheet
from data_loaders.ledgers.declaration import Ledger
from data_loaders.ledgers.registry import LEDGERS, SHEETS
from data_loaders.problems import Decisions, Level, Option, Problem, Question, question_key
from data_loaders.reading.columns import meaning, similar
from data_loaders.reading.header import MOST_ROWS, Candidate, Top, at_row, best
from data_loaders.reading.likely import header_rows
from data_loaders.reading.sender import Sender
from data_loaders.reading.text import folded

LEFT_ASIDE: Final = "-"
"""The answer that leaves a sheet out."""
_EXPLAINING: Final = re.compile(r"说明|须知|目录|封面|字典|选项|下拉|口径|范例|样例|模板使用")
_MOST_SHOWN: Final = 60


def by_hand(
    sheet: Sheet, *, top: Top, ledger: Ledger | None, decisions: Decisions
) -> tuple[Candidate | None, tuple[Problem, ...]]:
    """The ledger and the header that a person says, or what is asked, or why it is no ledger.

    Args:
        sheet: A sheet in which no header was found.
        top: Its first rows.
        ledger: The ledger it must be; None: asked.
        decisions: Answers to earlier questions.
    """
    wide = sum(1 for row in top.texts if len({text for text in row if text}) > 1)
    if _EXPLAINING.search(sheet.name) or (wide < 2 and not top.is_empty):
        message = f"{sheet.called}不是台账，未导入"
        return None, (whole(sheet, rule="not-a-ledger", message=message, level=Level.WARN),)
    rows = header_rows(top, known=_remembered(decisions))
    said = ledger
    if said is None:
        question = _which(sheet, top=top, row=rows[0])
        answer = question.answered(decisions)
        if answer is None:
            return None, (whole(sheet, rule="no-header", message=_UNKNOWN, question=question),)
        if answer == LEFT_ASIDE:
            return None, ()
        said = SHEETS[answer]
    found = best(top, ledger=said, merges=sheet.merges)
    if found is not None:
        return found, ()
    return _header(sheet, top=top, ledger=said, rows=rows, decisions=decisions)


_UNKNOWN: Final = (
    f"前{MOST_ROWS}行中没有认出哪一种台账的表头；请确认是哪一种台账，再确认各列，或确认不导入这张表"
)


def whole(
    sheet: Sheet,
    *,
    rule: str,
    message: str,
    question: Question | None = None,
    level: Level = Level.ASK,
) -> Problem:
    """A problem of a whole sheet."""
    return Problem(
        level=level,
        rule=rule,
        message=message,
        file=sheet.file,
        sheet=sheet.name,
        question=question,
    )


def named(sheet: Sheet, *, top: Top) -> Ledger | None:
    """The ledger that the sheet's name says, else the file's, else a title's; the last word counts.

    In 培训机构复核结果 that is 复核结果.
    """
    title = " ".join(text for row in top.texts[:5] for text in dict.fromkeys(row) if text)
    for text in (sheet.name, PurePath(sheet.file).stem, title):
        said = folded(text)
        ends = [
            (said.rfind(folded(name)) + len(folded(name)), len(name), ledger.key)
            for ledger in SHEETS.values()
            for name in (ledger.label, *ledger.aliases)
            if folded(name) in said
        ]
        if ends:
            return SHEETS[max(ends)[2]]
    return None


def _remembered(decisions: Decisions) -> Collection[str]:
    """Headings that somebody has said the meaning of before."""
    keys = (key.split("|") for key in decisions if key.startswith("heading|"))
    return {parts[2] for parts in keys if len(parts) > 2}


def _which(sheet: Sheet, *, top: Top, row: int) -> Question:
    """Ask for the ledger, the likeliest first; answered for the sender's next such sheets too."""
    texts = tuple(dict.fromkeys(text for text in top.texts[row - 1] if text))
    marks = blake2b("\n".join(map(folded, texts)).encode(), digest_size=8).hexdigest()
    likely = named(sheet, top=top)

    def rank(one: Ledger) -> tuple[bool, int]:
        return one is likely, sum(_speaks(text, one) for text in texts)

    ranked = sorted(LEDGERS.values(), key=rank, reverse=True)
    return Sender.of(sheet, top.texts).question(
        "sheet",
        folded(sheet.name),
        marks,
        text=f"{sheet.called}是哪种台账？",
        options=(
            *(Option(answer=one.key, label=one.label) for one in ranked),
            Option(answer=LEFT_ASIDE, label="不导入这张表"),
        ),
    )


def _speaks(text: str, ledger: Ledger) -> bool:
    known = meaning((text,), ledger=ledger).columns
    return bool(known or similar(text, columns=ledger.columns))


def _header(
    sheet: Sheet, *, top: Top, ledger: Ledger, rows: tuple[int, ...], decisions: Decisions
) -> tuple[Candidate | None, tuple[Problem, ...]]:
    """The header in the only row it may be, or in the one a person says."""
    if len(rows) == 1:
        return at_row(rows[0], top, ledger=ledger, merges=sheet.merges), ()
    question = Question(
        key=question_key("header", folded(sheet.file), folded(sheet.name)),
        text=f"{sheet.called}的列名在第几行？",
        options=(
            *(Option(answer=str(row), label=_shown(row, top)) for row in rows),
            Option(answer=LEFT_ASIDE, label="不导入这张表"),
        ),
        lasting=False,
    )
    answer = question.answered(decisions)
    if answer is None:
        message = "不能确定列名在哪一行，请确认"
        return None, (whole(sheet, rule="unclear-header", message=message, question=question),)
    if answer == LEFT_ASIDE:
        return None, ()
    return at_row(int(answer), top, ledger=ledger, merges=sheet.merges), ()


def _shown(row: int, top: Top) -> str:
    """A row as a person finds it again."""
    text = "、".join(_texts(row, top))
    return f"第{row}行：{text[:_MOST_SHOWN]}{'…' if len(text) > _MOST_SHOWN else ''}"


def _texts(row: int, top: Top) -> Iterator[str]:
    return (text for text in dict.fromkeys(top.texts[row - 1]) if text)
