"""The fine of a case, which districts keep in 元 or in 万元."""

from __future__ import annotations

from typing import Final

from data_loaders.ledgers.declaration import CellKind, LedgerColumn
from data_loaders.ledgers.recurring import MOST_COUNT

_EITHER: Final = ("罚款金额", "罚款", "行政罚款", "罚款数额")
"""What may stand without a unit, and is asked about then."""


def _fine(
    *, key: str, unit: str, scale: int, printed: bool, says: str, example: str
) -> LedgerColumn:
    return LedgerColumn(
        key=key,
        label=f"罚款金额（{unit}）",
        aliases=(*(f"{name}（{unit}）" for name in _EITHER[1:]), *_EITHER),
        kind=CellKind.MONEY,
        unit="fen",
        into="amount_fen",
        scale=scale,
        most=MOST_COUNT,
        printed=printed,
        help=says,
        example=example,
    )


AMOUNT: Final = _fine(
    key="amount_yuan",
    unit="元",
    scale=1,
    printed=True,
    says="罚款金额，单位为元；没有罚款请留空。也可改用“罚款金额（万元）”一列。",
    example="10000",
)
AMOUNT_WAN: Final = _fine(
    key="amount_wan",
    unit="万元",
    scale=10_000,
    printed=False,
    says="罚款金额，单位为万元。",
    example="",
)
