"""Publicity; items, copies and person-times are unlike and never summed."""

from __future__ import annotations

from tests.recount.by_hand import ByHand, total

_EVER = "FROM publicity_activity p WHERE [p] AND p.held_on <= :day"
_THEN = f"{_EVER} AND p.held_on BETWEEN :first AND :last"
_REPORTED = f"SELECT count(*) {_EVER}"
_HELD = f"SELECT count(*) {_THEN}"
_COPIES = f"{_HELD} AND p.copies IS NOT NULL"
_REACHED = f"{_HELD} AND p.person_times IS NOT NULL"


def _items(where: str) -> ByHand:
    return ByHand(counted=total("p.items", f"{_THEN} AND {where}"), there=_REPORTED)


def _person_times(where: str) -> ByHand:
    """What another source has told says nothing of this one."""
    reached = f"{_THEN} AND p.person_times IS NOT NULL AND {where}"
    return ByHand(
        counted=total("p.person_times", reached),
        there=f"SELECT count(*) {reached}",
        rounded=f"SELECT count(*) {reached} AND p.reach_qualifier = 'at_least'",
    )


PUBLICITY = {
    "publicity_activities": ByHand(counted=_HELD, there=_REPORTED),
    "publicity_video_episodes": _items("p.channel = 'video'"),
    "publicity_wechat_case_circulars": _items("p.channel = 'wechat' AND p.name LIKE '%典型案例%'"),
    "publicity_wechat_items": _items("p.channel = 'wechat'"),
    "publicity_app_items": _items("p.channel = 'app'"),
    "publicity_event_items": _items("p.channel = 'event'"),
    "publicity_other_items": _items("p.channel = 'other'"),
    "publicity_leaflets_total": ByHand(
        counted=total("p.copies", _THEN),
        there=_COPIES,
        rounded=f"{_COPIES} AND p.copies_qualifier = 'at_least'",
    ),
    "publicity_audience_person_times": _person_times("p.reported_by = 'organiser'"),
    "publicity_platform_person_times": _person_times("p.reported_by = 'platform'"),
    "publicity_unsaid_person_times": _person_times("p.reported_by IS NULL"),
    "publicity_reach_reported_share": ByHand(counted=_REACHED, among=_HELD, there=_HELD),
}
