"""Every kind of block goes into JSON and comes back equal; what cannot be frozen is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.briefings import snapshot
from dashboard.briefings.frozen import RECORDS, decode, encode
from dashboard.errors import SnapshotError
from dashboard.metrics.states import FigureState
from dashboard.sections.answer import Block, Search, Table
from tests.briefings import ALL_BLOCKS, TABLE


@pytest.mark.parametrize("block", ALL_BLOCKS, ids=lambda one: type(one).__name__)
def test_a_block_comes_back_equal(block: Block) -> None:
    assert decode(json.loads(json.dumps(encode(block), allow_nan=False))) == block


@pytest.mark.parametrize(
    "value",
    [None, "", 0, 0.1 + 0.2, True, date(2024, 2, 29), datetime(2024, 1, 1, 8, tzinfo=UTC), ()],
)
def test_a_value_comes_back_equal_and_of_its_kind(value: object) -> None:
    back = decode(json.loads(json.dumps(encode(value))))
    assert back == value
    assert type(back) is type(value)


def test_a_way_to_read_more_is_not_frozen() -> None:
    live: Table = replace(TABLE, whole=lambda session: [])
    with pytest.raises(SnapshotError, match="whole"):
        encode(live)


def test_a_control_is_not_frozen() -> None:
    with pytest.raises(SnapshotError, match="Search"):
        encode(Search(name="q", label="查找", placeholder=""))


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ({"value": 5.0}, FigureState.VALUE),
        ({"value": 0.0}, FigureState.ZERO),
        ({"value": 0.5, "thin": True}, FigureState.THIN),
        ({"value": None}, FigureState.NOT_REPORTED),
        ({"value": None, "withheld": True}, FigureState.WITHHELD),
    ],
)
def test_a_figure_frozen_before_it_had_a_state_is_read(
    told: dict[str, object], state: FigureState
) -> None:
    older = {
        "$": "Figure",
        "metric": "findings",
        "group": [],
        "numerator": 5.0,
        "denominator": None,
        "rows": 5,
        "exposure": 2,
        "at_least": False,
        "thin": False,
        "curve": None,
        "withheld": False,
    }
    read = decode({**older, **told})
    assert (read.state, read.population) == (state, 2)


def test_a_name_in_snapshots_stays_though_the_class_is_renamed() -> None:
    kept = "Answer Card Cards Chart Column Definition Event Facts Figure Filters FrozenSection Link"
    kept += " Links Map Named NamedClass Native Notice Part Row Sentences Series Shown Table"
    kept += " Timeline UnitValue Written"
    assert snapshot.FrozenSection in RECORDS.values()
    assert sorted(RECORDS) == kept.split()
