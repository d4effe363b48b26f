"""Text as people type it."""

from __future__ import annotations

import pytest

from data_loaders.reading.text import (
    BLANKS,
    folded,
    is_blank,
    is_ditto,
    is_error,
    name,
    unwrapped,
    words,
)


def test_names_have_no_space_and_chinese_brackets() -> None:
    assert name(" 重庆\u3000示例\n(集团）\u200b公司１２Ａ ") == "重庆示例（集团）公司12A"
    assert name("示例检〔2024〕1号") == "示例检〔2024〕1号"


def test_words_keep_space_between_latin_words_only() -> None:
    assert words("见\n附件 ABC  DEF，缺\t签到表") == "见附件 ABC DEF，缺签到表"
    assert words("plain") == "plain"


def test_folded_text_compares_alike_however_it_is_typed() -> None:
    assert folded("罚款金额(万元) ") == folded("罚款金额（万元）") == folded("罚款\n金额【万元】")


def test_long_text_is_read_like_any_other() -> None:
    assert name("长 " * 500) == "长" * 500
    assert folded("长 " * 500) == "长" * 500


@pytest.mark.parametrize("text", ["", " ", "/", "／", "无", "—", "－", "N/A", "#N/A", "　"])
def test_marks_for_nothing(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "无锡", "同上", "#REF!", "a/b"])
def test_what_is_not_nothing(text: str) -> None:
    assert not is_blank(text)


def test_ditto_and_errors() -> None:
    assert is_ditto(" 同上\n")
    assert is_ditto("〃")
    assert not is_ditto("同上午")
    assert is_error(" #name? ")
    assert not is_error("#N/A")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('="00123"', "00123"),
        ('="" ', ""),
        ("'00123", "00123"),
        ("'", "'"),
        ("''", "''"),
        ("'90后'", "'90后'"),
        ('="甲"&"乙"', '="甲"&"乙"'),
        ("=1+1", "=1+1"),
        ("00123", "00123"),
    ],
)
def test_marks_that_keep_text_from_being_a_number_go(text: str, told: str) -> None:
    assert unwrapped(text) == told


def test_every_mark_for_nothing_is_one_however_it_is_spaced() -> None:
    for mark in BLANKS:
        assert is_blank(mark)
        assert is_blank(f"\u3000{mark} ")
        assert is_blank(f" {mark[:1]}\u200b{mark[1:]}") or folded(mark) not in BLANKS
    for text in ("无证上岗", "空白登记表", "未报名人员", "不详见附件", "暂无证"):
        assert not is_blank(text)
