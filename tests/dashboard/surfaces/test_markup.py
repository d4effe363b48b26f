"""Pieces made for any surface; the screen's own are in tests/dashboard/surfaces/screen."""

from __future__ import annotations

from dashboard.surfaces.markup import html, ours


def test_only_what_is_ours_is_taken_as_it_is() -> None:
    assert html("<i>{}</i>{}", "<b>", ours("<b>")) == "<i>&lt;b&gt;</i><b>"
