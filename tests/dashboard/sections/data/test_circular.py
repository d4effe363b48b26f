import csv
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.paths import ASSETS
from dashboard.sections.answer import Table
from dashboard.sections.data.circular import CIRCULAR_FIGURES, UNCOUNTED
from dashboard.sections.figure_cell import Link
from tests.circulars import two_circulars, two_lookbacks
from tests.ledger import Ledger
from tests.views import answer_of, view_on


def _tables(engine: Engine) -> tuple[str, Table, Table]:
    answer = answer_of(CIRCULAR_FIGURES, view_on(engine), engine=engine)
    figures, derived = answer.blocks
    assert isinstance(figures, Table)
    assert isinstance(derived, Table)
    return answer.title, figures, derived


def _column(table: Table, label: str) -> list[object]:
    at = [column.label for column in table.columns].index(label)
    return [row[at] for row in table.rows]


def test_all_published_figures_stand_in_their_order(demo_engine: Engine) -> None:
    _, figures, _ = _tables(demo_engine)
    with (ASSETS / "circular" / "figures.csv").open(encoding="utf-8-sig") as file:
        labels = [row["label"] for row in csv.DictReader(file)]
    assert _column(figures, "通报中的数字") == labels
    assert len(labels) == 25


def test_the_demo_agrees_with_every_one(demo_engine: Engine) -> None:
    title, figures, _ = _tables(demo_engine)
    assert title == "25项通报数字，25项与台账一致"
    assert set(_column(figures, "核对结果")) == {"与通报一致"}


def test_what_is_said_with_more_than_keeps_its_sign(demo_engine: Engine) -> None:
    _, figures, _ = _tables(demo_engine)
    stated = dict(zip(_column(figures, "通报中的数字"), figures.rows, strict=True))
    leaflets = stated["累计发放宣传资料"]
    assert leaflets[6] == "15万余份"
    assert str(leaflets[8]).startswith("+")


def test_each_leads_to_the_rows_of_its_own_scope(demo_engine: Engine) -> None:
    _, figures, _ = _tables(demo_engine)
    links = [cell for cell in _column(figures, "依据") if isinstance(cell, Link)]
    assert len(links) == 25
    hazards = next(link for link in links if link.params["metric"] == "hazards_found")
    assert hazards.params["district"] == "500106"
    assert hazards.label == "6行"


def test_without_ledgers_nothing_is_filled_in(circular_engine: Engine) -> None:
    title, figures, _ = _tables(circular_engine)
    assert title == "25项通报数字，1项与台账一致，24项台账无记录"
    missing = [row for row in figures.rows if row[9] == "台账无记录"]
    assert all((row[7], row[8], row[11]) == ("—", "—", None) for row in missing)


@pytest.mark.parametrize(
    ("what", "worked_out"),
    [
        ("合格占比", "84.7%"),
        ("淘汰占比", "9.2%"),
        ("整改占比", "6.1%"),
        ("回头看平均每区县问题", "22.6项/区县"),
    ],
)
def test_what_nobody_published_is_marked_as_worked_out(
    circular_engine: Engine, what: str, worked_out: str
) -> None:
    _, _, derived = _tables(circular_engine)
    assert "推算" in derived.title
    assert {row[1]: row[2] for row in derived.rows}[what] == worked_out


def test_each_document_stands_with_its_own_scope_and_period(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        ledger = Ledger(session)
        ledger.add("store_state")
        two_lookbacks(ledger)
        two_circulars(ledger)
        ledger.add("published_figure", document_id=1, position=2, key="出动车辆", label="出动车辆")
        session.commit()
    view = view_on(empty_engine, as_of=date(2025, 12, 31))
    answer = answer_of(CIRCULAR_FIGURES, view, engine=empty_engine)
    table = answer.blocks[0]
    assert isinstance(table, Table)
    assert answer.title == "3项通报数字，2项与台账一致，1项台账无记录"
    assert _column(table, "范围") == [
        *("全市，2025年11月“回头看”", "全市，2024年11月“回头看”"),
        "全市",
    ]
    assert _column(table, "核对结果") == ["与通报一致", "与通报一致", UNCOUNTED]
    early = view_on(empty_engine, as_of=date(2022, 6, 30))
    assert "2024-12-31" in answer_of(CIRCULAR_FIGURES, early, engine=empty_engine).title
