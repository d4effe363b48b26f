"""All tables; importing this package registers every family on `Base.metadata`."""

from dashboard.store.models import (
    briefings,
    enforcement,
    inspections,
    institutions,
    operation,
    places,
    practice,
    publicity,
    sources,
    standards,
    training,
    watch,
)
from dashboard.store.models.base import Base

FAMILIES = {
    "places": places,
    "sources": sources,
    "standards": standards,
    "institutions": institutions,
    "inspections": inspections,
    "enforcement": enforcement,
    "publicity": publicity,
    "training": training,
    "practice": practice,
    "watch": watch,
    "briefings": briefings,
    "operation": operation,
}
"""The families of tables by name, in the order of the data dictionary."""

__all__ = ["FAMILIES", "Base"]
