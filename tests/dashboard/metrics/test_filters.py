"""Filters: what a reader chooses comes back from the URL as it was, and bad values are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.errors import UnknownPlaceError
from dashboard.metrics.facts import FACTS, FINDINGS, PUBLICITY, STANDARDS, STATES
from dashboard.metrics.filter_query import from_query
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, measure
from dashboard.metrics.periods import ALL_TIME, DEFAULT, PERIODS
from dashboard.store.gazetteer import read_places
from dashboard.store.models.inspections import FINDING_CATEGORIES, SEVERITIES
from dashboard.store.models.institutions import INSTITUTION_KINDS
from dashboard.store.places import Places
from dashboard.store.reference import read_reference

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))
NAMES = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@pytest.fixture
def places(circular_engine: Engine) -> Places:
    with Session(circular_engine) as session:
        return read_places(session)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
    first = draw(st.sampled_from([None, days[0]]))
    last = draw(st.sampled_from([None, days[1]]))
    named = st.sampled_from(["", *(key for key in PERIODS if key != ALL_TIME)])
    return Filters(
        first=first,
        last=last,
        period="" if first or last else draw(named),
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
    assert Filters(period=DEFAULT).query() == {}
    assert Filters().query() == {"period": "全部"}


def test_the_url_is_readable() -> None:
    chosen = Filters(
        first=date(2024, 1, 1), last=date(2024, 6, 30), district="500106", category="培训档案"
    )
    assert chosen.query() == {
        "from": "2024-01-01",
        "to": "2024-06-30",
        "district": "500106",
        "category": "培训档案",
    }


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Filters(), "全市"),
        (Filters(district="500106"), "沙坪坝区"),
        (
            Filters(first=date(2024, 1, 1), last=date(2024, 12, 31), district="500106"),
            "沙坪坝区 · 2024年1月1日至2024年12月31日",
        ),
        (Filters(first=date(2024, 1, 1)), "全市 · 2024年1月1日至数据截至日"),
        (Filters(last=date(2024, 1, 1)), "全市 · 最早记录至2024年1月1日"),
        (Filters(period="quarter"), "全市 · 本季"),
        (
            Filters(period="quarter").on(date(2024, 5, 31)),
            "全市 · 本季（2024年4月1日至2024年5月31日）",
        ),
        (Filters(kind="企业", category="培训档案"), "全市 · 企业 · 培训档案"),
        (Filters(category="培训档案", severity="较大"), "全市 · 培训档案 · 较大"),
    ],
)
def test_filters_are_said_in_a_sentence(places: Places, chosen: Filters, said: str) -> None:
    assert chosen.sentence(places, on=date(2024, 12, 31)) == said


def test_a_unit_that_has_ceased_is_said_to_have(places: Places) -> None:
    for code, said in (("CQ-LJ", "原两江新区（开发区）"), ("500157", "两江新区")):
        chosen = Filters(district=code, kind="企业")
        assert chosen.sentence(places, on=date(2026, 2, 1)) == f"{said} · 企业"


def test_a_unit_may_be_told_by_name_as_of_the_day(places: Places) -> None:
    old = Filters(district="两江新区", category="培训档案")
    assert old.settled(places, on=date(2024, 12, 31)).district == "CQ-LJ"
    assert old.settled(places, on=date(2026, 2, 1)) == replace(old, district="500157")
    assert Filters(kind="企业").settled(places, on=date(2024, 12, 31)) == Filters(kind="企业")
    with pytest.raises(UnknownPlaceError, match="火星区"):
        Filters(district="火星区").settled(places, on=date(2024, 12, 31))


def test_a_figure_says_which_filters_it_does_not_know() -> None:
    chosen = Filters(first=date(2024, 1, 1), district="500106", kind="企业", category="培训档案")
    assert chosen.ignored_by(FINDINGS, timed=True) == []
    assert chosen.ignored_by(FINDINGS, timed=False) == ["期间"]
    assert chosen.ignored_by(STATES, timed=False) == ["期间", "问题类别"]
    assert chosen.ignored_by(PUBLICITY, timed=True) == ["机构类型", "问题类别"]
    assert chosen.ignored_by(STANDARDS, timed=False) == ["期间", "区县", "机构类型", "问题类别"]
    assert Filters().ignored_by(STANDARDS, timed=False) == []


def test_only_what_acts_is_said_of_a_figure() -> None:
    chosen = Filters(period="year", district="500106", category="培训档案").on(date(2024, 6, 30))
    assert chosen.acting_on(STATES, timed=False) == Filters(district="500106")
    assert chosen.acting_on(FINDINGS, timed=True) == chosen


def test_a_named_period_without_its_days_is_no_condition() -> None:
    with pytest.raises(ValueError, match="without a day"):
        Filters(period="year").conditions(FINDINGS, timed=True)
    assert Filters(period="year").conditions(FINDINGS, timed=False) == []


def test_a_named_period_moves_with_the_day() -> None:
    chosen = Filters(period="last_month")
    assert chosen.on(date(2024, 3, 31)).first == date(2024, 2, 1)
    assert chosen.on(date(2024, 1, 15)).last == date(2023, 12, 31)
    assert chosen.on(date(2024, 3, 31)).query() == {"period": "上月"}


def test_the_year_before_is_the_same_days() -> None:
    leap = Filters(period="year").on(date(2024, 2, 29))
    assert (leap.before().first, leap.before().last) == (date(2023, 1, 1), date(2023, 2, 28))
    with pytest.raises(ValueError, match="no year before"):
        Filters().before()


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.key)
def test_no_filter_no_condition(fact: object) -> None:
    assert Filters().conditions(fact, timed=True) == []  # type: ignore[arg-type]


def _findings(engine: Engine, **chosen: object) -> float | None:
    question = FigureQuery(
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
    district = _findings(demo_engine, district="500109") or 0
    both = _findings(demo_engine, district="500109", category="培训档案") or 0
    assert 0 < both < district < everything


def test_the_categories_add_up(demo_engine: Engine) -> None:
    parts = [_findings(demo_engine, category=name) or 0 for name in FINDING_CATEGORIES.values()]
    assert sum(parts) == _findings(demo_engine)


def test_a_campaign_is_filtered_by_its_name(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        campaigns = read_reference(session, case_role=False).campaigns
    lookback = [one.name for one in campaigns if "回头看" in one.name]
    assert sum(_findings(demo_engine, campaign=name) or 0 for name in lookback) == 181


def test_a_hostile_name_finds_nothing_and_breaks_nothing(demo_engine: Engine) -> None:
    assert _findings(demo_engine, district="' OR 1=1 --") is None
