"""执法案件: cases with their penalty and counts of persons; never a person's name."""

from __future__ import annotations

from typing import Final

from dashboard.store.models.enforcement import PERSON_COUNT_KINDS
from data_loaders.batches.resolve.organisations import Organisation
from data_loaders.batches.resolve.parsed_row import ParsedRow
from data_loaders.batches.resolve.row_values import RowValues, Side
from data_loaders.batches.resolve.shared_row_names import say
from data_loaders.batches.resolve.targets import target

_BODIES: Final = ("institution", "exam_site")
_FINDING: Final = ("finding_number", "finding_found_on", "finding_description")
_PENALTY: Final = ("amount_fen", "penalty_kind", "paid_on")


def case(entry: ParsedRow, line: int) -> RowValues | None:
    """One case with its penalty and its counts of persons."""
    values = entry.values
    district_id = entry.district(on=values["lead_on"])
    if district_id is None:
        return None
    kind = values.get("subject_kind")
    body = _party(entry, district_id=district_id, kind=kind)
    campaign_id = say(entry, table="campaign", column="campaign", line=line, given={})
    if entry.refused:
        return None
    kind = kind or (body.kind if body else "employer")
    told = {"campaign_id": campaign_id} if "campaign" in values else {}
    return RowValues(
        values={
            "district_id": district_id,
            "subject_kind": kind,
            "subject_name": None if kind == "person" else _name(entry, body),
            **target(body),
            **told,
            **({"finding_id": None} if any(name in values for name in _FINDING) else {}),
            **entry.only(*_FINDING),
            **entry.kept(),
        },
        sides=(*_penalty(entry), *_persons(entry)),
    )


def _party(entry: ParsedRow, *, district_id: int, kind: str | None) -> Organisation | None:
    """The body concerned, if it is one on the registers; others are kept by name alone."""
    if kind not in (None, *_BODIES):
        return None
    kinds = _BODIES if kind is None else (kind,)
    found = entry.body("subject", district_id=district_id, kinds=kinds, required=False)
    if kind is not None and found is None and not entry.refused:
        entry.warn(
            "party-not-registered",
            "subject",
            f"“{entry.values['subject']}”不在本区县的机构台账和考试点台账中，只保存名称，"
            "不计入任何机构",
        )
    return found


def _name(entry: ParsedRow, body: Organisation | None) -> str:
    name: str = entry.values["subject"] if body is None else body.name
    return name


def _penalty(entry: ParsedRow) -> tuple[Side, ...]:
    """The penalty of the case; a file that has its columns and leaves them empty takes it away.

    A penalty of which only the day is told stays of the kind it was, or is 其他.
    """
    values = entry.values
    kind, day = values.get("penalty_kind"), values.get("penalised_on")
    if day is None:
        told = any(name in values for name in _PENALTY)
        return (Side(table="penalty", values={}, empty=True),) if told else ()
    if kind is None:
        entry.warn(
            "penalty-without-kind",
            "penalty_kind",
            "没有填处罚种类和罚款金额，新案件暂记为“其他”处罚，金额不明",
        )
    named = {} if kind is None else {"kind": kind}
    return (
        Side(
            table="penalty",
            values={"decided_on": day, **named, **entry.only("amount_fen", "paid_on")},
        ),
    )


def _persons(entry: ParsedRow) -> tuple[Side, ...]:
    values, day = entry.values, entry.values.get("counted_on")
    return tuple(
        Side(
            table="case_person_count",
            kind=kind,
            values={"kind": kind, "persons": values[kind], "counted_on": day},
            empty=values[kind] is None,
        )
        for kind in PERSON_COUNT_KINDS
        if kind in values
    )
