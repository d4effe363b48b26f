"""Verifying a store: every identity it must keep, each with a count and example rows."""

from dashboard.metrics.checks.outcome import CheckOutcome
from dashboard.metrics.checks.verify import verify

__all__ = ["CheckOutcome", "verify"]
