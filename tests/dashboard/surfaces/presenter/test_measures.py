from hypothesis import given
from hypothesis import strategies as st

from dashboard.surfaces.presenter.measures import BODY_LINES, BODY_WIDTH, batches, lines, paged


@given(st.lists(st.text(alphabet="安全培训0123，", min_size=1, max_size=900), max_size=8))
def test_pages_hold_every_letter_and_none_is_too_high(texts: list[str]) -> None:
    pages = list(paged(texts, room=BODY_WIDTH))
    assert "".join(part for page in pages for part in page) == "".join(texts)
    for page in pages:
        assert sum(lines(part, room=BODY_WIDTH) for part in page) <= BODY_LINES


def test_pieces_are_nearly_equal() -> None:
    assert [list(part) for part in batches(range(12), most=11)] == [
        list(range(6)),
        list(range(6, 12)),
    ]
    assert list(batches([], most=3)) == []
