"""A draft circular in sentences: the words are ours to edit, the figures are the snapshot's.

Chapters follow the bureau's circular: achievements, problems, requirements. A sentence one of
whose figures the snapshot does not tell is left out, so that none has a gap or a guess in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Final, TypeAlias

from dashboard import units
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.dates import day_words
from dashboard.sections.answer import Block, Row, Sentences, Table
from dashboard.sections.cell_text import written
from dashboard.sections.explanation import UNTOUCHED


@dataclass(frozen=True, kw_only=True)
class Field:
    """A figure inside a sentence, as the snapshot writes it; wording around it may change."""

    metric: str
    """Empty where the sentence was the section's own."""
    text: str


Sentence: TypeAlias = tuple[str | Field, ...]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One chapter of the draft."""

    title: str
    sentences: tuple[Sentence, ...]


_ACHIEVED: Final = (
    "{scope}复核安全培训机构{review_institutions_total}，其中合格{review_institutions_qualified}，"
    "淘汰{review_institutions_eliminated}，{review_institutions_rectifying}正在整改中。",
    "自查自纠、区县检查、市级督查三个阶段分别覆盖{review_self_share}、{review_district_share}、"
    "{review_municipal_share}的纳入复核机构。",
    "{period}开展宣传活动{publicity_activities}，主办方填报覆盖{publicity_audience_person_times}"
    "（人次不是人数）。",
    "{period}发现且整改期限已过的问题中，按期整改{on_time_share}。",
    "{period}查处无证上岗线索{uncertified_leads}，查实企业{uncertified_confirmed_companies}。",
)
_FOUND: Final = (
    "{period}检查{inspections}，发现问题{findings}；截至目前未销号{findings_open}，"
    "其中超期未整改{findings_overdue}。",
    "“回头看”发现问题{lookback_problems_found}，行政处罚{lookback_penalty_cny}，"
    "移交公安机关立案查处{lookback_police_cases}。",
    "{period}登记线索{cases_leads}，查实{cases_confirmed}，行政处罚{cases_penalised}，"
    "移送公安机关{cases_referred}；目前办理中{cases_open}。",
)
_PAGES_OF_PROBLEMS: Final = ("findings-map", "enforcement")
_CHANGES: Final = "overview/changes"
_METRIC: Final = "指标"
_DIFFERENCE: Final = "较上期"
_FRONT: Final = "overview"
_REVIEW: Final = "机构复核："
_REQUIREMENTS: Final = "data/data-requirements"
_LEFT_TO_THE_AUTHOR: Final = "（工作要求由起草处室补充。）"
_WORDS: Final = frozenset({"scope", "period"})
"""What stands in a sentence as words, no figure."""
_SIGNED: Final = re.compile(r"^([+−])(.+)$")


_SYMBOLS: Final = "|".join(
    sorted({re.escape(one.symbol) for one in units.UNITS.values()}, key=len, reverse=True)
)
_FIGURE: Final = re.compile(rf"(\d[\d,.]*[万亿]?余?(?:个百分点|{_SYMBOLS}))")


def draft(snapshot: Snapshot) -> tuple[Chapter, ...]:
    """The snapshot as a draft circular; chapters without a sentence are left out."""
    told = _told(snapshot)
    chapters = (
        Chapter(title="主要成效", sentences=tuple(_filled(_ACHIEVED, told))),
        Chapter(
            title="存在的主要问题",
            sentences=(
                *(tuple(_points(snapshot)) or _filled(_FOUND, told)),
                *_changed(snapshot),
                *_findings(snapshot),
            ),
        ),
        Chapter(title="工作要求", sentences=tuple(_requirements(snapshot))),
    )
    return tuple(chapter for chapter in chapters if chapter.sentences)


def fielded(text: str) -> Sentence:
    """A sentence with each of its figures, number and unit together, as a field."""
    parts: list[str | Field] = []
    for at, piece in enumerate(_FIGURE.split(text)):
        if piece:
            parts.append(Field(metric="", text=piece) if at % 2 else piece)
    return tuple(parts)


def plain(sentence: Sentence) -> str:
    """A sentence as it is read."""
    return "".join(part if isinstance(part, str) else part.text for part in sentence)


def change_said(difference: str) -> str:
    """A signed difference in words: +3项 is 增加3项, −1.2个百分点 is 下降1.2个百分点."""
    found = _SIGNED.match(difference)
    if found is None:
        return difference
    rises = found[1] == "+"
    if found[2].endswith("个百分点"):
        return f"{'上升' if rises else '下降'}{found[2]}"
    return f"{'增加' if rises else '减少'}{found[2]}"


def _told(snapshot: Snapshot) -> Mapping[str, Field]:
    """The figures of the scope the first section has, by metric; the first of a metric counts."""
    first = snapshot.sections[0]
    period = first.filters.on(snapshot.as_of).period_words()
    scope = first.scope.replace(f" · {period}", "")
    fitting = {scope, first.scope}
    found: dict[str, Field] = {
        "scope": Field(metric="", text=scope),
        "period": Field(metric="", text=first.filters.period_in_short()),
    }
    for section in snapshot.sections:
        for one in section.definitions:
            fits = one.scope.partition(UNTOUCHED)[0] in fitting
            if _FIGURE.fullmatch(one.text) and fits and one.as_of == snapshot.as_of:
                found.setdefault(one.metric, Field(metric=one.metric, text=one.text))
    return found


def _filled(patterns: tuple[str, ...], told: Mapping[str, Field]) -> Iterator[Sentence]:
    for pattern in patterns:
        pieces = list(Formatter().parse(pattern))
        if all(name is None or name in told for _, name, _, _ in pieces):
            parts: list[str | Field] = []
            for words, name, _, _ in pieces:
                parts += [words] if words else []
                parts += [told[name].text if name in _WORDS else told[name]] if name else []
            yield tuple(parts)


def _changed(snapshot: Snapshot) -> Iterator[Sentence]:
    """What has changed since the earlier day, metric by metric, in one sentence."""
    for section in snapshot.sections:
        if section.section != _CHANGES or section.scope != snapshot.sections[0].scope:
            continue
        parts: list[str | Field] = []
        for row in (row for table in _tables(section) for row in _named_rows(table)):
            if _SIGNED.match(row[_DIFFERENCE]):
                words = f"{'，' if parts else ''}{row[_METRIC]}"
                parts += [words, Field(metric="", text=change_said(row[_DIFFERENCE]))]
        if parts:
            yield (f"与{day_words(section.earlier)}相比，", *parts, "。")


def _findings(snapshot: Snapshot) -> Iterator[Sentence]:
    """What each section about problems has found."""
    for section in snapshot.sections:
        if section.page in _PAGES_OF_PROBLEMS:
            yield fielded(f"{section.answer.title.rstrip('。')}。")


def _points(snapshot: Snapshot) -> Iterator[Sentence]:
    """The sentences of the front page, but for the review, which the first chapter tells."""
    for section in snapshot.sections:
        if section.page == _FRONT:
            for block in flat(section.answer.blocks):
                if isinstance(block, Sentences):
                    said = (one for one in block.items if not one.startswith(_REVIEW))
                    yield from map(fielded, said)


def _requirements(snapshot: Snapshot) -> Iterator[Sentence]:
    rows = [
        row
        for section in snapshot.sections
        if section.section == _REQUIREMENTS
        for table in _tables(section)[:1]
        for row in _named_rows(table)
    ]
    if not rows:
        yield (_LEFT_TO_THE_AUTHOR,)
    for row in rows:
        yield (f"{row['主题']}：{row['要求（概括）'].rstrip('。')}。",)


def _named_rows(table: Table) -> list[dict[str, str]]:
    return [
        {
            column.label: written(cell, column)
            for cell, column in zip(row, table.columns, strict=True)
        }
        for row in table.rows
    ]


def _tables(section: FrozenSection) -> list[Table]:
    return [block for block in flat(section.answer.blocks) if isinstance(block, Table)]


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks one after the other, those of a row from left to right."""
    for block in blocks:
        if isinstance(block, Row):
            for _, inner in block.columns:
                yield from flat(inner)
        else:
            yield block
