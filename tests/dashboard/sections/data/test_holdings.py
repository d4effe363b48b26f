from datetime import date

from sqlalchemy import Engine

from dashboard.sections.answer import Facts, Table
from dashboard.sections.data.holdings import HOLDING_LIST
from dashboard.store.models.operation import LEDGERS
from tests.views import answer_of, view_on


def _parts(engine: Engine, *, as_of: date | None = None) -> tuple[str, Facts, dict[str, Table]]:
    answer = answer_of(HOLDING_LIST, view_on(engine, as_of=as_of), engine=engine)
    facts, *tables = answer.blocks
    assert isinstance(facts, Facts)
    return answer.title, facts, {one.key: one for one in tables if isinstance(one, Table)}


def test_every_ledger_says_how_new_it_is(demo_engine: Engine) -> None:
    title, _, tables = _parts(demo_engine)
    assert title.startswith("9本台账已导入9本")
    rows = {row[0]: row for row in tables["freshness"].rows}
    assert list(rows) == list(LEDGERS.values())
    assert rows["考试月报"][4:6] == [date(2024, 12, 31), "0天"]
    assert rows["机构台账"][3:6] == [None, None, None]


def test_an_earlier_day_is_looked_at_as_of_that_day(demo_engine: Engine) -> None:
    _, _, tables = _parts(demo_engine, as_of=date(2023, 6, 30))
    last = [row[4] for row in tables["freshness"].rows if row[4] is not None]
    assert all(isinstance(day, date) and day <= date(2023, 6, 30) for day in last)


def test_ledgers_not_loaded_say_so_and_count_nothing(circular_engine: Engine) -> None:
    title, _, tables = _parts(circular_engine)
    assert "均未导入" in title
    assert all(
        row[1:] == [None, None, None, None, None, "未导入"] for row in tables["freshness"].rows
    )
    assert tables["batches"].rows == []


def test_units_of_every_time_stand_with_hosts_and_what_became_of_them(
    circular_engine: Engine,
) -> None:
    _, _, tables = _parts(circular_engine)
    units = {row[0]: row for row in tables["places"].rows}
    assert len(units) == 43
    assert units["CQ-SQ"][5] == "在大足区"
    assert units["500111"][5] == "有双桥经开区"
    assert units["500105"][4] == date(2025, 11, 5)
    became = "2025-11-06公布，全部归入两江新区，2025-12-05启用新代码，2026-01-25起新机构履职"
    assert became in str(units["500105"][6])


def test_the_map_says_that_it_is_a_sketch_without_an_approval_number(
    circular_engine: Engine,
) -> None:
    _, facts, _ = _parts(circular_engine)
    assert "不作为划界依据" in str(dict(facts.items)["地图审图号"])


def test_it_says_how_far_each_unit_has_reported_and_what_makes_the_citys_day(
    demo_engine: Engine,
) -> None:
    _, facts, tables = _parts(demo_engine)
    reports = tables["reports"]
    assert len(reports.rows) == 42
    by_unit = {row[0]: row for row in reports.rows}
    labels = [column.label for column in reports.columns]
    exams = labels.index("考试月报")
    assert by_unit["万州区"][exams] == date(2024, 12, 31)
    assert by_unit["城口县"][exams] is None
    for row in reports.rows:
        days = [day for day in row[2:] if isinstance(day, date)]
        assert row[1] == max(days, default=None)
    newest = sorted((row[1] for row in reports.rows if isinstance(row[1], date)), reverse=True)
    assert newest[(len(newest) - 1) // 2] == dict(facts.items)["数据截至"] == date(2024, 12, 31)
    assert "至少一半" in str(dict(facts.items)["数据截至怎么定"])
    assert "至少一半" in reports.note


def test_without_ledgers_nobody_has_reported(circular_engine: Engine) -> None:
    _, _, tables = _parts(circular_engine)
    assert tables["reports"].rows == []
