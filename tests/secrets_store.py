"""A store with a name in every place that only the case role may read."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Engine, String, select, update
from sqlalchemy.orm import Session

from dashboard.access.restriction import restriction_of
from dashboard.store.models import Base
from dashboard.store.models.operation import ImportProblem
from dashboard.store.models.sources import PublishedMention, SourceDocument
from tests.conftest import load_circular_alone
from tests.handed_in import SCHOOL, UNIT, Rows, changed, look, put, sheet, sheets

NAME: Final = "哨兵"
"""Part of every name that the store holds."""
OWN: Final = "信使"
"""Part of what somebody hands in now."""
PERSONS: Final = {"涉及人数": "2", "在逃人数": "1", "违纪处理人数": "1"}
EMPLOYER: Final = {
    **UNIT,
    "案件编号": "案2",
    "当事人": f"{NAME}用工有限公司",
    "当事人类型": "用工企业",
    "案由": "无证上岗",
    "阶段": "线索",
    "立案日期": "2024-11-10",
    **PERSONS,
}
HANDED_OVER: Final = {
    **UNIT,
    "案件编号": "案3",
    "当事人": f"{NAME}职业培训学校",
    "当事人类型": "培训机构",
    "案由": f"{NAME}学校考试作弊",
    "阶段": "线索",
    "立案日期": "2024-11-11",
    "移送公安日期": "2024-11-20",
    "备注": f"{NAME}学校的备注",
}
SHIFTED: Final = {
    **UNIT,
    "案件编号": "案4",
    "当事人": "渝北某某有限公司",
    "当事人类型": f"{NAME}机械厂",
    "案由": f"某“{NAME}”学校",
    "阶段": "线索",
    "立案日期": f"{NAME}某某学校",
    "涉及人数": f"{NAME}二人",
}
VIOLATION: Final = {
    **UNIT,
    "问题编号": "题9",
    "被检单位": SCHOOL,
    "问题类别": "违法违规",
    "问题描述": f"涉嫌与{NAME}学校串通作弊",
    "发现日期": "2024-11-06",
    "对应条款": f"{NAME}第一条",
    "备注": f"{NAME}学校另案处理",
}
BY_NUMBER: Final[Rows] = (
    {
        **UNIT,
        "案件编号": "案2",
        "当事人": f"{OWN}有限公司",
        "当事人类型": "用工企业",
        "案由": "无证上岗",
        "阶段": "线索",
        "立案日期": "2024-11-10",
        "涉及人数": "9",
    },
    {
        **UNIT,
        "案件编号": "案3",
        "当事人": SCHOOL,
        "当事人类型": "培训机构",
        "案由": f"{OWN}考试作弊",
        "阶段": "线索",
        "立案日期": "2024-11-11",
    },
    {
        **UNIT,
        "案件编号": "案3",
        "当事人": f"{OWN}职业学校",
        "当事人类型": "培训机构",
        "案由": "考试作弊",
        "阶段": "线索",
        "立案日期": "2024-11-11",
    },
)
"""What anybody can hand in who knows the numbers of cases."""


def fill(engine: Engine) -> None:
    """Load it as a bureau does; names in what documents say, and in rows of older versions."""
    load_circular_alone(engine)
    put(engine, sheets())
    cases = sheet("cases", [EMPLOYER, HANDED_OVER, SHIFTED])
    found = look(engine, [cases])
    answers = {question.key: "exam_cheating" for question, _ in found.questions}
    put(engine, [cases], decisions=answers, earlier=found, partial=True)
    put(engine, [sheet("findings", [VIOLATION, {**VIOLATION, "问题编号": "题8", "发现日期": ""}])],
        partial=True)  # fmt: skip
    put(engine, [sheet("cases", changed([EMPLOYER], 0, 当事人=f"{NAME}机械有限公司"))])
    with Session(engine) as session, session.begin():
        session.execute(update(PublishedMention).values(entity_name=f"{NAME}学校"))
        # The document speaks on every day that a reader of this store can look at.
        session.execute(update(SourceDocument).values(refers_until=date(2024, 1, 1)))
        first = session.scalars(select(ImportProblem).order_by(ImportProblem.id)).first()
        assert first is not None
        session.add(
            ImportProblem(
                batch_id=first.batch_id,
                level="warn",
                sheet=first.sheet,
                row_number=3,
                column_name="当事人",
                value=f"{NAME}老版本学校",
                rule="party-not-registered",
                message=f"“{NAME}老版本学校”不在本区县的机构台账和考试点台账中",
            )
        )


def names_held(engine: Engine) -> dict[str, int]:
    """By restricted text column, in how many rows the name stands."""
    with engine.connect() as connection:
        return {
            str(column): sum(NAME in (value or "") for value in connection.scalars(select(column)))
            for table in Base.metadata.tables.values()
            for column in table.c
            if restriction_of(column) is not None and isinstance(column.type, String)
        }
