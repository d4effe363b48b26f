"""Questions about bodies: whether a name means one that the store knows under another name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.store.places import Place
from data_loaders.batches.resolve.organisations import KINDS, Organisation, plain
from data_loaders.problems import Option, Question, question_key

NEW: Final = "new"
"""It is none of those proposed, but a body of its own."""
NONE: Final = "none"
"""It is none of those proposed; the line is not loaded."""


def body_told(body: Organisation) -> str:
    """The answer that means a body: the same before and after it has a key of the store."""
    return f"{body.kind}|{body.district_id}|{plain(body.name)}"[:200]


def body_question(
    name: str, *, unit: Place, proposed: Sequence[tuple[Organisation, Place]], may_be_new: bool
) -> Question:
    """Ask which of the proposed bodies a unit means by a name.

    The key changes with what is proposed, so that an answer given when other bodies were known is
    asked about anew.
    """
    told = [
        f"{KINDS[body.kind]}“{body.name}”（{_unit_told(place, beside=unit)}）"
        for body, place in proposed
    ]
    asking = _unit_told(unit, beside=proposed[0][1])
    options = [
        Option(answer=body_told(body), label=f"就是{words}")
        for (body, _), words in zip(proposed, told, strict=True)
    ]
    if may_be_new:
        options.append(Option(answer=NEW, label="都不是，是另外一家"))
    options.append(Option(answer=NONE, label="都不是，本行不导入" if may_be_new else "都不是"))
    return Question(
        key=question_key(
            "body", unit.code, plain(name), *sorted(body_told(b) for b, _ in proposed)
        ),
        text=f"{asking}的“{name}”没有登记，与{'、'.join(told)}相近，是否同一家？",
        options=tuple(options),
        lasting=False,
    )


def _unit_told(unit: Place, *, beside: Place) -> str:
    """A unit's name, with its time where another unit has the same, as a zone made a district."""
    if unit.name != beside.name or unit.id == beside.id:
        return unit.name
    if unit.valid_to is not None:
        return f"{unit.name}，{unit.valid_to.isoformat()}以前"
    return f"{unit.name}，{unit.valid_from.isoformat()}起" if unit.valid_from else unit.name
