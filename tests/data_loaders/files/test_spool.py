"""Rows and texts put aside are read back as they were, as often and in whatever order asked."""

from __future__ import annotations

from datetime import date

import pytest

from data_loaders.files import spool
from data_loaders.files.spool import SpooledRows, SpooledTexts


@pytest.mark.parametrize("in_memory", [10, 1_000_000])
def test_rows_come_back_with_the_blank_ones_between_them(
    in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", in_memory)
    rows = SpooledRows()
    day = date(2024, 1, 1)
    kept = {number: (f"甲{number}", number, day, None) for number in range(3, 3_000, 7)}
    for number, row in kept.items():
        rows.add(number, row)
    expected = [kept.get(number, ()) for number in range(1, max(kept) + 1)]
    assert list(rows.read()) == expected
    assert list(rows.read()) == expected
    assert rows.last == max(kept)


def test_two_readers_do_not_disturb_each_other() -> None:
    rows = SpooledRows()
    for number in range(1, 2_001):
        rows.add(number, (number,))
    one, other = rows.read(), rows.read()
    assert [next(one) for _ in range(1_200)][-1] == (1_200,)
    assert [next(other) for _ in range(3)][-1] == (3,)
    assert next(one) == (1_201,)


@pytest.mark.parametrize("in_memory", [10, 1_000_000])
def test_texts_come_back_by_their_number(in_memory: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", in_memory)
    texts = SpooledTexts()
    told = ["", "渝北区", "a\r\nb", "🙂", *(f"第{number}段" for number in range(500))]
    for text in told:
        texts.append(text)
    assert len(texts) == len(told)
    assert [texts[number] for number in reversed(range(len(told)))] == told[::-1]
    texts.append("后来的")
    assert texts[len(told)] == "后来的"
