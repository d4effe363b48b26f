from __future__ import annotations

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.metrics.paging import Paged, paged
from dashboard.store.models.places import District


def _page(engine: Engine, *, page: int, size: int = 10, code: str | None = None) -> Paged:
    listed = select(District.id, District.name)
    if code is not None:
        listed = listed.where(District.code == code)
    with Session(engine) as session:
        return paged(session, listed, order=(District.id,), page=page, size=size, values={})


def _ids(engine: Engine) -> list[int]:
    with Session(engine) as session:
        return list(session.scalars(select(District.id).order_by(District.id)))


def test_pages_together_give_every_row_once(circular_engine: Engine) -> None:
    ids = _ids(circular_engine)
    pages = -(-len(ids) // 10)
    found = [row.id for at in range(pages) for row in _page(circular_engine, page=at + 1).rows]
    assert found == ids


def test_the_total_counts_all_pages(circular_engine: Engine) -> None:
    assert _page(circular_engine, page=2, size=7).total == len(_ids(circular_engine))


def test_a_page_too_high_gives_the_last(circular_engine: Engine) -> None:
    ids = _ids(circular_engine)
    last = _page(circular_engine, page=999)
    assert last.number == -(-len(ids) // 10)
    assert [row.id for row in last.rows] == ids[(last.number - 1) * 10 :]


def test_a_page_too_high_gives_the_last_where_pages_are_full(circular_engine: Engine) -> None:
    ids = _ids(circular_engine)
    last = _page(circular_engine, page=9, size=len(ids))
    assert (last.number, len(last.rows)) == (1, len(ids))


def test_nothing_found_is_one_empty_page(circular_engine: Engine) -> None:
    assert _page(circular_engine, page=3, code="none") == Paged(rows=(), total=0, number=1)
