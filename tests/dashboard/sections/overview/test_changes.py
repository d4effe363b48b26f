"""Two days side by side: both named, the difference in words, and chance told from change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

from sqlalchemy import Engine

from dashboard import units
from dashboard.sections.answer import Notice, Table
from dashboard.sections.overview.changes import CHANGES
from tests.views import answer_of, figure_of, view_on

EARLIER = date(2024, 9, 30)


def table_of(engine: Engine, *, earlier: date = EARLIER) -> tuple[str, Table, str]:
    answer = answer_of(CHANGES, replace(view_on(engine), earlier=earlier), engine=engine)
    table, *notices = answer.blocks
    assert isinstance(table, Table)
    said = "".join(one.text for one in notices if isinstance(one, Notice))
    return answer.title, table, said


def test_both_days_are_named_and_the_difference_is_theirs(demo_engine: Engine) -> None:
    title, table, _ = table_of(demo_engine)
    heads = [column.label for column in table.columns]
    assert heads[1:3] == ["截至2024年9月30日", "截至2024年12月31日"]
    rows = {row[0]: row for row in table.rows}
    then = figure_of("findings", engine=demo_engine, as_of=EARLIER).value
    now = figure_of("findings", engine=demo_engine, as_of=date(2024, 12, 31)).value
    change = units.difference(now, then, unit="findings")
    assert list(rows["发现问题"][1:4]) == [
        units.text(then, unit="findings"), units.text(now, unit="findings"), change
    ]  # fmt: skip
    assert f"发现问题{change}" in title
    assert title.startswith("较2024年9月30日：")


def test_a_share_changes_in_percentage_points_and_is_tested_against_before(
    demo_engine: Engine,
) -> None:
    _, table, _ = table_of(demo_engine)
    rows = {row[0]: row for row in table.rows}
    assert "个百分点" in str(rows["按期整改率"][3])
    then = figure_of("on_time_share", engine=demo_engine, as_of=EARLIER)
    now = figure_of("on_time_share", engine=demo_engine, as_of=date(2024, 12, 31))
    assert then.denominator is not None
    assert now.denominator is not None
    added = round(now.denominator - then.denominator)
    assert f"新增{added}件中" in str(rows["按期整改率"][4])
    assert "显著" in str(rows["按期整改率"][4])
    assert rows["复核合格率"][4] == "", "the same institutions on both days"


def test_the_same_day_shows_no_difference_and_too_little_to_test(demo_engine: Engine) -> None:
    _, table, _ = table_of(demo_engine, earlier=date(2024, 12, 31))
    assert {row[3] for row in table.rows} == {"持平"}
    assert {row[4] for row in table.rows} == {"", "样本不足（新增0件）"}


def test_what_the_store_cannot_tell_is_said(demo_engine: Engine) -> None:
    _, _, said = table_of(demo_engine)
    assert "不含补报和更正" in said
    assert "该日之后共导入" in said
    assert "以冻结的简报为准" in said


def test_a_load_belongs_to_its_day_in_chongqing(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    just_after_midnight = datetime(2024, 9, 30, 16, 30, tzinfo=UTC)
    batch = SimpleNamespace(loaded_at=just_after_midnight, rows_added=1, rows_updated=0)
    view = replace(view, earlier=EARLIER, reference=replace(view.reference, batches=(batch,)))
    _, *notices = answer_of(CHANGES, view, engine=demo_engine).blocks
    assert "该日之后共导入1个批次" in "".join(
        one.text for one in notices if isinstance(one, Notice)
    )


def test_without_ledgers_nothing_is_compared(circular_engine: Engine) -> None:
    title, table, said = table_of(circular_engine)
    assert title == "较2024年9月30日：台账无记录，无从比较"
    assert list(table.rows) == []
    assert said == ""


def test_rows_that_the_title_quotes_come_first(demo_engine: Engine) -> None:
    title, table, _ = table_of(demo_engine)
    quoted = [f"{row[0]}{row[3]}" for row in table.rows[:3]]
    assert title.partition("：")[2] == "，".join(quoted)
