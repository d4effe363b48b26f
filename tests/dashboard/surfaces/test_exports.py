"""Every format says what the snapshot says, in the same bytes every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.briefings.figures import told
from dashboard.briefings.snapshot import Snapshot, from_json
from dashboard.surfaces.exports import EXPORTS
from tests.briefings import snapshot_of
from tests.export_cost import CEILING_MB, SECTIONS, apart
from tests.exports import file_of, hostile, squeezed, text_in

READABLE = ("docx", "pdf", "pptx", "xlsx")


@pytest.mark.parametrize("kind", READABLE)
def test_every_figure_of_the_snapshot_stands_in_the_file(kind: str, varied: Snapshot) -> None:
    text = text_in(kind, file_of(kind, varied)).replace("·", "")
    wanted = told(varied)
    assert len(wanted) > 1_000
    assert [one for one in wanted if squeezed(one.text).replace("·", "") not in text] == []


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_the_same_snapshot_gives_the_same_bytes(kind: str, leadership: Snapshot) -> None:
    export = EXPORTS[kind]
    assert export.key == kind
    assert export.make(leadership) == file_of(kind, leadership)


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_a_snapshot_with_every_block_and_one_that_attacks_can_be_exported(kind: str) -> None:
    for snapshot in (snapshot_of(), hostile()):
        assert file_of(kind, snapshot)


def test_json_is_the_snapshot(leadership: Snapshot) -> None:
    assert from_json(file_of("json", leadership).decode()) == leadership


def test_a_file_is_named_by_number_and_title() -> None:
    snapshot = hostile()
    assert EXPORTS["pptx"].file_name(snapshot) == "JB-20241231-001-v1 =HYPERLINK(httpx,y).pptx"


def test_a_hundred_slides_stay_within_the_stated_memory_and_tell_their_progress() -> None:
    found = apart("pptx")
    assert found["told"] == SECTIONS
    assert found["most_mb"] < CEILING_MB


@pytest.mark.parametrize("kind", ["pptx", "xlsx"])
def test_the_moment_of_freezing_is_that_of_chongqing(kind: str) -> None:
    late = replace(snapshot_of(), frozen_at=datetime(2025, 1, 2, 20, 30, tzinfo=UTC))
    assert "2025-01-0304:30" in squeezed(text_in(kind, file_of(kind, late)))
