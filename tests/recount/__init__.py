"""Every figure counted once more, from its definition in words and the tables alone.

It was written without a look at the product's own expressions, so that a mistake would have to be
made twice to hide.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.recount.by_hand import ByHand, Lasting
from tests.recount.enforcement import ENFORCEMENT
from tests.recount.findings import FINDINGS
from tests.recount.inspections import INSPECTIONS
from tests.recount.orders import ORDERS
from tests.recount.publicity import PUBLICITY
from tests.recount.review import PLACES, REVIEW
from tests.recount.training import CLASSES, EXAMS

BY_HAND: Mapping[str, ByHand | Lasting] = {
    **REVIEW,
    **PLACES,
    **INSPECTIONS,
    **FINDINGS,
    **ORDERS,
    **ENFORCEMENT,
    **PUBLICITY,
    **CLASSES,
    **EXAMS,
}
