"""The history of loads in words, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.store.models.operation import BATCH_STATUSES, SHEETS
from data_loaders.batches import Batch


def batches_document(found: Sequence[Batch]) -> dict[str, Any]:
    """The history for programs, newest first."""
    return {
        "schema": "oversight-batches/1",
        "batches": [
            {
                "id": one.id,
                "load": one.load_number,
                "ledger": one.ledger,
                "file": one.file_name,
                "sha256": one.sha256,
                "by": one.loaded_by,
                "at": one.loaded_at.isoformat(),
                "data_until": one.data_until.isoformat() if one.data_until else None,
                "added": one.rows_added,
                "updated": one.rows_updated,
                "unchanged": one.rows_unchanged,
                "refused": one.rows_refused,
                "mode": one.mode,
                "status": one.status,
                "undone_by": one.undone_by,
                "undone_at": one.undone_at.isoformat() if one.undone_at else None,
                "problems": one.problems,
            }
            for one in found
        ],
    }


def batches_text(found: Sequence[Batch]) -> str:
    """The history for people, newest first."""
    if not found:
        return "尚未导入任何台账"
    return "\n".join(
        f"批次{one.id}（第{one.load_number}次导入）{SHEETS[one.ledger]} {one.file_name}："
        f"新增{one.rows_added}，更新{one.rows_updated}，不变{one.rows_unchanged}，"
        f"拒绝{one.rows_refused}；{one.loaded_by} {one.loaded_at:%Y-%m-%d %H:%M} UTC；"
        f"{BATCH_STATUSES[one.status]}" + (f"（{one.undone_by}）" if one.undone_by else "")
        for one in found
    )
