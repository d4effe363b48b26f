from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.sections.enforcement.body import body
from dashboard.sections.figure_cell import Link
from tests.views import view_on

NOBODY = {"institution_id": None, "institution": None, "exam_site": None, "subject": None}


def _body(engine: Engine, **columns: Any) -> Any:
    row: Any = SimpleNamespace(**{**NOBODY, **columns})
    return body(view_on(engine), row)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"subject_kind": "institution"}, "培训机构"),  # withheld
        ({"subject_kind": "employer"}, "用工企业"),
        ({"subject_kind": "employer", "subject": "示例公司"}, "示例公司"),
        ({"subject_kind": "exam_site", "exam_site": "示例考试点"}, "示例考试点"),
        ({"subject_kind": "person"}, "个人"),
    ],
)
def test_whom_a_case_concerns(circular_engine: Engine, columns: dict[str, Any], told: str) -> None:
    assert _body(circular_engine, **columns) == told


def test_an_institution_leads_to_its_own_page(circular_engine: Engine) -> None:
    found = _body(
        circular_engine, subject_kind="institution", institution="示例机构", institution_id=7
    )
    assert found == Link(label="示例机构", page="institutions", params={"institution": "7"})
