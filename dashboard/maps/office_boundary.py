"""The boundary that this office has its maps drawn on."""

from __future__ import annotations

from datetime import date

from dashboard.maps.boundaries import Boundary, Scope, boundary_on
from dashboard.settings import settings


def office_boundary(day: date, *, scope: Scope = "city") -> Boundary:
    """What every map shows on `day`: the sketch's edition, or the bureau's own file.

    Raises:
        BoundaryError: if the bureau's file cannot be drawn.
    """
    chosen = settings()
    return boundary_on(
        day,
        scope=scope,
        own_file=chosen.boundary_file,
        approval_number=chosen.map_approval_number,
    )
