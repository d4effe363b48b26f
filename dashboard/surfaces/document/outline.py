"""The draft circular as text: what stands where, before any file is written.

Its parts are those of the bureau's circular: 成效, 问题, 要求. Every sentence is written from the
snapshot's figures; nothing is said that no section says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dashboard.briefings.sentences import Field, draft
from dashboard.briefings.sentences import plain as read
from dashboard.briefings.snapshot import FrozenSection, Snapshot
from dashboard.dates import day_words
from dashboard.surfaces.document.annexes import annexes
from dashboard.surfaces.document.passages import (
    Outline,
    Paragraph,
    Passage,
    PassageHeading,
    numeral,
    of_leaf,
)
from dashboard.surfaces.document.pieces import TextRun, cut, cut_title
from dashboard.surfaces.document.requirements import requirements
from dashboard.surfaces.static_blocks import static_blocks

TITLE: Final = "关于全市安全生产培训考试工作情况的通报"
ADDRESSEE: Final = "各区县（自治县）应急管理局，各安全生产培训机构、考试点及有关单位："
DRAFT: Final = "代拟稿"
_ACHIEVED: Final = ("overview", "institutions", "publicity")
_ANNEXED: Final = ("data",)
_ASKED: Final = "工作要求"
_NUMERALS: Final = "一二三四五六七八九十"


def outline(snapshot: Snapshot) -> Outline:
    """The draft circular of a snapshot."""
    achieved = [one for one in snapshot.sections if one.page in _ACHIEVED]
    problems = [one for one in snapshot.sections if one.page not in (*_ACHIEVED, *_ANNEXED)]
    others = [one for one in snapshot.sections if one.page in _ANNEXED]
    parts = (
        ("主要成效", _part(achieved)),
        ("存在的主要问题", _part(problems)),
        (_ASKED, _asked(snapshot)),
    )
    passages: list[Passage] = [_opening(snapshot)]
    told = _told(snapshot)
    for at, (name, said) in enumerate(parts):
        passages.append(PassageHeading(level=1, pieces=(TextRun(text=f"{_NUMERALS[at]}、{name}"),)))
        passages += (*told.get(name, ()), *said)
    demo = "演示数据，非真实情况　" if snapshot.is_demo else ""
    return Outline(
        title=TITLE,
        marks=(
            f"（{DRAFT}）",
            f"数据截至{day_words(snapshot.as_of)}",
            f"简报《{snapshot.title}》　快照 {snapshot.number}",
        ),
        addressee=ADDRESSEE,
        passages=tuple(passages),
        annexes=annexes(snapshot, others),
        head=f"{demo}{DRAFT}　数据截至{day_words(snapshot.as_of)}　快照 {snapshot.number}",
    )


def _opening(snapshot: Snapshot) -> Paragraph:
    said = (
        f"根据截至{day_words(snapshot.as_of)}的监管台账和通报数据，"
        "现将全市安全生产培训考试有关工作情况通报如下。"
    )
    return Paragraph(pieces=cut(said, key="opening"))


def _told(snapshot: Snapshot) -> dict[str, tuple[Paragraph, ...]]:
    """What each part says on the whole; what a heading below says anyway is left to it."""
    titles = {f"{one.title.rstrip('。')}。" for one in snapshot.sections}
    found: dict[str, tuple[Paragraph, ...]] = {}
    for chapter in draft(snapshot):
        sentences = [one for one in chapter.sentences if read(one) not in titles]
        pieces = tuple(
            TextRun(text=part) if isinstance(part, str) else TextRun(text=part.text, key=_key(part))
            for sentence in sentences
            for part in sentence
        )
        if pieces and chapter.title != _ASKED:
            found[chapter.title] = (Paragraph(pieces=pieces),)
    return found


def _key(field: Field) -> str:
    return f"draft.{field.metric or 'said'}"


def _part(sections: list[FrozenSection]) -> list[Passage]:
    if not sections:
        said = "（本快照没有这一部分的板块，请据实填写。）"
        return [Paragraph(pieces=(TextRun(text=said),))]
    made: list[Passage] = []
    for at, section in enumerate(sections, start=1):
        made.append(PassageHeading(level=2, pieces=_headline(section, at)))
        made += _passages(section)
    return made


def _headline(section: FrozenSection, at: int) -> tuple[TextRun, ...]:
    stop = "" if section.title.endswith(("。", "！", "？")) else "。"
    key = f"{section.key}.title"
    return (TextRun(text=f"（{numeral(at)}）"), *cut_title(section, key=key, stop=stop))


def _passages(section: FrozenSection) -> Iterator[Passage]:
    for at, leaf in enumerate(static_blocks(section.answer.blocks), start=1):
        yield from of_leaf(leaf, key=f"{section.key}.{at}")


def _asked(snapshot: Snapshot) -> list[Passage]:
    made: list[Passage] = []
    for at, (head, sentences) in enumerate(requirements(snapshot), start=1):
        made.append(PassageHeading(level=2, pieces=(TextRun(text=f"（{numeral(at)}）{head}。"),)))
        made += [Paragraph(pieces=pieces) for pieces in sentences]
    return made
