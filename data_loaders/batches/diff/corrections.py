"""Whether a new line corrects a row of the store or is another: asked, and done as answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final

from sqlalchemy import Connection

from dashboard.access.restricted import Restricted, opened
from dashboard.store.models.operation import SHEETS
from data_loaders.batches.check.line_problems import MOST_TOLD, LineProblem
from data_loaders.batches.diff.differences import Names, names
from data_loaders.batches.diff.near_duplicates import Pair, hold, resembling, take
from data_loaders.batches.diff.row_descriptions import described
from data_loaders.batches.parse.file_parts import FilePart
from data_loaders.batches.resolve.context import LoadContext
from data_loaders.batches.stage.projected_state import Stages
from data_loaders.batches.stage.target_tables import MAIN, Target
from data_loaders.problems import Decisions, Option, Question, question_key

NEARLY: Final = "nearly-the-same"
"""The line is nearly a row of the store, and waits for an answer."""
SAME, OTHER, EACH = "same", "other", "each"
MANY: Final = 5
"""Most lines of a file that are asked about one by one without asking first how."""
_LINE: Final = (
    Option(answer=SAME, label="就是这一条（更新它）"),
    Option(answer=OTHER, label="另一条（新增）"),
)


def correct(
    connection: Connection,
    stages: Stages,
    ledger: str,
    *,
    parts: Sequence[FilePart],
    context: LoadContext,
) -> Iterator[LineProblem]:
    """Let the lines that are said to be rows of the store update them; ask about the others."""
    stage = stages[MAIN[ledger].table.name]
    pairs = resembling(connection, stage, ledger)
    if not pairs:
        return
    many = Counter(one.line["part"] for one in pairs)
    name = names(connection, context.known, stages)
    same, open_ = [], []
    for pair in pairs:
        part = parts[pair.line["part"]]
        asked = _asked(pair, part, many=many[part.number], target=stage.target, name=name)
        answer = _answer(asked, context.decisions)
        if answer is None:
            open_.append((pair, asked))
        elif answer == SAME:
            same.append(pair)
    take(connection, stage, same)
    hold(connection, stage, [pair for pair, _ in open_], rule=NEARLY)
    for pair, asked in open_[:MOST_TOLD]:
        yield _trouble(pair, asked, context.decisions)


def _asked(
    pair: Pair, part: FilePart, *, many: int, target: Target, name: Names
) -> tuple[Question, Question | None]:
    """The question about a line, and where there are many the one about all of its file."""
    ledger = part.ledger.key
    key = [str(pair.line[column]) for keys in target.keys for column in keys]
    digest = blake2b("|".join(key).encode(), digest_size=8).hexdigest()
    row, line = (
        described(one, ledger=ledger, target=target, name=name) for one in (pair.row, pair.line)
    )
    question = Question(
        key=question_key("nearly", ledger, str(pair.row["id"]), digest),
        text=_words(row, line),
        options=_LINE,
        lasting=False,
    )
    return question, _about_all(part, many) if many > MANY else None


def _about_all(part: FilePart, many: int) -> Question:
    return Question(
        key=question_key("nearly-all", part.ledger.key, part.upload.sha256),
        text=f"{part.upload.name}的{SHEETS[part.ledger.key]}有{many}行与库中已有的记录十分相近，"
        "像是更正后重报，怎样处理？",
        options=(
            Option(answer=SAME, label="全部按更新处理"),
            Option(answer=OTHER, label="全部新增"),
            Option(answer=EACH, label="逐条回答"),
        ),
        lasting=False,
    )


def _answer(asked: tuple[Question, Question | None], decisions: Decisions) -> str | None:
    """What was said of the line itself, else of all lines of its file."""
    question, whole = asked
    said_of_all = whole.answered(decisions) if whole else None
    return question.answered(decisions) or (said_of_all if said_of_all != EACH else None)


def _trouble(
    pair: Pair, asked: tuple[Question, Question | None], decisions: Decisions
) -> LineProblem:
    question, whole = asked
    alone = whole is None or whole.answered(decisions) == EACH
    return LineProblem(
        part=pair.line["part"],
        sheet=pair.line["origin_sheet"],
        row=pair.line["origin_row"],
        rule=NEARLY,
        column="",
        message=question.text,
        question=question if alone else whole,
    )


def _words(row: str, line: str) -> str:
    told, withheld = (
        f"库中已有“{one}”，本行是“{other}”，是这一条吗？"
        for one, other in (
            (opened(row, case_role=True), opened(line, case_role=True)),
            (str(row), str(line)),
        )
    )
    return told if told == withheld else Restricted(told, withheld=withheld)
