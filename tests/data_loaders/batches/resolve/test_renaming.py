"""A body that a register renames or moves is still found by what it was called, and where."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from dashboard.store.engine import reading
from dashboard.store.models.inspections import Finding
from dashboard.store.models.institutions import Institution
from dashboard.store.models.operation import BodyAlias
from data_loaders.batches import Preview, commit, undo
from tests.handed_in import EXAM_SITES, Rows, look, put, sheet

CODE = {"统一社会信用代码": "52500106MJP0000771"}
BEFORE: Rows = ({"区县": "沙坪坝区", "机构名称": "嘉华学校", **CODE},)
RENAMED: Rows = ({"区县": "沙坪坝区", "机构名称": "恒信技工培训有限公司", **CODE},)
MOVED: Rows = ({"区县": "北碚区", "机构名称": "嘉华学校", **CODE},)
BOTH: Rows = ({"区县": "北碚区", "机构名称": "恒信技工培训有限公司", **CODE},)


def _found(name: str, unit: str) -> Rows:
    row = {"区县": unit, "被检单位": name, "问题类别": "培训档案", "问题描述": f"{unit}{name}"}
    return ({**row, "发现日期": "2024-11-05"},)


@pytest.mark.parametrize(
    ("after", "name", "unit"),
    [
        (RENAMED, "嘉华学校", "沙坪坝区"),
        (MOVED, "嘉华学校", "沙坪坝区"),
        (BOTH, "嘉华学校", "沙坪坝区"),
        (BOTH, "恒信技工培训有限公司", "沙坪坝区"),
        (BOTH, "嘉华学校", "北碚区"),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_a_finding_under_a_former_name_or_unit_is_found(
    ready: Engine, after: Rows, name: str, unit: str, at_once: bool
) -> None:
    put(ready, [sheet("institutions", BEFORE)])
    register, findings = sheet("institutions", after), sheet("findings", _found(name, unit))
    if at_once:
        put(ready, [register, findings])
    else:
        put(ready, [register])
        put(ready, [findings])
    with reading(ready) as session:
        (body,) = session.scalars(select(Institution))
        (found,) = session.scalars(select(Finding))
        assert found.institution_id == body.id
        assert body.name == after[0]["机构名称"]


def test_a_former_name_goes_with_the_register_that_ended_it(ready: Engine) -> None:
    put(ready, [sheet("institutions", BEFORE)])
    done = put(ready, [sheet("institutions", RENAMED), sheet("exam_sites", EXAM_SITES)])
    with reading(ready) as session:
        (alias,) = session.scalars(select(BodyAlias))
        assert (alias.name, alias.batch_id) == ("嘉华学校", done.batch_ids[0])
    undo(ready, done.batch_ids[0], by="测试")
    with reading(ready) as session:
        assert session.scalars(select(BodyAlias)).all() == []
        assert [one.name for one in session.scalars(select(Institution))] == ["嘉华学校"]


def test_a_body_may_take_its_old_name_back_and_forth(ready: Engine) -> None:
    for register in (BEFORE, RENAMED, BEFORE, RENAMED):
        put(ready, [sheet("institutions", register)])
    for name in ("嘉华学校", "恒信技工培训有限公司"):
        put(ready, [sheet("findings", _found(name, "沙坪坝区"))])
    with reading(ready) as session:
        (body,) = session.scalars(select(Institution))
        assert body.name == "恒信技工培训有限公司"
        assert len(session.scalars(select(Finding)).all()) == 2


def test_a_name_that_another_body_has_is_nobodys_former_name(ready: Engine) -> None:
    put(ready, [sheet("institutions", BEFORE)])
    other = {"区县": "沙坪坝区", "机构名称": "嘉华学校"}
    put(ready, [sheet("institutions", [*RENAMED, other])], decisions=_new(ready, [*RENAMED, other]))
    put(ready, [sheet("findings", _found("嘉华学校", "沙坪坝区"))])
    with reading(ready) as session:
        assert session.scalars(select(BodyAlias)).all() == []
        names = {one.id: one for one in session.scalars(select(Institution))}
        (found,) = session.scalars(select(Finding))
        assert names[found.institution_id].uscc is None


def _new(engine: Engine, rows: Rows) -> dict[str, str]:
    found: Preview = look(engine, [sheet("institutions", rows)])
    return {question.key: "new" for question, _ in found.questions}


def test_a_refused_register_renames_nothing(ready: Engine) -> None:
    put(ready, [sheet("institutions", BEFORE)])
    bad = [{**RENAMED[0], "理论座位数": "很多"}]
    found = look(ready, [sheet("institutions", bad)])
    assert found.rows_refused == 1
    commit(ready, look(ready, [sheet("findings", _found("嘉华学校", "沙坪坝区"))]), by="测试")
    assert look(ready, [sheet("findings", _found("恒信技工培训有限公司", "沙坪坝区"))]).rows_refused
