"""Which activities are they? The ledger itself, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from dashboard import units
from dashboard.links import read_page
from dashboard.metrics.paging import Paged
from dashboard.metrics.publicity import activities
from dashboard.sections.answer import Answer, Cell, Choice, Column, Pages, Search, Table
from dashboard.sections.section import Listing, Section
from dashboard.sections.view import View
from dashboard.store.models.publicity import CHANNELS, REACH_REPORTERS

EVERY_CHANNEL: Final = "全部渠道"
_SIZE: Final = 15
_ALL_ROWS: Final = 1_000_000
_COLUMNS: Final = (
    Column(label="日期"),
    Column(label="区县（开发区）"),
    Column(label="渠道"),
    Column(label="名称"),
    Column(label="期（次）数"),
    Column(label="份数", unit="copies"),
    Column(label="覆盖人次", unit="person_times"),
    Column(label="数据来源"),
)
_CONTROLS: Final = (
    Choice(
        name="channel",
        label="渠道",
        options=(EVERY_CHANNEL, *CHANNELS.values()),
        default=EVERY_CHANNEL,
        resets="activities",
    ),
    Search(
        name="activity",
        label="活动名称",
        placeholder="名称中的几个字",
        resets="activities",
    ),
)


def _ask(view: View) -> Mapping[str, Listing]:
    page = read_page(view.params.get("activities", ""))
    return {"page": Listing.of(activities, **_chosen(view), page=page, size=view.page_size(_SIZE))}


def _chosen(view: View) -> dict[str, Any]:
    wanted = view.params.get("channel", "")
    return {
        "filters": view.filters,
        "as_of": view.as_of,
        "channel": next((key for key, label in CHANNELS.items() if label == wanted), ""),
        "text": view.params.get("activity", "").strip(),
    }


def _answer(view: View, got: Mapping[str, Paged]) -> Answer:
    page = got["page"]
    chosen = _chosen(view)

    def whole(session: Session) -> list[list[Cell]]:
        return _rows(view, activities(session, **chosen, page=1, size=_ALL_ROWS))

    loaded = bool(view.reference.batches_of("publicity"))
    table = Table(
        key="publicity-activities",
        title="宣传活动清单",
        columns=_COLUMNS,
        rows=_rows(view, page),
        note="" if view.is_still else "下载为筛选后的全部记录。",
        empty="没有符合条件的活动" if loaded else "宣传台账尚未导入，原文没有活动清单",
        whole=whole,
        scope=_scope(view, chosen),
    )
    pager = Pages(name="activities", total=page.total, size=_SIZE, current=page.number)
    return Answer(
        title=f"活动清单：共{page.total}场次" if loaded else "活动清单：台账无记录",
        blocks=(*_CONTROLS, table, pager) if loaded else (table,),
    )


def _scope(view: View, chosen: Mapping[str, Any]) -> str:
    channel = CHANNELS.get(chosen["channel"], EVERY_CHANNEL)
    named = f" · 名称含“{chosen['text']}”" if chosen["text"] else ""
    return f"{view.sentence()} · {channel}{named}"


def _rows(view: View, page: Paged) -> list[list[Cell]]:
    return [
        [
            row.held_on,
            view.named(row.district_id),
            CHANNELS[row.channel],
            row.name,
            _items(row.items, channel=row.channel),
            _counted(row.copies, row.copies_qualifier, unit="copies"),
            _counted(row.person_times, row.reach_qualifier, unit="person_times"),
            _reporter(row.reported_by, reach=row.person_times),
        ]
        for row in page.rows
    ]


def _counted(value: int | None, qualifier: str, *, unit: str) -> Cell:
    if value is None or qualifier == "exact":
        return value
    return f"{units.number(value, unit=unit)}余"


def _items(items: int | None, *, channel: str) -> Cell:
    """Items in the channel's own unit: episodes of videos, times of everything else."""
    if items is None:
        return None
    return units.text(items, unit="episodes" if channel == "video" else "times")


def _reporter(key: str | None, *, reach: int | None) -> Cell:
    """Who reported a reach; nobody needs to be named where there is none."""
    if key is not None:
        return REACH_REPORTERS[key]
    return None if reach is None else "未说明"


ACTIVITIES = Section(
    key="publicity-activities", question="具体是哪些活动？", ask=_ask, answer=_answer
)
