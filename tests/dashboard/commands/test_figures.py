from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.access.cases import SUPPRESSED
from dashboard.commands.figures import SCHEMA, figures
from dashboard.errors import BadFilterError, StoreNotMigratedError, UnknownPlaceError
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from tests.isolation import TODAY

Figures = dict[str, dict[str, object]]


def _figures(engine: Engine, *, as_of: str = "", **params: str) -> Figures:
    document = figures(engine, as_of=as_of, params=params)
    return {one["key"]: one for one in document["figures"]}


def test_the_document_says_what_it_is_of(demo_engine: Engine) -> None:
    document = figures(demo_engine, params={"district": "沙坪坝", "category": "培训档案"})
    assert document["schema"] == SCHEMA
    assert document["dataset"] == "demo"
    assert document["as_of"] == document["data_until"] == "2024-12-31"
    assert document["scope"] == "沙坪坝区 · 本年（2024年1月1日至2024年12月31日） · 培训档案"
    assert document["filters"] == {"district": "500106", "category": "培训档案"}


def test_every_metric_is_there_in_its_order(demo_engine: Engine) -> None:
    assert list(_figures(demo_engine)) == list(METRICS)


def test_all_published_figures_agree_with_the_demo(demo_engine: Engine) -> None:
    document = figures(demo_engine, params={})
    assert len(document["published"]) == 25
    assert {one["state"] for one in document["published"]} == {"agrees"}
    of_city = [one["published"] for one in document["figures"] if one["published"]]
    assert {one["scope"] for one in of_city} == {"全市", "8个区县合计"}
    assert len(of_city) == 12


def test_a_figure_of_a_district_stands_beside_no_other(demo_engine: Engine) -> None:
    """459 orders of the whole city do not agree with two of one district."""
    key = "rectification_orders_issued"
    assert _figures(demo_engine)[key]["published"] is None
    params = {"district": "沙坪坝区", "period": "全部"}
    (own,) = (one for one in figures(demo_engine, params=params)["figures"] if one["key"] == key)
    assert own["published"]["text"] == own["text"] == "2份"


def test_nothing_published_stands_in_figures_of_an_earlier_day(demo_engine: Engine) -> None:
    document = figures(demo_engine, as_of="2022-06-30", params={})
    assert document["published"] == []
    assert not any(one["published"] for one in document["figures"])
    assert {one["stands_for"] for one in document["figures"]} == {"ledger"}


def _question() -> FigureQuery:
    return FigureQuery(
        metrics=tuple(METRICS), as_of=date(2024, 6, 30), filters=Filters(period="year")
    )


def test_values_are_those_measured(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        (measured,) = measure(session, [_question()])
    found = _figures(demo_engine, as_of="2024-06-30")
    for key, one in found.items():
        if one["stands_for"] == "ledger":
            assert one["value"] == measured.get(key).value
        assert one["numerator"] == measured.get(key).numerator


def test_money_is_fen_beside_its_text(demo_engine: Engine) -> None:
    fine = _figures(demo_engine)["lookback_penalty_cny"]
    assert (fine["value"], fine["unit"], fine["text"]) == (5_300_000, "fen", "5.3万元")


def test_a_lower_bound_is_marked(demo_engine: Engine) -> None:
    reach = _figures(demo_engine, district="沙坪坝区")["publicity_audience_person_times"]
    assert reach["at_least"] is True
    assert "余" in str(reach["text"])


def test_without_ledgers_the_circular_stands_in_and_the_rest_is_missing(
    circular_engine: Engine,
) -> None:
    found = _figures(circular_engine)
    total, rate = found["review_institutions_total"], found["qualified_share"]
    assert (total["value"], total["stands_for"], total["numerator"]) == (98, "published", None)
    assert (rate["value"], rate["text"], rate["stands_for"]) == (None, "无台账", "ledger")
    assert total["published"]["state"] == "no_ledger"  # type: ignore[index]


def test_few_persons_of_a_part_of_the_city_are_not_told(demo_engine: Engine) -> None:
    city = _figures(demo_engine)["lookback_persons_detained"]
    part = _figures(demo_engine, district="丰都县")["lookback_persons_detained"]
    assert city["value"] == 3
    assert (part["value"], part["numerator"], part["text"]) == (None, None, SUPPRESSED)
    assert (city["rows"], part["rows"]) == (2, None)


def test_clocks_tick_to_any_day_until_today(demo_engine: Engine) -> None:
    late = {
        day: _figures(demo_engine, as_of=day)["findings_overdue"]["value"]
        for day in ("2024-12-31", "2025-01-31", TODAY.isoformat())
    }
    open_ = _figures(demo_engine)["findings_open"]["value"]
    assert late["2024-12-31"] < late["2025-01-31"] < late[TODAY.isoformat()] <= open_


def test_persons_by_district(demo_engine: Engine) -> None:
    """Somebody is in one of these, nobody in others: nothing told of them differs."""
    told = [
        {**_figures(demo_engine, district=name)[key], "source": None}
        for key in ("lookback_persons_detained", "lookback_persons_wanted")
        for name in ("丰都县", "黔江区", "渝中区", "两江新区", "万盛经开区")
    ]
    assert all(one == told[0] for one in told[:5])
    assert all(one == told[5] for one in told[5:])


def test_sources_are_batches_with_their_moment_in_utc(demo_engine: Engine) -> None:
    source = _figures(demo_engine)["findings"]["source"]
    assert source["ledger_label"] == "问题台账"  # type: ignore[index]
    assert source["batches"][0]["loaded_at"] == "2025-01-03T09:00:00+00:00"  # type: ignore[index]


@pytest.mark.parametrize(
    ("given", "error", "says"),
    [
        ({"as_of": "2999-01-01"}, BadFilterError, "2999-01-01晚于今天"),
        ({"as_of": "昨天"}, BadFilterError, "不是日期"),
        ({"campaign": "没有的行动"}, BadFilterError, "现有：.*回头看"),
        ({"kind": "没有的类型"}, BadFilterError, "不在可选项"),
        ({"district": "没有的区"}, UnknownPlaceError, "不在区县和开发区名单"),
    ],
)
def test_what_cannot_be_asked_is_said(
    demo_engine: Engine, given: dict[str, str], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        _figures(demo_engine, **given)


def test_an_empty_store_says_what_to_do(empty_engine: Engine) -> None:
    with pytest.raises(StoreNotMigratedError, match="oversight init"):
        _figures(empty_engine)
