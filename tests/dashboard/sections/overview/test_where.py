"""The small map, the points of the period, and whether the numbers can be trusted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.sections.answer import Answer, Cards, Map, Row, Sentences
from dashboard.sections.overview.where import WHERE
from tests.views import answer_of, view_on


def blocks(answer: Answer, kind: type) -> list[Any]:
    (row,) = (block for block in answer.blocks if isinstance(block, Row))
    return [one for _, inner in row.columns for one in inner if isinstance(one, kind)]


@pytest.fixture
def demo(demo_engine: Engine) -> Answer:
    return answer_of(WHERE, view_on(demo_engine), engine=demo_engine)


@pytest.fixture
def circular(circular_engine: Engine) -> Answer:
    return answer_of(WHERE, view_on(circular_engine), engine=circular_engine)


def test_the_points_are_written_from_figures(demo: Answer) -> None:
    (sentences,) = blocks(demo, Sentences)
    said = "".join(sentences.items)
    for part in (
        "复核98家安全培训机构，合格83家，整改6家，淘汰9家",
        "检查8个区县，发现问题181项，行政处罚5.3万元，移交公安2起，刑事拘留3人，上网追逃1人",
    ):
        assert part in said
    assert "—" not in said


def test_without_ledgers_a_sentence_of_missing_figures_is_left_out(circular: Answer) -> None:
    (sentences,) = blocks(circular, Sentences)
    said = "".join(sentences.items)
    assert "发现问题181项" in said
    assert "监督检查" not in said
    assert "—" not in said


def test_the_map_has_every_unit_and_its_table(demo: Answer) -> None:
    (drawn,) = blocks(demo, Map)
    assert drawn.small
    assert len(drawn.units) == 42
    assert len(drawn.table.rows) == 42
    assert drawn.alt


def test_on_the_map_no_ledger_is_not_zero(circular: Answer) -> None:
    (drawn,) = blocks(circular, Map)
    assert {unit.state for unit in drawn.units} == {"no_data"}
    assert drawn.table.rows == []


def test_trust_is_counted(demo: Answer, circular: Answer) -> None:
    for answer, said in (
        (demo, "25项与台账一致，0项不一致，0项台账无记录"),
        (circular, "1项与台账一致，0项不一致，24项台账无记录"),
    ):
        (cards,) = blocks(answer, Cards)
        assert any(said in str(line) for card in cards.cards for line in card.lines)


def test_every_metric_named_is_explained(demo: Answer) -> None:
    assert "findings_overdue" in demo.metrics
    assert len(demo.metrics) == len(set(demo.metrics))


def test_before_the_circular_speaks_it_is_in_no_sentence(demo_engine: Engine) -> None:
    early = view_on(demo_engine, as_of=date(2022, 6, 30))
    answer = answer_of(WHERE, early, engine=demo_engine)
    (sentences,) = blocks(answer, Sentences)
    assert not any("回头看" in one for one in sentences.items)
    (trust,) = blocks(answer, Cards)
    assert trust.cards[0].lines[0].startswith("通报所述截至2024-12-31")


def test_the_look_back_is_said_with_its_month(demo: Answer) -> None:
    (sentences,) = blocks(demo, Sentences)
    assert any(one.startswith("2024年11月“回头看”：检查8个区县") for one in sentences.items)
