"""The circular's figures and names, written out once more by hand from its text."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session

from dashboard.errors import AssetError
from dashboard.store.models.places import District
from dashboard.store.models.practice import GoodPractice, Requirement
from dashboard.store.models.sources import (
    PublishedFigure,
    PublishedMention,
    SourceDocument,
    SourceGap,
)
from dashboard.store.state import loading
from dashboard.units import UNITS, text
from data_loaders.circular import FOLDER, load_circular
from data_loaders.places import load_places
from tests.data_loaders.assets import contents, spoilt

# key: district, figure as the circular writes it, section
FIGURES = {
    "review_institutions_total": ("全市", "98家", "一（一）"),
    "review_institutions_qualified": ("全市", "83家", "一（一）"),
    "review_institutions_eliminated": ("全市", "9家", "一（一）"),
    "review_institutions_rectifying": ("全市", "6家", "一（一）"),
    "publicity_video_episodes": ("沙坪坝区", "4期", "一（二）"),
    "publicity_leaflets_total": ("沙坪坝区", "15万余份", "一（二）"),
    "publicity_audience_person_times": ("沙坪坝区", "100万余人次", "一（二）"),
    "district_institutions_count": ("沙坪坝区", "3家", "一（二）"),
    "enforcement_special_inspections": ("沙坪坝区", "9次", "一（二）"),
    "exam_violators_handled": ("沙坪坝区", "1名", "一（二）"),
    "hazards_found": ("沙坪坝区", "6个", "一（二）"),
    "rectification_orders_issued": ("沙坪坝区", "2份", "一（二）"),
    "rectification_completion_rate": ("沙坪坝区", "100.0%", "一（二）"),
    "uncertified_leads": ("双桥经开区", "4件", "一（二）"),
    "uncertified_confirmed_companies": ("双桥经开区", "1家", "一（二）"),
    "uncertified_penalty_cny": ("双桥经开区", "1万元", "一（二）"),
    "publicity_wechat_case_circulars": ("双桥经开区", "2次", "一（二）"),
    "lookback_teams": ("全市", "2个", "二"),
    "lookback_districts_inspected": ("全市", "8个", "二"),
    "lookback_problems_found": ("8个区县合计", "181项", "二"),
    "lookback_penalty_cny": ("8个区县合计", "5.3万元", "二"),
    "lookback_police_cases": ("8个区县合计", "2起", "二"),
    "lookback_persons_detained": ("8个区县合计", "3人", "二"),
    "lookback_persons_wanted": ("8个区县合计", "1人", "二"),
    "local_standard_parts": ("全市", "2个", "三（一）"),
}
STORED = {  # the same in base units: money in fen, a share 0 to 1
    "review_institutions_total": 98,
    "review_institutions_qualified": 83,
    "review_institutions_eliminated": 9,
    "review_institutions_rectifying": 6,
    "publicity_video_episodes": 4,
    "publicity_leaflets_total": 150_000,
    "publicity_audience_person_times": 1_000_000,
    "district_institutions_count": 3,
    "enforcement_special_inspections": 9,
    "exam_violators_handled": 1,
    "hazards_found": 6,
    "rectification_orders_issued": 2,
    "rectification_completion_rate": 1.0,
    "uncertified_leads": 4,
    "uncertified_confirmed_companies": 1,
    "uncertified_penalty_cny": 1_000_000,
    "publicity_wechat_case_circulars": 2,
    "lookback_teams": 2,
    "lookback_districts_inspected": 8,
    "lookback_problems_found": 181,
    "lookback_penalty_cny": 5_300_000,
    "lookback_police_cases": 2,
    "lookback_persons_detained": 3,
    "lookback_persons_wanted": 1,
    "local_standard_parts": 2,
}
MATRIX = {
    "facility": {"长寿区", "北碚区", "渝北区"},
    "training": {"黔江区", "丰都县"},
    "archive": {"北碚区", "丰都县", "巴南区", "黔江区"},
    "violation": {"黔江区", "丰都县"},
}


def test_25_figures_read_as_in_the_circular(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        figures = session.scalars(select(PublishedFigure).order_by(PublishedFigure.position)).all()
    assert len(figures) == 25
    read = {
        figure.key: (
            figure.scope,
            text(figure.value, unit=figure.unit, at_least=figure.qualifier == "at_least"),
            figure.section,
        )
        for figure in figures
    }
    assert read == FIGURES
    assert list(read) == list(FIGURES)
    assert {figure.key: figure.value for figure in figures} == STORED
    assert {figure.unit for figure in figures} <= set(UNITS)


def test_only_reach_and_leaflets_are_lower_bounds(circular_engine: Engine) -> None:
    bounds = select(PublishedFigure.key).where(PublishedFigure.qualifier == "at_least")
    with Session(circular_engine) as session:
        assert set(session.scalars(bounds)) == {
            "publicity_leaflets_total",
            "publicity_audience_person_times",
        }


def test_a_figure_of_one_unit_points_at_it_and_of_the_city_at_none(circular_engine: Engine) -> None:
    rows = select(PublishedFigure.scope, District.name).outerjoin(
        District, District.id == PublishedFigure.district_id
    )
    with Session(circular_engine) as session:
        assert set(session.execute(rows)) == {
            ("全市", None),
            ("8个区县合计", None),
            ("沙坪坝区", "沙坪坝区"),
            ("双桥经开区", "双桥经开区"),
        }


def test_periods_are_set_only_where_stated(circular_engine: Engine) -> None:
    columns = (PublishedFigure.section, PublishedFigure.period_start, PublishedFigure.period_end)
    with Session(circular_engine) as session:
        periods = set(session.execute(select(*columns)))
        document = session.scalars(select(SourceDocument)).one()
    assert periods == {
        ("一（一）", None, None),
        ("一（二）", None, None),
        ("二", date(2024, 11, 1), date(2024, 11, 30)),
        ("二", date(2024, 11, 1), None),  # detained and wanted since then
        ("三（一）", None, None),
    }
    assert document.number == "渝应急办发〔2024〕39号"
    assert document.issued_on is None


def test_outcomes_of_the_review_add_up(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        values = dict(session.execute(select(PublishedFigure.key, PublishedFigure.value)).all())
    parts = ("qualified", "eliminated", "rectifying")
    assert sum(values[f"review_institutions_{part}"] for part in parts) == 98
    assert values["review_institutions_total"] == 98


def test_problem_matrix(circular_engine: Engine) -> None:
    rows = select(PublishedMention, District.name).join(
        District, District.id == PublishedMention.district_id
    )
    with Session(circular_engine) as session:
        mentions = session.execute(rows).all()
    matrix: dict[str, set[str]] = {}
    for mention, district in mentions:
        matrix.setdefault(mention.topic, set()).add(district)
    assert matrix == MATRIX
    assert Counter(mention.section for mention, _ in mentions) == {
        "二（一）": 3,
        "二（二）": 2,
        "二（三）": 4,
        "二（四）": 2,
    }
    assert {mention.topic for mention, _ in mentions if mention.list_is_open} == {"archive"}


def test_only_violations_are_suspected_and_name_a_body(circular_engine: Engine) -> None:
    rows = select(PublishedMention, District.name).join(
        District, District.id == PublishedMention.district_id
    )
    with Session(circular_engine) as session:
        mentions = session.execute(rows).all()
    suspected = {
        (district, mention.entity_name)
        for mention, district in mentions
        if mention.status == "suspected"
    }
    assert suspected == {
        ("黔江区", "华光计算机职业学校"),
        ("丰都县", "匠成职业技能培训学校"),
    }
    assert all(
        (mention.status == "suspected") == (mention.topic == "violation")
        and (mention.entity_name is None) == (mention.topic != "violation")
        and ("涉嫌" in mention.content) == (mention.topic == "violation")
        for mention, _ in mentions
    )


def test_names_of_suspected_bodies_stand_in_the_restricted_column_alone(
    circular_engine: Engine,
) -> None:
    rows = contents(circular_engine)
    named = [name for name, lines in rows.items() for line in lines if "职业" in line]
    assert named == ["published_mention", "published_mention"]
    assert PublishedMention.__table__.c.entity_name.info["restricted"]


def test_good_practice_of_four_units(circular_engine: Engine) -> None:
    rows = (
        select(District.name, func.count())
        .join(GoodPractice, GoodPractice.district_id == District.id)
        .group_by(District.name)
    )
    with Session(circular_engine) as session:
        assert dict(session.execute(rows).all()) == {
            "万州区": 1,
            "江北区": 2,
            "沙坪坝区": 2,
            "双桥经开区": 2,
        }


def test_requirements_have_neither_deadline_nor_status(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        tasks = session.scalars(select(Requirement).order_by(Requirement.position)).all()
    assert [task.position for task in tasks] == list(range(1, 17))
    assert {(task.due_on, task.status, task.evidence) for task in tasks} == {(None, None, None)}
    assert {(task.section, task.responsible) for task in tasks} == {
        ("三（一）", "各区县应急管理局、有关单位"),
        ("三（一）", "各区县应急管理局"),
        ("三（二）", "各培训机构"),
    }


def test_gaps_name_the_figures_they_limit(circular_engine: Engine) -> None:
    with Session(circular_engine) as session:
        gaps = session.scalars(select(SourceGap).order_by(SourceGap.position)).all()
    assert len(gaps) == 21
    assert all(gap.question.endswith("？") and gap.consequence.endswith("。") for gap in gaps)
    assert {gap.figure_key for gap in gaps} - {None} <= set(FIGURES)


def test_loading_again_changes_nothing(empty_engine: Engine) -> None:
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
        load_circular(session)
    once = contents(empty_engine)
    with loading(empty_engine, dataset="production") as session:
        load_circular(session)
    assert contents(empty_engine) == once


def test_what_people_entered_is_kept(empty_engine: Engine) -> None:
    reported = {"status": "done", "due_on": date(2025, 3, 31), "evidence": "报告第3页"}
    with loading(empty_engine, dataset="production") as session:
        load_places(session)
        load_circular(session)
        session.execute(update(Requirement).where(Requirement.position == 2).values(**reported))
        session.execute(update(PublishedMention).values(confirmed_on=date(2025, 1, 15)))
    with loading(empty_engine, dataset="production") as session:
        load_circular(session)
        task = session.scalars(select(Requirement).where(Requirement.position == 2)).one()
        assert {name: getattr(task, name) for name in reported} == reported
        confirmed = session.scalars(select(PublishedMention.confirmed_on).distinct()).all()
        assert confirmed == [date(2025, 1, 15)]


def test_places_come_first(empty_engine: Engine) -> None:
    with Session(empty_engine) as session, pytest.raises(AssetError) as caught:
        load_circular(session)
    assert "circular/figures.csv 第6行“district”列" in caught.value.zh


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)  # files, not stores, are at fault
@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("document.json", '"issued_on": null', '"issued_on": "12月"', ("issued_on", "12月")),
        ("figures.csv", ",98,", ",98家,", ("第2行", "value", "98家")),
        ("figures.csv", ",98,", ",98.5,", ("第2行", "value", "整数")),
        ("figures.csv", ",整改完成率,1,", ",整改完成率,100,", ("value", "0到1")),
        ("figures.csv", ",98,institutions", ",98,家", ("unit", "家")),
        ("figures.csv", "150000,copies,at_least", "150000,copies,gt", ("qualifier", "gt")),
        ("figures.csv", "2,review_institutions_q", "1,review_institutions_q", ("第3行", "重复")),
        ("mentions.csv", "training,500230,named", "training,500230,suspected", ("entity_name",)),
        ("mentions.csv", "二（一）,facility,500115", "二(一),facility,500115", ("section",)),
        ("mentions.csv", "archive,500113,named,true", "archive,500113,named,是", ("list_is_open",)),
        ("practices.csv", "500101,", "500199,", ("district", "500199")),
        ("requirements.csv", "16,三（二）", "15,三（二）", ("第17行", "position", "重复")),
        ("gaps.csv", "uncertified_leads", "uncertified_lead", ("figure_key",)),
    ],
)
def test_a_broken_asset_is_named(
    empty_engine: Engine, tmp_path: Path, file: str, old: str, new: str, says: tuple[str, ...]
) -> None:
    folder = spoilt(FOLDER, into=tmp_path, file=file, old=old, new=new)
    with Session(empty_engine) as session:
        load_places(session)
        with pytest.raises(AssetError) as caught:
            load_circular(session, folder=folder)
    assert f"circular/{file}" in caught.value.zh
    for words in says:
        assert words in caught.value.zh
