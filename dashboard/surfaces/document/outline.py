"""The draft circular as text: what stands where, before any file is written.

Its parts are those of the bureau's circular: 成效, 问题, 要求. Every sentence is written from the
snapshot's figures; nothing is said that no section says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.sections.answer import Cards, Chart, Map, Table
from dashboard.surfaces.document.pieces import Piece, cut, of_card
from dashboard.surfaces.document.requirements import requirements
from dashboard.surfaces.leaves import Leaf, leaves, paragraphs
from dashboard.surfaces.provenance import behind

TITLE: Final = "关于全市安全生产培训考试工作情况的通报"
ADDRESSEE: Final = "各区县（自治县）应急管理局，各安全生产培训机构、考试点及有关单位："
DRAFT: Final = "代拟稿"
_ACHIEVED: Final = ("overview", "institutions", "publicity")
_ANNEXED: Final = ("data",)
_ROWS, _COLUMNS = 15, 7
"""A table larger than this stands in the annex."""
_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading: level 1 一、, level 2 （一）, level 0 of an annex."""

    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of words and figures; `small` ones are notes and origins."""

    pieces: tuple[Piece, ...]
    small: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A table, chart or map with what it is called."""

    title: str
    block: Table | Chart | Map


Passage = Heading | Paragraph | Shown


@dataclass(frozen=True, kw_only=True)
class Annex:
    """One annex: its name in the list and its passages."""

    name: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Outline:
    """The whole draft."""

    title: str
    marks: tuple[str, ...]
    """Lines under the title: draft, day, snapshot."""
    addressee: str
    passages: tuple[Passage, ...]
    annexes: tuple[Annex, ...]
    head: str
    """Running line at the top of each page."""


def outline(snapshot: Snapshot) -> Outline:
    """The draft circular of a snapshot."""
    achieved = [one for one in snapshot.sections if one.page in _ACHIEVED]
    problems = [one for one in snapshot.sections if one.page not in (*_ACHIEVED, *_ANNEXED)]
    others = [one for one in snapshot.sections if one.page in _ANNEXED]
    parts = (
        ("主要成效", _part(achieved)),
        ("存在的主要问题", _part(problems)),
        ("工作要求", _asked(snapshot)),
    )
    passages: list[Passage] = [_opening(snapshot)]
    for at, (name, said) in enumerate(parts):
        passages.append(Heading(level=1, pieces=(Piece(text=f"{_NUMERALS[at]}、{name}"),)))
        passages += said
    demo = "演示数据，非真实情况　" if snapshot.is_demo else ""
    return Outline(
        title=TITLE,
        marks=(
            f"（{DRAFT}）",
            f"数据截至{chinese_day(snapshot.as_of)}",
            f"简报《{snapshot.title}》　快照 {snapshot.number}",
        ),
        addressee=ADDRESSEE,
        passages=tuple(passages),
        annexes=_annexes(snapshot, others),
        head=f"{demo}{DRAFT}　数据截至{chinese_day(snapshot.as_of)}　快照 {snapshot.number}",
    )


def chinese_day(day: date) -> str:
    """2024年12月31日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _opening(snapshot: Snapshot) -> Paragraph:
    said = (
        f"根据截至{chinese_day(snapshot.as_of)}的监管台账和通报数据，"
        "现将全市安全生产培训考试有关工作情况通报如下。"
    )
    return Paragraph(pieces=cut(said, key="opening"))


def _part(sections: list[FrozenSection]) -> list[Passage]:
    if not sections:
        said = "（本快照没有这一部分的板块，请据实填写。）"
        return [Paragraph(pieces=(Piece(text=said),))]
    made: list[Passage] = []
    for at, section in enumerate(sections, start=1):
        made.append(Heading(level=2, pieces=_headline(section, at)))
        made += _passages(section)
    return made


def _headline(section: FrozenSection, at: int) -> tuple[Piece, ...]:
    stop = "" if section.title.endswith(("。", "！", "？")) else "。"
    key = f"{section.key}.title"
    return (Piece(text=f"（{numeral(at)}）"), *cut(f"{section.title}{stop}", key=key))


def numeral(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十一, 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return head + (_NUMERALS[ones - 1] if ones else "")


def _passages(section: FrozenSection) -> Iterator[Passage]:
    for at, leaf in enumerate(leaves(section.answer.blocks), start=1):
        yield from _of_leaf(leaf, key=f"{section.key}.{at}")


def _of_leaf(leaf: Leaf, *, key: str) -> Iterator[Passage]:
    match leaf:
        case Cards():
            for at, card in enumerate(leaf.cards, start=1):
                yield Paragraph(pieces=of_card(card, key=f"{key}.{at}"))
        case Chart() | Map():
            named = leaf.label if isinstance(leaf, Map) else leaf.table.title
            yield Shown(title=leaf.title or named, block=leaf)
        case Table():
            yield from _of_table(leaf, key=key)
        case _:
            for at, text in enumerate(paragraphs(leaf) or (), start=1):
                yield Paragraph(pieces=cut(text, key=f"{key}.{at}"))


def _of_table(table: Table, *, key: str) -> Iterator[Passage]:
    if not table.rows:
        yield Paragraph(pieces=cut(f"{table.title}：{table.empty}。", key=key))
    elif _is_long(table):
        said = f"{table.title}共{len(table.rows)}行，见附件。"
        yield Paragraph(pieces=cut(said, key=key))
    else:
        yield Shown(title=table.title, block=table)


def _is_long(table: Table) -> bool:
    return len(table.rows) > _ROWS or len(table.columns) > _COLUMNS


def _asked(snapshot: Snapshot) -> list[Passage]:
    made: list[Passage] = []
    for at, (head, sentences) in enumerate(requirements(snapshot), start=1):
        made.append(Heading(level=2, pieces=(Piece(text=f"（{numeral(at)}）{head}。"),)))
        made += [Paragraph(pieces=pieces) for pieces in sentences]
    return made


def _annexes(snapshot: Snapshot, others: list[FrozenSection]) -> tuple[Annex, ...]:
    origins: list[Passage] = []
    tables: list[Passage] = []
    for section in snapshot.sections:
        head = Heading(level=2, pieces=cut(section.title, key=f"{section.key}.annex"))
        origins.append(head)
        origins += [
            Paragraph(pieces=(Piece(text=text),), small=True) for text in behind(snapshot, section)
        ]
        found = [Shown(title=one.title, block=one) for one in _annexed(section)]
        tables += (head, *found) if found and section not in others else ()
    for section in others:
        tables.append(Heading(level=2, pieces=cut(section.title, key=f"{section.key}.other")))
        tables += _in_full(section)
    named = (("指标口径、分子分母与来源", origins), ("数据表", tables))
    return tuple(Annex(name=name, passages=tuple(said)) for name, said in named if said)


def _annexed(section: FrozenSection) -> Iterator[Table]:
    """Tables behind charts and maps, and those too long for the text."""
    for leaf in leaves(section.answer.blocks):
        if isinstance(leaf, Chart | Map) and leaf.table.rows:
            yield leaf.table
        elif isinstance(leaf, Table) and leaf.rows and _is_long(leaf):
            yield leaf


def _in_full(section: FrozenSection) -> Iterator[Passage]:
    for at, leaf in enumerate(leaves(section.answer.blocks), start=1):
        if isinstance(leaf, Table) and leaf.rows:
            yield Shown(title=leaf.title, block=leaf)
        else:
            yield from _of_leaf(leaf, key=f"{section.key}.{at}.full")
