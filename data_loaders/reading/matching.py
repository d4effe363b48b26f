"""From headings to columns: what is clear, what is asked about, what is reported as unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from data_loaders.files.sheet import Sheet
from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.problems import Decisions, Level, Option, Problem, Question, question_key
from data_loaders.reading.columns import is_ignored
from data_loaders.reading.header import Candidate, Top
from data_loaders.reading.placing import Placing
from data_loaders.reading.records import Header
from data_loaders.reading.reporting import NamedReporter
from data_loaders.reading.text import folded

_ANY: Final = "*"


def match(
    candidate: Candidate,
    *,
    top: Top,
    sheet: Sheet,
    outside: NamedReporter | None,
    decisions: Decisions,
) -> tuple[Header, tuple[Problem, ...]]:
    """Place every heading; problems that refuse or ask close the sheet.

    Args:
        candidate: Where the header stands, and of which ledger.
        top: The first rows of the sheet.
        sheet: The sheet.
        outside: The reporting unit named outside the rows.
        decisions: Answers to earlier questions.
    """
    placing = Placing(
        sheet=sheet,
        top=top,
        candidate=candidate,
        decisions=decisions,
        district_told=outside is not None,
    )
    for place, heading in candidate.headings.items():
        _place(placing, place=place, heading=heading)
    for key, places in list(placing.places.items()):
        if len(places) > 1:
            placing.places[key] = _several(placing, key=key, places=places)
    district = _district(placing, outside=outside)
    _check_missing(placing, district_told=district is not None)
    header = Header(
        first_row=candidate.first_row,
        last_row=candidate.last_row,
        positions={key: tuple(places) for key, places in placing.places.items() if places},
        headings=candidate.headings,
        scales={place: found.scale for place, found in candidate.meanings.items()},
        district=district,
        district_from=outside.source if outside is not None and district is not None else "",
    )
    return header, tuple(placing.problems)


def _place(placing: Placing, *, place: int, heading: str) -> None:
    found = placing.candidate.meanings.get(place)
    if found is not None and len(found.columns) == 1:
        placing.places.setdefault(found.columns[0].key, []).append(place)
    elif found is not None:
        placing.unclear(place, heading, found.columns)
    elif not is_ignored(heading.split(" ")[-1]):
        placing.unknown(place, heading)


def _several(placing: Placing, *, key: str, places: list[int]) -> list[int]:
    """Which of several headings of one column counts."""
    ledger = placing.candidate.ledger
    column = ledger.column(key)
    named = {place: placing.candidate.headings[place] for place in places}
    question = Question(
        key=question_key(
            "columns",
            ledger.key,
            key,
            *(f"{place}:{folded(text)}" for place, text in named.items()),
        ),
        text=f"{ledger.label}中有{len(places)}列都是“{column.label}”，以哪一列为准？",
        options=(
            *(
                Option(answer=str(place), label=f"第{place}列“{text}”")
                for place, text in named.items()
            ),
            Option(answer=_ANY, label="哪一列有内容就用哪一列（都有内容而不一致的行不导入）"),
        ),
    )
    answer = question.answered(placing.decisions)
    if answer is None:
        listed = "、".join(f"第{place}列“{text}”" for place, text in named.items())
        placing.problem(
            Level.ASK,
            "column-twice",
            f"{listed}都是“{column.label}”，请确认以哪一列为准，或只留一列",
            place=places[-1],
            question=question,
        )
    return places if answer in (None, _ANY) else [int(answer)]


def _district(placing: Placing, *, outside: NamedReporter | None) -> str | None:
    """The unit all rows belong to, where there is no column of it."""
    keys: Mapping[str, list[int]] = placing.places
    columns = placing.candidate.ledger.columns
    if outside is None or any(one.key in keys for one in columns if one.kind is CellKind.DISTRICT):
        return None
    if len(outside.names) > 1:
        placing.problem(
            Level.REFUSE,
            "district-unclear",
            f"没有“区县”一列，{outside.source}中写了{'、'.join(outside.names)}，"
            "不能确定各行属于哪个区县，请增加“区县”一列",
        )
        return outside.names[0]
    placing.problem(
        Level.WARN,
        "district-outside",
        f"没有“区县”一列，各行都按{outside.source}中的“{outside.names[0]}”计",
    )
    return outside.names[0]


def _check_missing(placing: Placing, *, district_told: bool) -> None:
    """Refuse a sheet that lacks a column, once no heading is left that may be it."""
    if placing.waits:
        return
    for column in _missing(placing, district_told=district_told):
        others = "、".join(column.aliases)
        also = f"（也可写作{others}）" if others else ""
        aside = "、".join(f"“{one}”" for one in placing.put_aside)
        placing.problem(
            Level.REFUSE,
            "missing-column",
            f"{placing.candidate.ledger.label}缺少必填的“{column.label}”一列{also}，"
            f"现有列为{'、'.join(placing.candidate.headings.values())}；请补上这一列"
            + (f"，或改为确认{aside}中的一列就是它" if aside else ""),
        )


def _missing(placing: Placing, *, district_told: bool) -> Iterator[LedgerColumn]:
    for column in placing.candidate.ledger.columns:
        told = column.kind is CellKind.DISTRICT and district_told
        if column.required and column.key not in placing.places and not told:
            yield column
