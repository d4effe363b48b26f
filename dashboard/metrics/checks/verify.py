"""All checks over one store."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from dashboard.metrics.checks.batches import batches
from dashboard.metrics.checks.constraints import constraints
from dashboard.metrics.checks.dates import DATE_RULES
from dashboard.metrics.checks.identities import identities
from dashboard.metrics.checks.outcome import CheckOutcome
from dashboard.metrics.checks.places import places
from dashboard.metrics.reconcile import reconcile
from dashboard.store.reference import read_reference


def verify(session: Session, *, data_until: date | None) -> list[CheckOutcome]:
    """Verify the store, in the order of a reader's interest: figures first, then rows.

    Args:
        session: An open session; nothing is written.
        data_until: The last day with data, the day figures are taken as of; None where no ledger
            is loaded, and no figure is then checked.
    """
    reference = read_reference(session, case_role=False)
    found: list[CheckOutcome] = []
    if data_until is not None:
        verdicts = reconcile(session, reference, data_until=data_until)
        found += identities(session, as_of=data_until, known=reference.places, verdicts=verdicts)
    found += batches(session)
    found += places(session, reference.places)
    found += [rule.outcome(session) for rule in DATE_RULES]
    found += constraints(session)
    return found
