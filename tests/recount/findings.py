"""Findings: how many, how far they have come, how late they are, how long they last."""

from __future__ import annotations

from tests.recount.by_hand import ByHand, Lasting
from tests.recount.inspections import INSPECTED, INSPECTED_THEN, LOOKBACK, SPECIAL

_OF_DAY = "FROM finding f WHERE [f] AND f.found_on <= :day"
_OF_PERIOD = f"{_OF_DAY} AND f.found_on BETWEEN :first AND :last"
_FOUND = f"SELECT count(*) {_OF_PERIOD}"
_OPEN = f"SELECT count(*) {_OF_DAY} AND (f.closed_on IS NULL OR f.closed_on > :day)"

_BY_LOOKBACK = f"f.inspection_id IN (SELECT id FROM inspection WHERE campaign_id IN {LOOKBACK})"
_BY_SPECIAL = f"f.inspection_id IN (SELECT id FROM inspection WHERE campaign_id IN {SPECIAL})"
_LOOKED = f"""
    SELECT count(*) FROM inspection v
    WHERE [v] AND v.inspected_on <= :day AND v.campaign_id IN {LOOKBACK}
"""

_ORDERED = "f.order_id IN (SELECT id FROM rectification_order WHERE issued_on <= :day)"
_COMPLETED = "f.completed_on <= :day"
_VERIFIED = "f.verified_on <= :day"
_UNVERIFIED = "(f.verified_on IS NULL OR f.verified_on > :day)"
# One that was checked counts as reported complete, whether or not that day was written down.
_UNCOMPLETED = f"(f.completed_on IS NULL OR f.completed_on > :day) AND {_UNVERIFIED}"
_FAILED = f"{_VERIFIED} AND f.verification = 'failed'"
_NOT_FAILED = f"{_VERIFIED} AND (f.verification IS NULL OR f.verification <> 'failed')"
_CLOSED = "f.closed_on <= :day"
_DUE = "f.due_on < :day"


def _then(counted: str) -> ByHand:
    """Of those found in the period."""
    return ByHand(counted=counted, there=INSPECTED_THEN)


def _share(counted: str, among: str) -> ByHand:
    """None of what was found is a zero, whoever found it: not every finding has its visit."""
    there = f"SELECT ({INSPECTED_THEN}) + ({among})"
    return ByHand(counted=counted, among=among, there=there)


def _open(also: str = "1 = 1") -> ByHand:
    """Of those open on the day, whenever they were found."""
    return ByHand(counted=f"{_OPEN} AND {also}", there=INSPECTED)


def _lasting(share: str) -> Lasting:
    return Lasting(
        rows=f"SELECT f.found_on, f.closed_on {_OF_PERIOD}", share=share, there=INSPECTED_THEN
    )


FINDINGS: dict[str, ByHand | Lasting] = {
    "findings": _then(_FOUND),
    "findings_per_inspection": ByHand(
        counted=f"{_FOUND} AND f.inspection_id IS NOT NULL",
        among=INSPECTED_THEN,
        there=INSPECTED_THEN,
    ),
    "findings_critical": _then(f"{_FOUND} AND f.severity = 'critical'"),
    "findings_open": _open(),
    "findings_overdue": _open(_DUE),
    "findings_by_kind": _then(_FOUND),
    "findings_open_by_kind": _open(),
    "findings_reopened": _then(f"{_FOUND} AND f.reopened_on <= :day"),
    "hazards_found": ByHand(
        counted=f"{_FOUND} AND {_BY_SPECIAL}",
        there=f"{INSPECTED_THEN} AND v.campaign_id IN {SPECIAL}",
    ),
    "lookback_problems_found": ByHand(
        counted=f"SELECT count(*) {_OF_DAY} AND {_BY_LOOKBACK}", there=_LOOKED
    ),
    "lookback_open": ByHand(counted=f"{_OPEN} AND {_BY_LOOKBACK}", there=_LOOKED),
    "rectification_completion_rate": _share(f"{_FOUND} AND {_CLOSED}", _FOUND),
    "on_time_share": _share(
        f"{_FOUND} AND {_DUE} AND f.closed_on <= f.due_on", f"{_FOUND} AND {_DUE}"
    ),
    "overdue_share": _share(
        f"{_FOUND} AND {_DUE} AND (f.closed_on IS NULL OR f.closed_on > :day)",
        f"{_FOUND} AND {_DUE}",
    ),
    "verified_share": _share(
        f"{_FOUND} AND {_COMPLETED} AND {_VERIFIED}", f"{_FOUND} AND {_COMPLETED}"
    ),
    "findings_without_deadline": _open("f.due_on IS NULL"),
    "findings_overdue_1_7": _open("f.due_on BETWEEN :minus_7 AND :minus_1"),
    "findings_overdue_8_30": _open("f.due_on BETWEEN :minus_30 AND :minus_8"),
    "findings_overdue_31_90": _open("f.due_on BETWEEN :minus_90 AND :minus_31"),
    "findings_overdue_over_90": _open("f.due_on <= :minus_91"),
    "due_7": _open("f.due_on BETWEEN :day AND :plus_7"),
    "due_30": _open("f.due_on BETWEEN :day AND :plus_30"),
    "due_later": _open("f.due_on >= :plus_31"),
    "findings_unordered": _open(f"(f.order_id IS NULL OR NOT {_ORDERED}) AND {_UNCOMPLETED}"),
    "findings_mending": _open(f"{_ORDERED} AND {_UNCOMPLETED}"),
    "findings_redone": _open(_FAILED),
    "findings_unverified": _open(f"{_COMPLETED} AND {_UNVERIFIED}"),
    "findings_to_close": _open(_NOT_FAILED),
    "findings_ordered": _then(f"{_FOUND} AND {_ORDERED}"),
    "findings_completed": _then(f"{_FOUND} AND {_COMPLETED}"),
    "findings_verified": _then(f"{_FOUND} AND {_VERIFIED}"),
    "findings_closed": _then(f"{_FOUND} AND {_CLOSED}"),
    "findings_closed_unverified": _then(f"{_FOUND} AND {_CLOSED} AND {_UNVERIFIED}"),
    "days_to_close": _lasting("1/2"),
    "days_to_close_most": _lasting("9/10"),
}
