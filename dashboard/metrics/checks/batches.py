"""Batches, state and codes: what the store says of itself against what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session
from stdnum.cn import uscc

from dashboard.metrics.checks.outcome import CheckOutcome, collected
from dashboard.metrics.ledgers import LINES
from dashboard.store.models.institutions import ExamSite, Institution
from dashboard.store.models.operation import LEDGERS, SHEETS, ImportBatch, StoreState
from dashboard.store.reporting import EVENTS, complete_until, count_reports, read_reports

_CODE_LENGTH: Final = 18


def batches(session: Session) -> list[CheckOutcome]:
    """Rows counted by batch and ledger; credit codes; state."""
    return [*_rows(session), *_state(session), _codes(session)]


def _rows(session: Session) -> Iterator[CheckOutcome]:
    known = list(session.scalars(select(ImportBatch).order_by(ImportBatch.id)))
    owned = _owned(session)
    yield collected(
        "batch-rows",
        "批次名下的行数不超过其新增与更新数，已撤销的批次没有行",
        checked=len(known),
        bad=(
            f"批次{batch.id} {SHEETS[batch.ledger]}：{count}行，应不超过{most}行"
            for batch in known
            for count, most in [(owned.get(batch.id, 0), _most(batch))]
            if count > most
        ),
    )
    held = {
        ledger: session.scalar(select(func.count()).select_from(model)) or 0
        for ledger, model in LINES.items()
    }
    added = {
        ledger: sum(one.rows_added for one in known if one.ledger == ledger and _counts(one))
        for ledger in LINES
    }
    yield collected(
        "ledger-rows",
        "每本台账的行数等于各批次新增数之和",
        checked=len(LINES),
        bad=(
            f"{LEDGERS[ledger]}：{held[ledger]}行，批次新增合计{added[ledger]}行"
            for ledger in LINES
            if held[ledger] != added[ledger]
        ),
    )


def _owned(session: Session) -> dict[int, int]:
    """Rows by the batch that brought or last changed them."""
    counts = union_all(
        *(
            select(model.batch_id.label("batch"), func.count().label("row_count")).group_by(
                model.batch_id
            )
            for model in LINES.values()
        )
    )
    return {row.batch: row.row_count for row in session.execute(counts)}


def _counts(batch: ImportBatch) -> bool:
    return batch.status == "loaded"


def _most(batch: ImportBatch) -> int:
    return batch.rows_added + batch.rows_updated if _counts(batch) else 0


def _state(session: Session) -> Iterator[CheckOutcome]:
    states = list(session.scalars(select(StoreState)))
    yield collected(
        "state-row",
        "数据库状态恰有一行，数据版本不小于1",
        checked=len(states),
        bad=[f"{len(states)}行"] if len(states) != 1 else _early(states[0]),
    )
    if not states:
        return
    newest = count_reports(session)
    said, complete = states[0].data_until, complete_until(newest)
    yield collected(
        "data-until",
        "数据截至日是至少一半填报单位已报到的最后一天",
        checked=len(EVENTS),
        bad=[] if complete == said else [f"记为{_day(said)}，按台账应为{_day(complete)}"],
    )
    recorded = read_reports(session)
    yield collected(
        "reported-through",
        "各单位各台账填报到哪一天与台账一致",
        checked=len(newest),
        bad=(
            f"{LEDGERS[key[0]]}（单位{key[1]}）：记为{_day(recorded.get(key))}，"
            f"台账到{_day(newest.get(key))}"
            for key in sorted({*newest, *recorded})
            if recorded.get(key) != newest.get(key)
        ),
    )
    yield _names(session, dataset=states[0].dataset)
    latest = _latest(session)
    today = max(datetime.now(UTC).date(), states[0].changed_at.date())
    yield collected(
        "no-future",
        "没有晚于今天的发生日期",
        checked=len(EVENTS),
        bad=[_day(latest)] if latest and latest > today else [],
    )


def _names(session: Session, *, dataset: str) -> CheckOutcome:
    """Demo bodies say so in their names, and no body of a production store does."""
    names = [
        name
        for model in (Institution, ExamSite)
        for name in session.scalars(select(model.name).order_by(model.id))
    ]
    demo = dataset == "demo"
    return collected(
        "demo-apart",
        "演示机构名称都以“示例”开头" if demo else "正式数据中没有以“示例”开头的机构",
        checked=len(names),
        bad=(name for name in names if name.startswith("示例") is not demo),
    )


def _early(state: StoreState) -> list[str]:
    return [f"数据版本{state.revision}"] if state.revision < 1 else []


def _latest(session: Session) -> date | None:
    days = union_all(*(select(func.max(day).label("day")) for _, day, _ in EVENTS)).subquery()
    latest: date | None = session.scalar(select(func.max(days.c.day)))
    return latest


def _day(day: date | None) -> str:
    return day.isoformat() if day else "无"


def _codes(session: Session) -> CheckOutcome:
    codes = [
        (name, code)
        for model in (Institution, ExamSite)
        for name, code in session.execute(
            select(model.name, model.uscc).where(model.uscc.is_not(None)).order_by(model.id)
        )
    ]
    return collected(
        "credit-codes",
        "统一社会信用代码18位且校验码正确",
        checked=len(codes),
        bad=(f"{name} {code}" for name, code in codes if not is_credit_code(code)),
    )


def is_credit_code(code: str | None) -> bool:
    """Whether the last character follows from the others; the region need not exist (demo)."""
    if code is None or len(code) != _CODE_LENGTH or not _is_plain(code):
        return False
    try:
        return bool(uscc.calc_check_digit(code[:-1]) == code[-1])
    except ValueError:
        return False


def _is_plain(code: str) -> bool:
    """Whether the code is as the standard writes it: capitals and half-width."""
    return code.isascii() and code == code.upper()
