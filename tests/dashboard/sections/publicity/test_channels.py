from __future__ import annotations

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Table
from dashboard.sections.publicity.channels import BY_CHANNEL
from dashboard.store.models.publicity import CHANNELS
from tests.views import answer_of, view_on


def _answer(engine: Engine, *, filters: Filters | None = None) -> tuple[Answer, Table]:
    answer = answer_of(BY_CHANNEL, view_on(engine, filters=filters), engine=engine)
    (table,) = answer.blocks
    assert isinstance(table, Table)
    return answer, table


def test_every_channel_has_a_row_and_items_have_no_total(demo_engine: Engine) -> None:
    _, table = _answer(demo_engine)
    assert [row[0] for row in table.rows] == [*CHANNELS.values(), "合计"]
    assert table.rows[-1][2] == "单位不同，不相加"


def test_items_keep_the_unit_of_their_channel(demo_engine: Engine) -> None:
    _, table = _answer(demo_engine)
    items = {row[0]: str(row[2]) for row in table.rows}
    assert items["微视频"].endswith("期")
    assert items["微信公众号"].endswith("次")
    assert items["宣传资料"] == "以份数计"


def test_reach_has_a_column_for_each_reporter_and_none_for_all(demo_engine: Engine) -> None:
    answer, table = _answer(demo_engine)
    reach = [column.label for column in table.columns if column.unit == "person_times"]
    assert reach == ["主办方填报", "平台统计", "来源未说明"]
    assert "不相加" in answer.title


def test_lower_bounds_stay_in_rows_and_totals(demo_engine: Engine) -> None:
    _, table = _answer(demo_engine, filters=Filters(district="500106"))
    assert table.rows[-1][3] == "152,600余"
    assert table.rows[-1][4] == "1,018,000余"


def test_few_activities_have_no_share(demo_engine: Engine) -> None:
    _, table = _answer(demo_engine, filters=Filters(district="CQ-SQ"))
    shares = {row[0]: row[-1] for row in table.rows}
    assert shares["微信公众号"] == "样本不足"
    assert shares["微视频"] == "未填报"


def test_without_a_ledger_the_gap_is_said(circular_engine: Engine) -> None:
    answer, table = _answer(circular_engine)
    assert table.rows == []
    assert "原文未说明" in table.empty
    assert "无记录" in answer.title
