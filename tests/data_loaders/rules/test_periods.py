from __future__ import annotations

from datetime import date

import pytest

from data_loaders.rules.periods import period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年度", date(2024, 1, 1), date(2024, 12, 31)),
        ("2025年上半年", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025年下半年", date(2025, 7, 1), date(2025, 12, 31)),
        ("2024年11月", date(2024, 11, 1), date(2024, 11, 30)),
        ("2024年2月份", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025年1—6月", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025年1月至9月", date(2025, 1, 1), date(2025, 9, 30)),
        ("2025年第三季度", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025年一季度", date(2025, 1, 1), date(2025, 3, 31)),
        ("２０２４年１１月起", date(2024, 11, 1), None),
    ],
)
def test_words_tell_the_first_and_the_last_day(text: str, first: date, last: date | None) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize("text", ["未注明", "目前", "2024年（目前）", "2025年9—3月", "近三年", ""])
def test_other_words_tell_no_day(text: str) -> None:
    assert period(text) is None
