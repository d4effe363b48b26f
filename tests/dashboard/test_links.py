import pytest

from dashboard.links import read_key, read_page

NO_NUMBERS = ["", "-2", "abc", "９", "1.0", "1e3", " 1", "9" * 5000]


@pytest.mark.parametrize(("text", "page"), [("3", 3), ("0", 1), ("999999", 999_999)])
def test_a_page_asked_for_is_a_number_from_one(text: str, page: int) -> None:
    assert read_page(text) == page


@pytest.mark.parametrize("text", [*NO_NUMBERS, "1000000"])
def test_what_is_no_page_is_the_first(text: str) -> None:
    assert read_page(text) == 1


def test_a_key_is_a_number_that_a_database_takes() -> None:
    assert read_key("999999999") == 999_999_999 < 2**31


@pytest.mark.parametrize("text", [*NO_NUMBERS, "1000000000"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None
