from __future__ import annotations

import re
from html import unescape

from dashboard.briefings.snapshot import Snapshot
from dashboard.sections.answer import Answer, Cards, Sentences
from dashboard.surfaces.presenter.present_slides import present_slides
from dashboard.surfaces.static_blocks import static_blocks
from tests.briefings import snapshot_of


def _text(made: object) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", " ", str(made))))


def test_a_cover_and_every_section_in_order(varied: Snapshot) -> None:
    found = list(present_slides(varied))
    titles = list(dict.fromkeys(one.title for one in found))
    assert titles == [varied.title, *dict.fromkeys(one.title for one in varied.sections)]
    assert all(one.scope for one in found)


def test_every_figure_of_every_card_is_presented(leadership: Snapshot) -> None:
    said = "".join(_text(one.body) for one in present_slides(leadership))
    figures = [
        shown.text
        for section in leadership.sections
        for leaf in static_blocks(section.answer.blocks)
        if isinstance(leaf, Cards)
        for card in leaf.cards
        for shown in card.figures
    ]
    assert len(figures) > 10
    assert [text for text in figures if re.sub(r"\s+", "", text) not in said] == []


def test_long_words_fall_on_several_slides_and_none_is_lost() -> None:
    items = tuple(f"第{number}句：" + "安全培训考试监管" * 20 for number in range(6))
    found = list(present_slides(snapshot_of(Answer(title="长", blocks=(Sentences(items=items),)))))
    assert len(found) > 2
    said = "".join(_text(one.body) for one in found[1:])
    assert all(item in said for item in items)


def test_speaker_notes_and_origin_go_with_every_slide(varied: Snapshot) -> None:
    assert all(one.origin for one in list(present_slides(varied))[1:])
