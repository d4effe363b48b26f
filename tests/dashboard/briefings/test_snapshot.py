"""A snapshot is canonical JSON that knows whether it is still what was frozen."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.briefings.snapshot import from_json, sealed, to_json
from dashboard.errors import SnapshotError
from tests.briefings import snapshot_of

SNAPSHOT = snapshot_of()


def test_a_snapshot_comes_back_equal() -> None:
    text = to_json(SNAPSHOT)
    assert from_json(text) == SNAPSHOT
    assert to_json(from_json(text)) == text


def test_a_second_freezing_that_says_the_same_has_the_same_hash() -> None:
    later = replace(
        SNAPSHOT,
        number="JB-20241231-001-v2",
        version=2,
        revision=9,
        frozen_by="别人",
        frozen_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert sealed(later).sha256 == SNAPSHOT.sha256
    assert sealed(replace(SNAPSHOT, title="另一份")).sha256 != SNAPSHOT.sha256


def test_a_changed_figure_is_noticed() -> None:
    text = to_json(SNAPSHOT).replace("19.9%", "29.9%")
    with pytest.raises(SnapshotError, match="校验值不符"):
        from_json(text)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "oversight-snapshot/1"}', '{"schema": "other/1"}'],
)
def test_what_is_no_snapshot_is_refused(text: str) -> None:
    with pytest.raises(SnapshotError):
        from_json(text)


def test_a_record_of_another_kind_is_refused() -> None:
    fields = json.loads(to_json(SNAPSHOT))
    fields["sections"][0]["$"] = "Popen"
    with pytest.raises(SnapshotError):
        from_json(json.dumps(fields))


def test_the_foot_of_every_page_says_demo_day_and_number() -> None:
    assert SNAPSHOT.footer == (
        "演示数据，非真实情况　·　数据截至 2024-12-31　·　快照 JB-20241231-001-v1"
    )
    assert "演示" not in replace(SNAPSHOT, dataset="production").footer
