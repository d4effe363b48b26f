from sqlalchemy import Engine

from dashboard.metrics.definitions import METRICS
from dashboard.metrics.metric import Direction
from dashboard.sections.answer import Table
from dashboard.sections.data.definitions import DEFINITION_LIST, chosen
from dashboard.sections.figure_cell import Link
from tests.views import answer_of, counted, view_on


def _table(engine: Engine, **params: str) -> Table:
    answer = answer_of(DEFINITION_LIST, view_on(engine, params=params), engine=engine)
    table = answer.blocks[1]
    assert isinstance(table, Table)
    return table


def test_every_metric_is_defined_in_one_statement(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    with counted(demo_engine) as statements:
        answer = answer_of(DEFINITION_LIST, view, engine=demo_engine)
    assert len(statements) == 1
    table = answer.blocks[1]
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == [metric.label for metric in METRICS.values()]


def test_a_reader_finds_metrics_by_words_of_their_definition() -> None:
    found = [metric.key for metric in chosen(family="", search=" 补签 ")]
    assert "backfilled_share" in found
    assert len(found) < 5


def test_a_family_narrows_the_list() -> None:
    assert {metric.family for metric in chosen(family="考试", search="")} == {"exams"}
    assert len(chosen(family="全部", search="")) == len(METRICS)


def test_a_word_nobody_uses_finds_nothing(demo_engine: Engine) -> None:
    assert _table(demo_engine, q="没有这个词").rows == []


def test_each_row_says_value_direction_and_rows(demo_engine: Engine) -> None:
    label = METRICS["findings_overdue"].label
    (row,) = (row for row in _table(demo_engine, q="findings_overdue").rows if row[1] == label)
    assert METRICS["findings_overdue"].good is Direction.LOWER
    assert "越低越好" in row
    assert isinstance(row[-1], Link)
    assert row[-1].params == {"period": "全部", "metric": "findings_overdue"}


def test_a_published_value_that_stands_in_is_marked(circular_engine: Engine) -> None:
    row = next(row for row in _table(circular_engine).rows if row[1] == "复核合格")
    assert row[2] == "83家（通报）"
    assert row[-1] is None
