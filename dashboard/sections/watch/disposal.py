"""What did an officer make of it? A form to dispose of an alert, to revise, to take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import Engine

from dashboard.clock import BEIJING
from dashboard.sections.answer import Block, Event, Notice, Timeline
from dashboard.sections.form import Form, FormField
from dashboard.sections.view import View
from dashboard.store.disposals import OFFICER_LETTERS, REMARK_LETTERS, Subject, dispose
from dashboard.store.models.watch import LEVELS, VERDICTS
from dashboard.watch.alert import Alert, Verdict
from dashboard.watch.wording import NO_LOGIN, entity_words, say

_CHOICES = {word: key for key, word in VERDICTS.items() if key != "pending"}
_OFFICER = FormField(
    name="officer",
    label="经办人",
    placeholder="姓名或工号",
    longest=OFFICER_LETTERS,
    required=True,
)


def disposal_blocks(view: View, alert: Alert) -> tuple[Block, ...]:
    """The form, the taking back where there is something to, and the history."""
    seen = alert.verdicts[0].id if alert.verdicts else None
    send = partial(_send, subject=_subject(alert), dataset=view.state.dataset, seen=seen)
    blocks: list[Block] = [_dispose(alert, send)]
    if alert.verdict != "pending":
        blocks.append(_undo(alert, send))
    return (*blocks, *_history(alert))


def _subject(alert: Alert) -> Subject:
    return Subject(
        alert_key=alert.key,
        indicator=alert.indicator,
        period=alert.period,
        method=alert.about.method,
        entity=entity_words(alert.entity)[:200],
        level=alert.level,
        said=say(alert)[:500],
        evidence=alert.evidence,
    )


def _dispose(alert: Alert, send: partial[str]) -> Form:
    revised = alert.verdict != "pending"
    return Form(
        key=f"dispose-{alert.key}",
        title="改判" if revised else "处置",
        entries=(
            FormField(name="verdict", label="结论", options=tuple(_CHOICES), required=True),
            _OFFICER,
            FormField(
                name="remark",
                label="核查说明",
                placeholder="核查了什么、依据是什么；不要填写考生、学员的姓名或证件号",
                longest=REMARK_LETTERS,
                lines=3,
            ),
        ),
        check="核对后提交",
        confirm="确认写入",
        asks=f"请核对：{entity_words(alert.entity)}的这条线索将记为",
        send=send,
        note=NO_LOGIN,
    )


def _undo(alert: Alert, send: partial[str]) -> Form:
    return Form(
        key=f"undo-{alert.key}",
        title="撤回处置",
        entries=(_OFFICER,),
        check="撤回为待核查",
        confirm="确认撤回",
        asks=f"撤回后恢复为“{VERDICTS['pending']}”，原处置仍留在记录中。",
        send=send,
    )


def _send(
    engine: Engine,
    values: Mapping[str, str],
    *,
    subject: Subject,
    dataset: str,
    seen: int | None,
) -> str:
    """Write the verdict; a form without one takes the earlier back."""
    verdict = _CHOICES[values["verdict"]] if "verdict" in values else "pending"
    dispose(
        engine,
        subject,
        dataset=dataset,
        seen=seen,
        verdict=verdict,
        officer=values["officer"],
        remark=values.get("remark", ""),
    )
    if verdict == "pending":
        return "已撤回，这条线索恢复为待核查。"
    return f"已记为“{VERDICTS[verdict]}”；如有误可改判或撤回，记录都会保留。"


def _history(alert: Alert) -> tuple[Block, ...]:
    if not alert.verdicts:
        return (Notice(text="还没有处置记录。"),)
    return (
        Timeline(
            key=f"watch-history-{alert.key}",
            events=tuple(_event(one) for one in alert.verdicts),
        ),
    )


def local_day(at: datetime) -> date:
    """The day of a time of the store, in Beijing."""
    return _local(at).date()


def _local(at: datetime) -> datetime:
    # SQLite forgets the zone; what is written is UTC.
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(BEIJING)


def _event(one: Verdict) -> Event:
    local = _local(one.decided_at)
    word = "撤回处置" if one.verdict == "pending" else VERDICTS[one.verdict]
    remark = f"：{one.remark}" if one.remark else ""
    return Event(
        day=local.date(),
        kind=word,
        text=f"{local:%H:%M} {one.officer}{remark}（处置时级别：{LEVELS[one.level]}）",
    )
