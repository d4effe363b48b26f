"""What each kind of block becomes in the draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.sections.answer import Sentences
from dashboard.surfaces.document.passages import Exhibit, Paragraph, is_long, numeral, of_leaf
from tests.briefings import CHART, MAP, TABLE


def test_charts_maps_and_short_tables_are_shown() -> None:
    for block in (CHART, MAP, TABLE):
        (one,) = of_leaf(block, key="s1.1")
        assert isinstance(one, Exhibit)
        assert one.block == block


def test_a_map_without_a_title_is_called_by_what_it_shows() -> None:
    (one,) = of_leaf(replace(MAP, title=""), key="s")
    assert isinstance(one, Exhibit)
    assert one.title == MAP.label


def test_an_empty_table_says_why_and_a_long_one_where_it_is() -> None:
    (empty,) = of_leaf(replace(TABLE, rows=(), empty="没有记录"), key="s")
    assert isinstance(empty, Paragraph)
    assert "".join(one.text for one in empty.pieces) == "机构：没有记录。"
    long = replace(TABLE, rows=TABLE.rows * 20)
    assert is_long(long)
    (word,) = of_leaf(long, key="s")
    assert isinstance(word, Paragraph)
    assert "".join(one.text for one in word.pieces) == "机构共40行，见附件。"


def test_sentences_are_paragraphs_with_keys_of_their_own() -> None:
    made = list(of_leaf(Sentences(items=("合格3家。", "淘汰1家。")), key="s1.2"))
    keys = [piece.key for one in made if isinstance(one, Paragraph) for piece in one.pieces]
    assert [key for key in keys if key] == ["s1.2.1.1", "s1.2.2.1"]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_headings_are_counted_in_chinese(number: int, text: str) -> None:
    assert numeral(number) == text
