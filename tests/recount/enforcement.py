"""Cases, penalties and persons counted in cases."""

from __future__ import annotations

from tests.recount.by_hand import ByHand, total
from tests.recount.inspections import LOOKBACK

_LOOKBACK = f"c.campaign_id IN {LOOKBACK}"
_CASES = "SELECT count(*) FROM enforcement_case c WHERE [c] AND c.lead_on <= :day"
_LEADS = f"{_CASES} AND c.lead_on BETWEEN :first AND :last"
_LOOKED = f"{_CASES} AND {_LOOKBACK}"
_PENALTIES = """
    FROM penalty n JOIN enforcement_case c ON c.id = n.case_id WHERE [c] AND n.decided_on <= :day
"""
_PENALTIES_THEN = f"{_PENALTIES} AND n.decided_on BETWEEN :first AND :last"
_PERSONS = """
    FROM case_person_count m JOIN enforcement_case c ON c.id = m.case_id
    WHERE [c] AND m.counted_on <= :day
"""
_FINED = "(n.kind = 'fine' OR n.amount_fen IS NOT NULL)"
_UNCERTIFIED = "c.cause = 'uncertified'"


def _reported(counted: str) -> ByHand:
    """Zero where any case was reported by the day, in the period or not."""
    return ByHand(counted=counted, there=_CASES)


def _lookback(counted: str) -> ByHand:
    return ByHand(counted=counted, there=_LOOKED)


ENFORCEMENT = {
    "cases_leads": _reported(_LEADS),
    "cases_confirmed": _reported(f"{_LEADS} AND c.confirmed_on <= :day"),
    "cases_penalised": _reported(f"{_LEADS} AND c.penalised_on <= :day"),
    "cases_referred": _reported(f"{_LEADS} AND c.referred_on <= :day"),
    "cases_withdrawn": _reported(f"{_LEADS} AND c.withdrawn_on <= :day"),
    "cases_filed": _reported(f"{_LEADS} AND c.filed_on <= :day"),
    "cases_closed": _reported(f"{_LEADS} AND c.closed_on <= :day"),
    "cases_open": _reported(
        f"{_CASES} AND (c.closed_on IS NULL OR c.closed_on > :day) "
        "AND (c.withdrawn_on IS NULL OR c.withdrawn_on > :day)"
    ),
    "penalties": _reported(f"SELECT count(*) {_PENALTIES_THEN}"),
    "penalties_without_finding": _reported(
        f"{_CASES} AND c.subject_kind IN ('institution', 'exam_site') "
        "AND c.penalised_on <= :day AND c.finding_id IS NULL"
    ),
    "penalty_fen": _reported(total("n.amount_fen", f"{_PENALTIES_THEN} AND {_FINED}")),
    "penalty_paid_fen": _reported(
        total("n.amount_fen", f"{_PENALTIES_THEN} AND {_FINED} AND n.paid_on <= :day")
    ),
    "lookback_penalty_cny": _lookback(
        total("n.amount_fen", f"{_PENALTIES} AND {_FINED} AND {_LOOKBACK}")
    ),
    "lookback_police_cases": _lookback(f"{_LOOKED} AND c.referred_on <= :day"),
    "lookback_persons_detained": _lookback(
        total("m.persons", f"{_PERSONS} AND m.kind = 'detained' AND {_LOOKBACK}")
    ),
    "lookback_persons_wanted": _lookback(
        total("m.persons", f"{_PERSONS} AND m.kind = 'wanted' AND {_LOOKBACK}")
    ),
    "exam_violators_handled": _reported(
        total("m.persons", f"{_PERSONS} AND m.kind = 'disciplined'")
    ),
    "uncertified_leads": _reported(f"{_LEADS} AND {_UNCERTIFIED}"),
    "uncertified_confirmed_companies": _reported(
        f"""
        SELECT count(DISTINCT c.subject_name) + count(*) - count(c.subject_name)
        FROM enforcement_case c
        WHERE [c] AND c.lead_on <= :day AND c.lead_on BETWEEN :first AND :last
        AND {_UNCERTIFIED} AND c.subject_kind = 'employer' AND c.confirmed_on <= :day
        """
    ),
    "uncertified_penalty_cny": _reported(
        total("n.amount_fen", f"{_PENALTIES_THEN} AND {_FINED} AND {_UNCERTIFIED}")
    ),
}
