"""Reports of all units, so that the day of the data moves on as it does when a city reports."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from dashboard.store.models.places import District
from tests.ledger import Ledger


def everybody_reports(session: Session, *, on: date) -> None:
    """An activity of every unit there is, whose figures a test does not look at."""
    rows = Ledger(session)
    for unit in session.scalars(select(District.id)).all():
        rows.add("publicity_activity", district_id=unit, held_on=on, name=f"月报{on}")
