"""Disposals of alerts: an officer's verdict is written once, with its audit, in one transaction.

The alerts themselves are computed anew from the ledgers; what is kept is what people made of them.
A verdict raises the store's revision like a load, so that every open page sees it at its next
rerun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine, func, select

from dashboard.errors import DisposalError
from dashboard.store.models.operation import AuditEvent
from dashboard.store.models.watch import VERDICTS, AlertDisposal
from dashboard.store.state import loading

OFFICER_LETTERS = 40
REMARK_LETTERS = 500


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The alert a verdict is about, as it stood on the officer's screen."""

    alert_key: str
    indicator: str
    period: date
    method: str
    entity: str
    level: str
    said: str
    evidence: str


def dispose(
    engine: Engine,
    subject: Subject,
    *,
    dataset: str,
    seen: int | None,
    verdict: str,
    officer: str,
    remark: str = "",
) -> int:
    """Write a verdict, its audit event and a new revision: all of them, or nothing.

    Args:
        engine: The store.
        subject: The alert.
        dataset: Of the store the page was drawn from.
        seen: Key of the newest verdict the officer saw on the alert; None: there was none.
        verdict: A key of VERDICTS; `pending` takes the earlier one back.
        officer: Name or staff number, at most OFFICER_LETTERS letters.
        remark: What was found, at most REMARK_LETTERS letters.

    Returns:
        Key of the new verdict.

    Raises:
        DisposalError: something is missing or too long, or someone else was quicker.
        StoreError: the store cannot be reached or is another one by now.
    """
    officer, remark = officer.strip(), remark.strip()
    _check(verdict=verdict, officer=officer, remark=remark, seen=seen)
    with loading(engine, dataset=dataset) as session:
        newest = session.scalar(
            select(func.max(AlertDisposal.id)).where(AlertDisposal.alert_key == subject.alert_key)
        )
        if newest != seen:
            raise DisposalError("这条提示刚刚由他人处置，请先看最新的处置记录，再决定是否改判")
        now = datetime.now(UTC)
        written = AlertDisposal(
            **{name: getattr(subject, name) for name in Subject.__dataclass_fields__},
            verdict=verdict,
            officer=officer,
            remark=remark or None,
            decided_at=now,
        )
        session.add(written)
        session.add(
            AuditEvent(
                at=now,
                actor=officer,
                action="undo_disposal" if verdict == "pending" else "dispose",
                object_name=f"{subject.alert_key} {subject.entity}"[:200],
                result="ok",
            )
        )
        session.flush()
        return written.id


def _check(*, verdict: str, officer: str, remark: str, seen: int | None) -> None:
    if verdict not in VERDICTS:
        raise DisposalError(f"“{verdict}”不在处置结论之列")
    if not officer:
        raise DisposalError("请填写经办人（姓名或工号）")
    if len(officer) > OFFICER_LETTERS or len(remark) > REMARK_LETTERS:
        raise DisposalError(
            f"经办人最多{OFFICER_LETTERS}字、说明最多{REMARK_LETTERS}字，请缩短后再提交"
        )
    if verdict == "pending" and seen is None:
        raise DisposalError("这条提示还没有处置，无从撤回")
