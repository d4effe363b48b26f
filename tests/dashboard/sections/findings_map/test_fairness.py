from collections.abc import Mapping

from sqlalchemy import Engine

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Row, Table
from dashboard.sections.districts.comparison import COMPARISON
from dashboard.sections.districts.standings import STANDINGS
from dashboard.sections.findings_map.fairness import FAIRNESS
from dashboard.sections.findings_map.where import WHERE
from tests.views import answer_of, view_on


def answered(engine: Engine, measure: str, *, district: str = "") -> Answer:
    params: Mapping[str, str] = {"measure": measure}
    view = view_on(engine, filters=Filters(district=district), params=params)
    return answer_of(FAIRNESS, view, engine=engine)


def chart_of(answer: Answer) -> Chart:
    [row] = [one for one in answer.blocks if isinstance(one, Row)]
    [chart] = [one for _, blocks in row.columns for one in blocks if isinstance(one, Chart)]
    return chart


def test_a_rate_is_shown_by_groups_and_never_by_rank(demo_engine: Engine) -> None:
    chart = chart_of(answered(demo_engine, "次均问题"))
    rows = [row for row in chart.spec["data"]["values"] if "row" in row]
    headings = [row["row"] for row in rows if row["row"].startswith("▎")]
    assert [one.strip("▎").partition("（")[0] for one in headings] == [
        "无法区分",
        "样本不足",
        "未检查",
    ]
    assert len(rows) - len(headings) == 42


def test_every_page_that_names_districts_asks_the_very_same(demo_engine: Engine) -> None:
    view = view_on(demo_engine, filters=Filters(district="渝北区"))
    asked = [one.ask(view)["compared"] for one in (FAIRNESS, WHERE, COMPARISON, STANDINGS)]
    assert len(set(asked)) == 1


def test_thin_and_uninspected_units_have_words_instead_of_a_dot(demo_engine: Engine) -> None:
    values = chart_of(answered(demo_engine, "次均问题")).spec["data"]["values"]
    rows = {row["row"]: row for row in values if "row" in row}
    assert rows["双桥经开区"]["value"] is None
    assert rows["双桥经开区"]["says"].startswith("检查3次")
    assert rows["城口县"]["says"] == "未检查"


def test_a_count_never_stands_without_its_inspections(demo_engine: Engine) -> None:
    values = chart_of(answered(demo_engine, "发现问题")).spec["data"]["values"]
    ends = {row["row"]: row["end"] for row in values if "row" in row}
    assert ends["沙坪坝区"] == "6项　检查9次"
    assert ends["城口县"] == "未检查"


def test_the_chosen_district_stands_out(demo_engine: Engine) -> None:
    values = chart_of(answered(demo_engine, "发现问题", district="涪陵区")).spec["data"]["values"]
    assert [row["row"] for row in values if not row.get("faded", True)] == ["涪陵区"]


def test_naming_is_answered_by_the_matrix(demo_engine: Engine) -> None:
    [row] = answered(demo_engine, "通报点名").blocks
    assert isinstance(row, Row)
    assert isinstance(row.columns[0][1][0], Table)


def test_without_a_ledger_there_is_nothing_to_compare_but_names(circular_engine: Engine) -> None:
    assert answered(circular_engine, "次均问题").title.startswith("通报在哪几类问题里")


def test_a_bare_store_is_not_asked(bare_engine: Engine) -> None:
    assert not FAIRNESS.when(view_on(bare_engine))
