"""A register's 状态 against its day of closing: who has closed without a day is asked about."""

from __future__ import annotations

from typing import Final

from data_loaders.batches.resolve.organisations import KINDS, Organisation
from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.problems import Level, Option, Question, question_key
from data_loaders.reading.text import folded

_STANDING: Final = "open"
_LEFT_OUT: Final = "leave"
_SAYS_SO: Final = {"institution": "注销日期", "exam_site": "停用日期"}


def may_stand(entry: ParsedRow, body: Organisation) -> bool:
    """Whether a line may be loaded as far as its 状态 is concerned.

    Args:
        entry: A line of a register.
        body: The body as the line leaves it, its day of closing perhaps from the store.
    """
    said, day = entry.values.get("status"), _SAYS_SO[body.kind]
    if said == "closed" and body.closed_on is None:
        return _asked(entry, body, day=day)
    if said == "open" and body.closed_on is not None:
        entry.warn(
            "status-differs",
            "status",
            f"状态不是已关闭，但“{body.name}”有{day}{body.closed_on.isoformat()}，请核对",
        )
    if said == "paused":
        entry.warn(
            "status-not-kept", "status", f"暂停不存入，“{body.name}”仍按在册计；已关闭的请填{day}"
        )
    return True


def _asked(entry: ParsedRow, body: Organisation, *, day: str) -> bool:
    """Once for a word of a sheet: nobody wrote the day down, and none is made up."""
    record = entry.record
    word = next((record.cells[one] for one in _headings(entry)), "")
    question = Question(
        key=question_key(
            "closed", record.ledger, folded(record.file), folded(record.sheet), folded(word)
        ),
        text=f"“{record.sheet or record.file}”中状态为“{word[:40]}”而没有{day}的"
        f"{KINDS[body.kind]}，怎样导入？",
        options=(
            Option(answer=_LEFT_OUT, label=f"这些行不导入，补上{day}后再导入"),
            Option(answer=_STANDING, label=f"{day}留空，仍按在册导入"),
        ),
        lasting=False,
    )
    answer = question.answered(entry.context.decisions)
    if answer == _LEFT_OUT:
        entry.refuse("closed-without-day", "status", f"已确认不导入：没有{day}，请补填后再导入")
    elif answer is None:
        message = f"状态说已关闭，但没有{day}；请补填日期，或确认怎样导入"
        entry.problems.append(
            record.problem(
                level=Level.ASK,
                rule="closed-without-day",
                message=message,
                column="status",
                question=question,
            )
        )
    else:
        entry.warn("closed-without-day", "status", f"状态说已关闭，但没有{day}，已确认仍按在册计")
    return answer == _STANDING


def _headings(entry: ParsedRow) -> list[str]:
    header = entry.record.header
    return [header.headings[place] for place in header.positions.get("status", ())]
