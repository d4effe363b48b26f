from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.metrics.paging import Paged
from dashboard.metrics.publicity import activities
from dashboard.store.models.places import District
from dashboard.store.models.publicity import PublicityActivity
from tests.views import counted

DAY = date(2024, 12, 31)


def _listed(engine: Engine, *, filters: Filters | None = None, **asked: Any) -> Paged:
    with Session(engine) as session:
        return activities(
            session, **{"filters": filters or Filters(), "as_of": DAY, "size": 1000, **asked}
        )


def _ledger(engine: Engine) -> list[tuple[PublicityActivity, str]]:
    with Session(engine) as session:
        rows = session.execute(
            select(PublicityActivity, District.name).join(
                District, District.id == PublicityActivity.district_id
            )
        ).all()
        return [(row[0], row[1]) for row in rows]


def _measured(engine: Engine, *metrics: str, by: tuple[str, ...] = ()) -> Measured:
    with Session(engine) as session:
        (answer,) = measure(session, [FigureQuery(metrics=metrics, as_of=DAY, by=by)])
    return answer


def test_every_activity_is_listed_newest_first(demo_engine: Engine) -> None:
    page = _listed(demo_engine)
    days = [row.held_on for row in page.rows]
    assert page.total == len(page.rows) == len(_ledger(demo_engine))
    assert days == sorted(days, reverse=True)


def test_filters_channel_and_name_narrow_the_list(demo_engine: Engine) -> None:
    page = _listed(
        demo_engine,
        filters=Filters(district="500106", first=date(2024, 5, 1), last=date(2024, 7, 15)),
        channel="video",
        text="小课堂",
    )
    expected = {
        one.id
        for one, district in _ledger(demo_engine)
        if district == "沙坪坝区"
        and one.channel == "video"
        and date(2024, 5, 1) <= one.held_on <= date(2024, 7, 15)
        and "小课堂" in one.name
    }
    assert {row.id for row in page.rows} == expected
    assert len(expected) == 3


def test_a_wildcard_in_the_text_is_a_letter(demo_engine: Engine) -> None:
    assert _listed(demo_engine, text="%").total == 0


def test_activities_after_the_day_are_left_out(demo_engine: Engine) -> None:
    day = date(2023, 6, 30)
    page = _listed(demo_engine, as_of=day)
    assert page.total == sum(one.held_on <= day for one, _ in _ledger(demo_engine))


def test_a_list_is_one_statement(demo_engine: Engine) -> None:
    with counted(demo_engine) as statements:
        _listed(demo_engine, page=3, size=15)
    assert len(statements) == 1


def test_reach_nobody_of_a_kind_reported_is_missing_not_zero(demo_engine: Engine) -> None:
    measured = _measured(demo_engine, "publicity_audience_person_times", by=("channel",))
    assert measured.get("publicity_audience_person_times", "video").value is None
    assert measured.get("publicity_audience_person_times", "event").value is not None


def test_the_three_reporters_share_all_reach_among_them(demo_engine: Engine) -> None:
    keys = (
        "publicity_audience_person_times",
        "publicity_platform_person_times",
        "publicity_unsaid_person_times",
    )
    measured = _measured(demo_engine, *keys)
    parts = [measured.get(key).value or 0 for key in keys]
    assert sum(parts) == sum(one.person_times or 0 for one, _ in _ledger(demo_engine))
    assert all(parts)


def test_items_are_counted_within_their_own_channel(demo_engine: Engine) -> None:
    keys = {
        "publicity_wechat_items": "wechat",
        "publicity_app_items": "app",
        "publicity_video_episodes": "video",
    }
    measured = _measured(demo_engine, *keys, "publicity_event_items")
    for key, channel in keys.items():
        items = [one.items or 0 for one, _ in _ledger(demo_engine) if one.channel == channel]
        assert measured.get(key).value == sum(items)
    assert measured.get("publicity_event_items").value is None


def test_case_circulars_are_the_posts_that_say_so(demo_engine: Engine) -> None:
    measured = _measured(demo_engine, "publicity_wechat_case_circulars")
    assert measured.get("publicity_wechat_case_circulars").value == sum(
        one.items or 0
        for one, _ in _ledger(demo_engine)
        if one.channel == "wechat" and "典型案例" in one.name
    )
