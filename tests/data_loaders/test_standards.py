from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from dashboard.errors import AssetError
from dashboard.store.models.standards import Clause, Standard, StandardAlias
from dashboard.store.state import loading
from data_loaders.standards import FOLDER, load_standards
from tests.data_loaders.assets import contents, spoilt


def test_versions_and_their_dates(circular_engine: Engine) -> None:
    columns = (Standard.code, Standard.issued_on, Standard.in_force_on, Standard.superseded_on)
    with Session(circular_engine) as session:
        rows = {code: dates for code, *dates in session.execute(select(*columns))}
    assert rows == {
        "AQ 8011-2023": [date(2023, 12, 20), date(2024, 7, 1), None],
        "AQ/T 8011-2016": [date(2016, 8, 29), date(2017, 3, 1), date(2024, 7, 1)],
        "DB50/T 867.62-2024": [None, None, None],
        "DB50/T 867.63": [None, None, None],
    }


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AQ/T8011-2023", "AQ 8011-2023"),  # as the circular has it
        ("AQ/T 8011-2023", "AQ 8011-2023"),
        ("《安全生产培训机构基本条件》", "AQ 8011-2023"),
        ("《安全培训机构基本条件》", "AQ 8011-2023"),  # the title of 2016, in the circular
        ("安全生产技术规范第62部分", "DB50/T 867.62-2024"),
        ("安全生产技术规范第63部分", "DB50/T 867.63"),
    ],
)
def test_spellings_of_the_circular(circular_engine: Engine, written: str, meant: str) -> None:
    standard = (
        select(Standard.code)
        .join(StandardAlias, StandardAlias.standard_id == Standard.id)
        .where(StandardAlias.name == written)
    )
    with Session(circular_engine) as session:
        assert session.scalar(standard) == meant


def test_part_62_is_about_exam_sites_and_63_about_institutions(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        subjects = dict(session.execute(select(Standard.code, Standard.subject)).all())
    assert subjects["DB50/T 867.62-2024"] == "考试点"
    assert subjects["DB50/T 867.63"] == "培训机构"


def test_clauses_have_no_invented_threshold(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        clauses = session.scalars(select(Clause)).all()
        code = session.scalar(select(Standard.code).where(Standard.id == clauses[0].standard_id))
    assert code == "AQ 8011-2023"
    assert len({clause.standard_id for clause in clauses}) == 1
    assert {clause.number for clause in clauses} == {
        *("1", "3.3", "3.4", "3.5", "3.6", "4.1.1", "4.1.2", "4.2", "4.3.2", "4.4.1", "4.4.4"),
        *("4.5", "4.6.1", "4.6.2", "4.7", "5", "5.2", "5.3", "5.4", "6"),
    }
    assert {(clause.threshold, clause.unit) for clause in clauses} == {(None, None)}


def test_loading_again_changes_nothing_and_keeps_a_threshold_typed_in(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        load_standards(session)
    once = contents(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        load_standards(session)
    assert contents(empty_engine) == once
    typed_in = update(Clause).where(Clause.number == "4.4.4")
    with loading(empty_engine, dataset="production") as session:
        session.execute(typed_in.values(threshold=1.5, unit="hours", subject="学时"))
    with loading(empty_engine, dataset="production") as session:
        load_standards(session)
        clause = session.scalars(select(Clause).where(Clause.number == "4.4.4")).one()
        assert (clause.threshold, clause.unit, clause.subject) == (1.5, "hours", "培训学时")


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)  # files, not stores, are at fault
@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"standards": [', '"standard": [', ("顶层", "standards")),
        ('"issued_on": "2023-12-20"', '"issued_on": "2023/12/20"', ("standards[0]", "issued_on")),
        ('"in_force_on": "2017-03-01"', '"in_force_on": "2027-03-01"', ("superseded_on",)),
        ('"code": "AQ/T 8011-2016"', '"code": "AQ 8011-2023"', ("standards[1]", "code", "重复")),
        ('"AQ8011-2023"', '"AQ/T8011-2016"', ("standards[1].aliases[0]", "name", "重复")),
        ('"AQ8011-2023"', '"AQ/T 8011-2016"', ("standards[0].aliases[0]", "别名")),
        ('"number": "4.7"', '"number": "4.5"', ("standards[0].clauses[14]", "number", "重复")),
        ('"number": "4.7"', '"no": "4.7"', ("standards[0].clauses[14]", "字段应为")),
        ('"培训档案", "kind": "list"', '"培训档案", "kind": "many"', ("clauses[14]", "kind")),
        (
            '"培训档案", "kind": "list", "threshold": null',
            '"培训档案", "kind": "min", "threshold": 3',
            ("clauses[14]", "unit"),
        ),
        ('"培训档案", "kind"', '["培训档案"], "kind"', ("clauses[14]", "subject", "文字")),
        ('"superseded_on": "2024-07-01",', '"superseded_on": "2024-07-01"', ("不是有效的JSON",)),
    ],
)
def test_a_broken_asset_is_named(
    empty_engine: Engine, tmp_path: Path, old: str, new: str, says: tuple[str, ...]
) -> None:
    folder = spoilt(FOLDER, into=tmp_path, file="standards.json", old=old, new=new)
    with Session(empty_engine) as session, pytest.raises(AssetError) as caught:
        load_standards(session, folder=folder)
    assert "standards/standards.json" in caught.value.zh
    for words in says:
        assert words in caught.value.zh
