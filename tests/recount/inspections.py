"""Visits, and what the special enforcement and the look-back did."""

from __future__ import annotations

from tests.recount.by_hand import ByHand

VISITS = "FROM inspection v WHERE [v] AND v.inspected_on <= :day"
VISITS_THEN = f"{VISITS} AND v.inspected_on BETWEEN :first AND :last"
_BEGUN = """coalesce(
    l.started_on, (SELECT min(e.inspected_on) FROM inspection e WHERE e.campaign_id = l.id))"""
LOOKBACK = f"""(
    SELECT l.id FROM campaign l WHERE l.kind = 'lookback' AND [l] AND {_BEGUN} <= :day
    ORDER BY {_BEGUN} DESC LIMIT 1)"""
"""The look-back asked for, else the last to begin by the day: its first day, else first visit."""
SPECIAL = "(SELECT id FROM campaign WHERE kind = 'special')"
INSPECTED = f"SELECT count(*) {VISITS}"
INSPECTED_THEN = f"SELECT count(*) {VISITS_THEN}"

_LOOKED = f"{VISITS} AND v.campaign_id IN {LOOKBACK}"
_BODIES = f"{INSPECTED_THEN} AND v.institution_id IS NOT NULL"
_REGISTERED = """
    SELECT count(*) FROM institution i WHERE [i]
    AND (i.founded_on IS NULL OR i.founded_on <= :day)
    AND (i.closed_on IS NULL OR i.closed_on > :day)
"""


def _flow(counted: str, among: str | None = None) -> ByHand:
    return ByHand(counted=counted, among=among, there=INSPECTED_THEN)


def _lookback(counted: str) -> ByHand:
    return ByHand(counted=counted, there=f"SELECT count(*) {_LOOKED}")


INSPECTIONS = {
    "inspections": _flow(INSPECTED_THEN),
    "institutions_inspected": _flow(f"SELECT count(DISTINCT v.institution_id) {VISITS_THEN}"),
    "inspections_per_institution": _flow(_BODIES, _REGISTERED),
    "covert_share": _flow(
        f"{INSPECTED_THEN} AND v.mode = 'covert'", f"{INSPECTED_THEN} AND v.mode IS NOT NULL"
    ),
    "enforcement_special_inspections": _flow(f"{_BODIES} AND v.campaign_id IN {SPECIAL}"),
    "lookback_teams": _lookback(f"SELECT count(DISTINCT v.team) {_LOOKED}"),
    "lookback_districts_inspected": _lookback(f"SELECT count(DISTINCT v.district_id) {_LOOKED}"),
}
