"""Filters: what a reader chooses comes back from the URL as it was, and bad values are named."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.errors import BadFilterError
from dashboard.metrics.facts import FACTS, FINDINGS, PUBLICITY, STANDARDS, STATES
from dashboard.metrics.filters import Filters, from_query, read_day
from dashboard.metrics.measure import Question, measure
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.store.reference import read_reference

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))
NAMES = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    return Filters(
        first=draw(st.sampled_from([None, days[0]])),
        last=draw(st.sampled_from([None, days[1]])),
        district=draw(NAMES),
        kind=draw(st.sampled_from(["", *INSTITUTION_KINDS.values()])),
        campaign=draw(NAMES),
        category=draw(st.sampled_from(["", *FINDING_CATEGORIES.values()])),
        severity=draw(st.sampled_from(["", *SEVERITIES.values()])),
        institution=draw(st.none() | st.integers(min_value=1, max_value=10**6)),
    )


@given(filters())
def test_filters_come_back_from_the_url(chosen: Filters) -> None:
    url = urlencode(chosen.query())
    assert from_query(dict(parse_qsl(url))) == chosen


@given(filters())
def test_the_url_names_only_what_is_chosen(chosen: Filters) -> None:
    assert all(chosen.query().values())
    assert Filters().query() == {}


def test_the_url_is_readable() -> None:
    chosen = Filters(
        first=date(2024, 1, 1), last=date(2024, 6, 30), district="沙坪坝区", category="培训档案"
    )
    assert chosen.query() == {
        "from": "2024-01-01",
        "to": "2024-06-30",
        "district": "沙坪坝区",
        "category": "培训档案",
    }


def test_other_parts_parameters_are_left_alone() -> None:
    assert from_query({"measure": "未销号", "page": "3", "utm": "x"}) == Filters()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"from": "yesterday"}, "from=yesterday"),
        ({"to": "2024-13-01"}, "to=2024-13-01"),
        ({"to": "31.12.2024"}, "2024-12-31"),
        ({"from": "2024-06-01", "to": "2024-05-31"}, "晚于"),
        ({"kind": "company"}, "企业"),
        ({"category": "设施"}, "培训档案"),
        ({"severity": "major"}, "较大"),
        ({"institution": "一"}, "institution=一"),
        ({"institution": "-1"}, "institution=-1"),
        ({"institution": "1 OR 1=1"}, "不是编号"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(query: dict[str, str], said: str) -> None:
    with pytest.raises(BadFilterError) as caught:
        from_query(query)
    assert said in caught.value.zh


def test_one_day_is_a_period() -> None:
    day = "2024-06-01"
    assert from_query({"from": day, "to": day}).first == date(2024, 6, 1)


def test_no_day_is_read_from_nothing() -> None:
    assert read_day("", name="asof") is None
    assert read_day("2024-02-29", name="asof") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Filters(), "全市"),
        (Filters(district="沙坪坝区"), "沙坪坝区"),
        (
            Filters(first=date(2024, 1, 1), last=date(2024, 12, 31), district="沙坪坝区"),
            "沙坪坝区 · 2024年1月1日至2024年12月31日",
        ),
        (Filters(first=date(2024, 1, 1)), "全市 · 2024年1月1日至数据截至日"),
        (Filters(last=date(2024, 1, 1)), "全市 · 最早记录至2024年1月1日"),
        (Filters(kind="企业", category="培训档案"), "全市 · 企业 · 培训档案"),
        (Filters(category="培训档案", severity="较大"), "全市 · 培训档案 · 较大"),
    ],
)
def test_filters_are_said_in_a_sentence(chosen: Filters, said: str) -> None:
    assert chosen.sentence() == said


def test_a_figure_says_which_filters_it_does_not_know() -> None:
    chosen = Filters(first=date(2024, 1, 1), district="沙坪坝区", kind="企业", category="培训档案")
    assert chosen.ignored_by(FINDINGS) == []
    assert chosen.ignored_by(STATES) == ["问题类别"]
    assert chosen.ignored_by(PUBLICITY) == ["机构类型", "问题类别"]
    assert chosen.ignored_by(STANDARDS) == ["期间", "区县", "机构类型", "问题类别"]
    assert Filters().ignored_by(STANDARDS) == []


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.key)
def test_no_filter_no_condition(fact: object) -> None:
    assert Filters().conditions(fact) == []  # type: ignore[arg-type]


def _findings(engine: Engine, **chosen: object) -> float | None:
    question = Question(
        metrics=("findings",),
        as_of=date(2024, 12, 31),
        filters=Filters(**chosen),  # type: ignore[arg-type]
    )
    with Session(engine) as session:
        (answer,) = measure(session, [question])
    return answer.get("findings").value


def test_both_ends_of_a_period_are_counted(demo_engine: Engine) -> None:
    november = _findings(demo_engine, first=date(2024, 11, 1), last=date(2024, 11, 30))
    days = [
        _findings(demo_engine, first=date(2024, 11, day), last=date(2024, 11, day)) or 0
        for day in range(1, 31)
    ]
    assert november == sum(days)


def test_filters_narrow_together(demo_engine: Engine) -> None:
    everything = _findings(demo_engine) or 0
    district = _findings(demo_engine, district="北碚区") or 0
    both = _findings(demo_engine, district="北碚区", category="培训档案") or 0
    assert 0 < both < district < everything


def test_the_categories_add_up(demo_engine: Engine) -> None:
    parts = [_findings(demo_engine, category=name) or 0 for name in FINDING_CATEGORIES.values()]
    assert sum(parts) == _findings(demo_engine)


def test_a_campaign_is_filtered_by_its_name(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        names = read_reference(session, case_role=False).campaigns
    lookback = [name for name in names if "回头看" in name]
    assert sum(_findings(demo_engine, campaign=name) or 0 for name in lookback) == 181


def test_a_hostile_name_finds_nothing_and_breaks_nothing(demo_engine: Engine) -> None:
    assert _findings(demo_engine, district="' OR 1=1 --") is None
