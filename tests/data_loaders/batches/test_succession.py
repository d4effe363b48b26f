"""Rows of the weeks between an announcement and the new organs may carry either name."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.store.models.inspections import Finding
from dashboard.store.models.institutions import Institution
from dashboard.store.models.places import District
from dashboard.store.models.publicity import PublicityActivity
from dashboard.store.reporting import read_reports
from data_loaders.batches import Upload, commit, preview, undo
from data_loaders.batches.resolve.organisation_questions import NEW
from tests.conftest import load_circular_alone
from tests.handed_in import Rows, sheet

TODAY = date(2026, 2, 10)


def _row(unit: str, day: str) -> dict[str, str]:
    return {"区县": unit, "渠道": "现场活动", "名称": f"{unit}{day}", "日期": day}


@pytest.mark.parametrize(
    ("unit", "day", "code"),
    [
        ("渝北区", "2025-11-05", "500112"),
        ("两江新区", "2025-11-05", "CQ-LJ"),
        ("两江新区", "2025-11-06", "500157"),
        ("两江新区", "2025-12-20", "500157"),
        ("江北区", "2025-12-20", "500105"),
        ("渝北区", "2026-01-24", "500112"),
        ("两江新区", "2026-01-25", "500157"),
    ],
)
def test_either_name_is_accepted_and_stays(
    empty_engine: Engine, unit: str, day: str, code: str
) -> None:
    load_circular_alone(empty_engine)
    found = preview(empty_engine, [sheet("publicity", [_row(unit, day)])], today=TODAY)
    done = commit(empty_engine, found, by="测试", partial=False)
    with Session(empty_engine) as session:
        asked = select(District.code).join(
            PublicityActivity, PublicityActivity.district_id == District.id
        )
        assert list(session.scalars(asked)) == [code]
        assert set(read_reports(session).values()) == {date.fromisoformat(day)}
    assert done.number is not None
    undo(empty_engine, 1, by="测试", whole_load=True)
    with Session(empty_engine) as session:
        assert read_reports(session) == {}


@pytest.mark.parametrize(("unit", "day"), [("江北区", "2026-01-25"), ("渝北区", "2026-02-01")])
def test_once_the_new_organs_are_in_office_the_old_name_is_refused(
    empty_engine: Engine, unit: str, day: str
) -> None:
    load_circular_alone(empty_engine)
    found = preview(empty_engine, [sheet("publicity", [_row(unit, day)])], today=TODAY)
    (problem,) = found.problems
    assert problem.rule == "district-not-valid"
    assert "两江新区" in problem.message


NAME, CODE = "嘉华建筑技工学校", "52500106MJP0000771"


def _register(unit: str, *, day: str = "", code: str = "", name: str = "") -> Upload:
    row = {"区县": unit, "机构名称": NAME, "统一社会信用代码": code}
    return sheet("institutions", [row | ({"名册日期": day} if day else {})], name=name)


def _finding(unit: str, day: str) -> Rows:
    row = {"区县": unit, "被检单位": NAME, "问题类别": "培训档案", "问题描述": "缺签到表"}
    return ({**row, "发现日期": day},)


def _put(engine: Engine, *files: Upload, asked: int = 0) -> set[str]:
    """Load the files; the rules that warned."""
    found = preview(engine, files, today=TODAY)
    assert (len(found.questions), found.rows_refused) == (asked, 0), found.problems
    commit(engine, found, by="测试")
    return {one.rule for one in found.problems}


def _units(engine: Engine) -> list[str]:
    with Session(engine) as session:
        joined = select(District.code).join(Institution, Institution.district_id == District.id)
        return list(session.scalars(joined))


@pytest.mark.parametrize(
    ("unit", "day", "code"),
    [
        ("江北区", "2024-12-31", "500105"),
        ("渝北区", "2025-06-30", "500112"),
        ("两江新区", "2024-12-31", "CQ-LJ"),
        ("两江新区", "2026-01-31", "500157"),
        ("两江新区", "", "500157"),
    ],
)
def test_a_register_names_the_units_of_its_day(
    empty_engine: Engine, unit: str, day: str, code: str
) -> None:
    load_circular_alone(empty_engine)
    assert _put(empty_engine, _register(unit, day=day)) == set()
    assert _units(empty_engine) == [code]
    assert preview(empty_engine, [_register(unit, day=day)], today=TODAY).rows_unchanged == 1


def test_a_register_may_tell_its_day_in_its_name(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    assert _put(empty_engine, _register("两江新区", name="机构台账截至2024年12月31日")) == set()
    assert _units(empty_engine) == ["CQ-LJ"]


@pytest.mark.parametrize(("unit", "code"), [("江北区", "500105"), ("渝北区", "500112")])
def test_without_a_day_a_unit_that_has_ended_is_meant_and_said(
    empty_engine: Engine, unit: str, code: str
) -> None:
    load_circular_alone(empty_engine)
    assert _put(empty_engine, _register(unit)) == {"district-ceased"}
    assert _units(empty_engine) == [code]


@pytest.mark.parametrize(
    ("registered", "unit", "day"),
    [
        ("两江新区", "江北区", "2024-11-06"),
        ("两江新区", "渝北区", "2024-11-06"),
        ("两江新区", "两江新区", "2024-11-06"),
        ("两江新区", "北碚区", "2024-11-06"),
        ("江北区", "两江新区", "2026-02-01"),
        ("渝北区", "两江新区", "2026-02-01"),
        ("渝北区", "北碚区", "2026-02-01"),
    ],
)
def test_a_body_is_found_from_before_and_after_a_succession(
    empty_engine: Engine, registered: str, unit: str, day: str
) -> None:
    load_circular_alone(empty_engine)
    _put(empty_engine, _register(registered))
    _put(empty_engine, sheet("findings", _finding(unit, day)))
    with Session(empty_engine) as session:
        (found,) = session.scalars(select(Finding))
        (body,) = session.scalars(select(Institution))
        assert found.institution_id == body.id


def test_units_beside_each_other_may_have_namesakes(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    _put(empty_engine, _register("两江新区"))
    found = preview(
        empty_engine, [sheet("findings", _finding("北碚区", "2026-02-01"))], today=TODAY
    )
    assert len(found.questions) == 1


def test_of_two_namesakes_a_person_says_which(empty_engine: Engine) -> None:
    load_circular_alone(empty_engine)
    _put(empty_engine, _register("江北区", day="2024-12-31"))
    other = [_register("渝北区", day="2024-12-31")]
    ((question, _),) = preview(empty_engine, other, today=TODAY).questions
    two = preview(empty_engine, other, today=TODAY, decisions={question.key: NEW})
    commit(empty_engine, two, by="测试")
    found = preview(
        empty_engine, [sheet("findings", _finding("两江新区", "2026-02-01"))], today=TODAY
    )
    assert len(found.questions) == 1


@pytest.mark.parametrize("code", ["", CODE])
def test_a_later_register_moves_a_body_and_an_older_one_does_not_take_it_back(
    empty_engine: Engine, code: str
) -> None:
    load_circular_alone(empty_engine)
    _put(empty_engine, _register("江北区", day="2024-12-31", code=code))
    assert _put(empty_engine, _register("两江新区", day="2026-01-31", code=code)) == {"moved"}
    assert _units(empty_engine) == ["500157"]
    _put(empty_engine, _register("江北区", day="2024-12-31", code=code))
    assert _units(empty_engine) == ["500157"]
