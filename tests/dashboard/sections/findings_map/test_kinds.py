from datetime import date

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Chart, Links, Row
from dashboard.sections.findings_map.kinds import KINDS
from dashboard.store.models.inspections import Finding
from tests.views import answer_of, view_on


def answered(engine: Engine, **chosen: object) -> Answer:
    view = view_on(engine, filters=Filters(**chosen))  # type: ignore[arg-type]
    return answer_of(KINDS, view, engine=engine)


def charts(answer: Answer) -> dict[str, Chart]:
    [row] = [one for one in answer.blocks if isinstance(one, Row)]
    found = [one for _, blocks in row.columns for one in blocks if isinstance(one, Chart)]
    return {one.key: one for one in found}


def test_categories_by_severity_are_the_ledgers(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        rows = session.execute(
            select(Finding.category, Finding.severity, func.count())
            .where(Finding.found_on <= date(2024, 12, 31))
            .group_by(Finding.category, Finding.severity)
        ).all()
    expected = {(category, severity): number for category, severity, number in rows}
    table = charts(answered(demo_engine))["kinds-findings_by_kind"].table
    archive = next(row for row in table.rows if row[0] == "培训档案")
    severities = ("minor", "major", "critical", None)
    assert list(archive[1:5]) == [expected.get(("archive", one), 0) for one in severities]
    assert archive[5] == sum(expected.get(("archive", one), 0) for one in severities)


def test_a_chosen_category_fades_the_others_but_does_not_hide_them(demo_engine: Engine) -> None:
    answer = answered(demo_engine, category="培训质量")
    values = charts(answer)["kinds-findings_by_kind"].spec["data"]["values"]
    plain = {row["row"] for row in values if "row" in row and not row["faded"]}
    assert plain == {"培训质量"}
    assert len({row["row"] for row in values if "row" in row}) == 4
    assert isinstance(answer.blocks[0], Links)


def test_the_circular_alone_splits_nothing(circular_engine: Engine) -> None:
    answer = answered(circular_engine)
    assert answer.title == "通报的181项问题：类别与严重程度原文未说明"


def test_a_bare_store_is_no_error(bare_engine: Engine) -> None:
    assert answered(bare_engine).title == "问题类别：台账尚未导入"
