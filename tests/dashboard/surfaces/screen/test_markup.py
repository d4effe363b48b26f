"""Every value is escaped; only templates written in code are trusted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from dashboard.sections.figure_cell import Link
from dashboard.surfaces.screen.markup import EMPTY, anchor, href, html, joined, put
from tests.screen import Piece, parsed, target

HOSTILE = '"><script>alert(1)</script>'


def test_values_are_escaped_in_text_and_in_attributes() -> None:
    made = html('<p title="{}">{}</p>', HOSTILE, HOSTILE)
    ((tag, attributes),) = parsed(made).tags
    assert (tag, attributes) == ("p", [("title", HOSTILE)])
    assert parsed(made).words == [HOSTILE]


def test_pieces_made_here_are_not_escaped_again() -> None:
    assert html("<ul>{}</ul>", html("<li>{}</li>", "<")) == "<ul><li>&lt;</li></ul>"


def test_braces_of_a_value_are_only_braces() -> None:
    assert html("<b>{}</b>", "{0.__class__}") == "<b>{0.__class__}</b>"


@given(st.text())
def test_no_text_opens_a_tag(text: str) -> None:
    assert [tag for tag, _ in parsed(html("<p>{}</p>", text)).tags] == ["p"]


def test_pieces_are_joined_and_none_is_empty() -> None:
    assert joined([html("<i>{}</i>", 1), html("<i>{}</i>", 2)]) == "<i>1</i><i>2</i>"
    assert joined([]) == EMPTY == Markup("")


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text(min_size=1)))
def test_a_link_brings_its_parameters(params: dict[str, str]) -> None:
    params = {name: value.encode("utf-8", "replace").decode() for name, value in params.items()}
    made = anchor(Link(label="去", page="findings-map", params=params))
    ((_, attributes),) = parsed(made).tags
    assert target(dict(attributes)["href"] or "") == ("findings-map", params)


def test_a_link_without_parameters_is_bare() -> None:
    assert href(Link(label="去", page="data")) == "data"


def test_a_link_stays_in_its_tab() -> None:
    assert 'target="_self"' in anchor(Link(label="去", page="data"))


def test_nothing_draws_nothing() -> None:
    assert Piece(put, EMPTY).of("html") == []
    assert Piece(put, html("<p>{}</p>", "有")).text == "有"
