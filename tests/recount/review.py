"""Institutions and their reviews, exam sites, standards."""

from __future__ import annotations

from tests.recount.by_hand import ByHand

_DECIDED = "SELECT 1 FROM review_decision d WHERE d.institution_id = i.id AND d.decided_on <= :day"
_REVIEWED = f"SELECT count(*) FROM institution i WHERE [i] AND EXISTS ({_DECIDED})"
_REGISTERED = """
    SELECT count(*) FROM institution i WHERE [i]
    AND (i.founded_on IS NULL OR i.founded_on <= :day)
    AND (i.closed_on IS NULL OR i.closed_on > :day)
"""
_LATEST = """
    SELECT count(*) FROM institution i JOIN review_decision d ON d.id = (
        SELECT e.id FROM review_decision e
        WHERE e.institution_id = i.id AND e.decided_on <= :day
        ORDER BY e.decided_on DESC,
            CASE e.stage WHEN 'municipal' THEN 3 WHEN 'district' THEN 2 ELSE 1 END DESC
        LIMIT 1)
    WHERE [i]
"""
"""Two stages that decide on one day: the higher one spoke last."""


def _in_state(outcome: str) -> str:
    return f"{_LATEST} AND d.outcome = '{outcome}'"


def _state(outcome: str) -> ByHand:
    return ByHand(counted=_in_state(outcome), there=_REVIEWED)


def _state_share(outcome: str) -> ByHand:
    return ByHand(counted=_in_state(outcome), among=_REVIEWED, there=_REVIEWED)


def _stage_share(stage: str) -> ByHand:
    decided = f"EXISTS ({_DECIDED} AND d.stage = '{stage}')"
    return ByHand(
        counted=f"SELECT count(*) FROM institution i WHERE [i] AND {decided}",
        among=_REVIEWED,
        there=_REVIEWED,
    )


REVIEW = {
    "review_institutions_total": ByHand(counted=_REVIEWED, there=_REVIEWED),
    "review_institutions_qualified": _state("qualified"),
    "review_institutions_rectifying": _state("rectifying"),
    "review_institutions_eliminated": _state("eliminated"),
    "qualified_share": _state_share("qualified"),
    "eliminated_share": _state_share("eliminated"),
    "rectifying_overdue": ByHand(
        counted=f"{_in_state('rectifying')} AND d.deadline < :day", there=_REVIEWED
    ),
    "review_stage_institutions": ByHand(counted=_REVIEWED, there=_REVIEWED),
    "review_stage_states": ByHand(
        counted="""
            SELECT count(*) FROM (
                SELECT DISTINCT d.institution_id, d.stage
                FROM review_decision d JOIN institution i ON i.id = d.institution_id
                WHERE [i] AND d.decided_on <= :day) AS pairs
        """,
        there=_REVIEWED,
    ),
    "review_self_share": _stage_share("self"),
    "review_district_share": _stage_share("district"),
    "review_municipal_share": _stage_share("municipal"),
    "registered_review_coverage": ByHand(
        counted=f"{_REGISTERED} AND EXISTS ({_DECIDED})", among=_REGISTERED, there=_REGISTERED
    ),
    "unreviewed_institutions": ByHand(
        counted=f"{_REGISTERED} AND NOT EXISTS ({_DECIDED})", there=_REGISTERED
    ),
    "district_institutions_count": ByHand(counted=_REGISTERED, there=_REGISTERED),
}

_SITES = """
    SELECT count(*) FROM exam_site s WHERE [s]
    AND (s.opened_on IS NULL OR s.opened_on <= :day)
    AND (s.closed_on IS NULL OR s.closed_on >= :day)
"""
_PARTS = """
    SELECT count(*) FROM (SELECT 62 AS part UNION ALL SELECT 63) AS parts
    WHERE EXISTS (
        SELECT 1 FROM standard t WHERE t.code = 'DB50/T 867.' || CAST(part AS VARCHAR(2))
        OR t.code LIKE 'DB50/T 867.' || CAST(part AS VARCHAR(2)) || '-%')
"""
PLACES = {
    "exam_sites_count": ByHand(counted=_SITES, there=_SITES),
    "local_standard_parts": ByHand(counted=_PARTS, there="SELECT count(*) FROM standard"),
}
