"""Rectification orders: how many, how far their findings have come, how late, how long."""

from __future__ import annotations

from tests.recount.by_hand import ByHand, Lasting
from tests.recount.inspections import INSPECTED, INSPECTED_THEN

_OF_DAY = "FROM rectification_order o WHERE [o] AND o.issued_on <= :day"
_OF_PERIOD = f"{_OF_DAY} AND o.issued_on BETWEEN :first AND :last"
_ISSUED = f"SELECT count(*) {_OF_PERIOD}"
_OPEN = f"SELECT count(*) {_OF_DAY} AND (o.closed_on IS NULL OR o.closed_on > :day)"

_LISTED = "SELECT 1 FROM finding g WHERE g.order_id = o.id AND g.found_on <= :day"
# A finding closed for good holds its order back no more, whatever was reported of it before; one
# that was checked counts as reported complete.
_STANDING = f"{_LISTED} AND (g.closed_on IS NULL OR g.closed_on > :day)"
_UNVERIFIED = f"{_STANDING} AND (g.verified_on IS NULL OR g.verified_on > :day)"
_UNCOMPLETED = f"{_UNVERIFIED} AND (g.completed_on IS NULL OR g.completed_on > :day)"
_FAILED = f"{_STANDING} AND g.verified_on <= :day AND g.verification = 'failed'"
_MENDED = f"EXISTS ({_LISTED}) AND NOT EXISTS ({_UNCOMPLETED})"
_NONE_FAILED = f"{_MENDED} AND NOT EXISTS ({_FAILED})"
_DUE = "o.due_on < :day"


def _open(also: str = "1 = 1") -> ByHand:
    """Of those open on the day, whenever they were issued."""
    return ByHand(counted=f"{_OPEN} AND {also}", there=INSPECTED)


def _share(counted: str, among: str) -> ByHand:
    return ByHand(counted=counted, among=among, there=_ISSUED)


def _lasting(share: str) -> Lasting:
    return Lasting(rows=f"SELECT o.issued_on, o.closed_on {_OF_PERIOD}", share=share, there=_ISSUED)


ORDERS: dict[str, ByHand | Lasting] = {
    "rectification_orders_issued": ByHand(counted=_ISSUED, there=INSPECTED_THEN),
    "orders_overdue": _open(_DUE),
    "orders_closed_share": _share(f"{_ISSUED} AND o.closed_on <= :day", _ISSUED),
    "orders_overdue_share": _share(
        f"{_ISSUED} AND {_DUE} AND (o.closed_on IS NULL OR o.closed_on > :day)",
        f"{_ISSUED} AND {_DUE}",
    ),
    "orders_on_time_share": _share(
        f"{_ISSUED} AND {_DUE} AND o.closed_on <= o.due_on", f"{_ISSUED} AND {_DUE}"
    ),
    "orders_overdue_1_7": _open("o.due_on BETWEEN :minus_7 AND :minus_1"),
    "orders_overdue_8_30": _open("o.due_on BETWEEN :minus_30 AND :minus_8"),
    "orders_overdue_31_90": _open("o.due_on BETWEEN :minus_90 AND :minus_31"),
    "orders_overdue_over_90": _open("o.due_on <= :minus_91"),
    "orders_due_7": _open("o.due_on BETWEEN :day AND :plus_7"),
    "orders_due_30": _open("o.due_on BETWEEN :day AND :plus_30"),
    "orders_due_later": _open("o.due_on >= :plus_31"),
    "orders_unlisted": _open(f"NOT EXISTS ({_LISTED})"),
    "orders_mending": _open(f"EXISTS ({_UNCOMPLETED})"),
    "orders_redone": _open(f"{_MENDED} AND EXISTS ({_FAILED})"),
    "orders_unverified": _open(f"{_NONE_FAILED} AND EXISTS ({_UNVERIFIED})"),
    "orders_to_close": _open(f"{_NONE_FAILED} AND NOT EXISTS ({_UNVERIFIED})"),
    "orders_open": _open(),
    "orders_closed": ByHand(counted=f"{_ISSUED} AND o.closed_on <= :day", there=INSPECTED_THEN),
    "orders_without_deadline": _open("o.due_on IS NULL"),
    "order_days_to_close": _lasting("1/2"),
    "order_days_to_close_most": _lasting("9/10"),
}
