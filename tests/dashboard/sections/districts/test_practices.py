from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.clusters import COMPARABLE
from dashboard.sections.answer import Answer, Table
from dashboard.sections.districts.practices import BEARS_ON, PRACTICES
from dashboard.sections.figure_cell import Link
from tests.dashboard.sections.districts.kept import answer_on


def answered(engine: Engine, district: str = "") -> Answer:
    return answer_on(PRACTICES, engine, district=district)


def rows_of(answer: Answer) -> list[list[object]]:
    [table] = answer.blocks
    assert isinstance(table, Table)
    return [list(row) for row in table.rows]


def test_every_practice_of_the_circular_is_there_with_its_source(demo_engine: Engine) -> None:
    answer = answered(demo_engine)
    assert answer.title == "可以学谁：通报列出的4个单位7条做法，旁边是对应的指标"
    rows = rows_of(answer)
    assert {str(row[-1]) for row in rows} == {"渝应急办发〔2024〕39号 一（二）"}


def test_a_practice_stands_beside_the_measure_it_bears_on_with_its_unit(
    demo_engine: Engine,
) -> None:
    rows = [row for row in rows_of(answered(demo_engine, "沙坪坝区")) if row[1] == "专项执法"]
    measures = [row[3].label if isinstance(row[3], Link) else row[3] for row in rows]
    assert measures == ["次均发现问题", "整改完成率（按问题）"]
    assert rows[0][4] == "0.67项/次（检查9次）"


def test_publicity_bears_on_no_comparable_measure(demo_engine: Engine) -> None:
    rows = [row for row in rows_of(answered(demo_engine)) if row[1] == "宣传引导"]
    assert {row[3] for row in rows} == {"没有可比的指标"}


def test_a_district_without_any_says_so(demo_engine: Engine) -> None:
    assert answered(demo_engine, "黔江区").title == "通报没有列出黔江区的经验做法"


def test_the_circular_alone_shows_practices_without_values(circular_engine: Engine) -> None:
    assert {row[4] for row in rows_of(answered(circular_engine))} == {None}


def test_practices_bear_on_comparable_measures_alone() -> None:
    assert {key for keys in BEARS_ON.values() for key in keys} <= set(COMPARABLE)
