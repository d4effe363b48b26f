from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.access.cases import SUPPRESSED
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.sections.answer import Answer, Facts, Links, Notice, Pages, Table
from dashboard.sections.data.rows import ROWS
from dashboard.store.models.enforcement import EnforcementCase
from tests.views import answer_of, counted, view_on


def _answer(
    engine: Engine,
    metric: str,
    *,
    filters: Filters | None = None,
    as_of: date | None = None,
    case_role: bool = False,
    **params: str,
) -> Answer:
    view = view_on(
        engine,
        filters=filters,
        as_of=as_of,
        params={"metric": metric, **params},
        case_role=case_role,
    )
    return answer_of(ROWS, view, engine=engine)


def _table(answer: Answer) -> Table:
    return next(block for block in answer.blocks if isinstance(block, Table))


def _notices(answer: Answer) -> str:
    return "".join(block.text for block in answer.blocks if isinstance(block, Notice))


def test_every_metric_leads_to_its_rows(demo_engine: Engine) -> None:
    view = view_on(demo_engine)
    for key, metric in METRICS.items():
        answer = answer_of(ROWS, replace(view, params={"metric": key}), engine=demo_engine)
        assert answer.title.startswith(metric.label)
        pages = next(block for block in answer.blocks if isinstance(block, Pages))
        assert min(pages.total, pages.size) == len(_table(answer).rows)


def test_title_tells_the_figure_and_how_many_rows(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "lookback_penalty_cny")
    assert answer.title == "回头看行政处罚5.3万元：台账中的8行"


def test_two_statements_answer(demo_engine: Engine) -> None:
    view = view_on(demo_engine, params={"metric": "findings"})
    with counted(demo_engine) as statements:
        answer_of(ROWS, view, engine=demo_engine)
    assert len(statements) == 2


def test_a_file_holds_all_rows_and_not_the_page_alone(demo_engine: Engine) -> None:
    table = _table(_answer(demo_engine, "findings_open", page="2"))
    assert table.whole is not None
    with Session(demo_engine) as session:
        whole = table.whole(session)
    assert (len(table.rows), len(whole)) == (33, 83)
    assert list(whole[50]) == list(table.rows[0])


def test_definition_scope_and_source_stand_above_the_rows(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "findings", filters=Filters(district="500106"))
    facts = next(dict(block.items) for block in answer.blocks if isinstance(block, Facts))
    assert facts["口径"] == METRICS["findings"].definition
    assert facts["范围"] == "沙坪坝区"
    assert facts["来源"] == "问题台账（批次5）"


def test_a_rate_says_that_these_are_the_rows_of_its_numerator(demo_engine: Engine) -> None:
    assert "分子的行" in _notices(_answer(demo_engine, "on_time_share"))


def test_a_filter_the_figure_does_not_know_is_named(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "inspections", filters=Filters(category="培训档案"))
    assert "不受问题类别筛选影响" in _notices(answer)


def test_an_earlier_day_warns_of_later_dates(demo_engine: Engine) -> None:
    assert "2024-06-30" in _notices(_answer(demo_engine, "findings_open", as_of=date(2024, 6, 30)))


def test_few_persons_are_told_for_the_whole_city_alone(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "lookback_persons_detained")
    assert answer.title.startswith("刑事拘留3人")
    assert (_table(answer).rows, _table(answer).columns) == ([], ())
    assert "仅案件角色可见" in _notices(answer)
    district = _answer(demo_engine, "lookback_persons_detained", filters=Filters(district="500230"))
    assert SUPPRESSED not in district.title
    assert "3人" not in district.title


def test_the_case_role_sees_the_persons_counted(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "lookback_persons_detained", case_role=True)
    assert sum(row[-5] for row in _table(answer).rows) == 3  # type: ignore[misc]


def test_one_institution_in_the_link_is_the_scope(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "findings", institution="1")
    names = {row[1] for row in _table(answer).rows}
    assert len(names) <= 1


def test_rows_of_cases_with_the_police_are_counted_but_not_listed_by_institution(
    demo_engine: Engine,
) -> None:
    with Session(demo_engine) as session:
        institution = session.scalars(
            select(EnforcementCase.institution_id).where(
                EnforcementCase.referred_on.is_not(None),
                EnforcementCase.institution_id.is_not(None),
            )
        ).first()
    answer = _answer(demo_engine, "cases_leads", institution=str(institution))
    assert "不按机构列出" in _notices(answer)


@pytest.mark.parametrize("page", ["0", "-1", "九", "99999999"])
def test_a_page_that_is_none_is_the_first(demo_engine: Engine, page: str) -> None:
    pages = [
        block
        for block in _answer(demo_engine, "findings_open", page=page).blocks
        if isinstance(block, Pages)
    ]
    assert pages[0].current == 1


def test_an_unknown_metric_leads_back(demo_engine: Engine) -> None:
    answer = _answer(demo_engine, "<script>")
    assert answer.title == "没有这个指标"
    assert any(isinstance(block, Links) for block in answer.blocks)


def test_a_figure_without_rows_says_so(circular_engine: Engine) -> None:
    answer = _answer(circular_engine, "review_institutions_total")
    assert answer.title.endswith("台账中没有相应的行")
    assert "通报数字" in _notices(answer)
    assert _table(answer).rows == []
