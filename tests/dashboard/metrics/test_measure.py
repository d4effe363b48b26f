"""The identities every figure keeps; `tests/test_recount.py` counts each once more by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Date, Engine, bindparam, select, text
from sqlalchemy.orm import Session

from dashboard.errors import UnknownMetricError
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.figure import Figure, withheld
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import FigureQuery, Measured, measure
from dashboard.metrics.metric import Metric
from dashboard.metrics.states import FigureState
from dashboard.store.models.places import District
from tests.ledger import Ledger
from tests.views import counted

END = date(2024, 12, 31)
MIDYEAR = date(2024, 6, 30)

_FINDINGS = "SELECT count(*) FROM finding f WHERE f.found_on <= :day"
_OPEN = f"{_FINDINGS} AND (f.closed_on IS NULL OR f.closed_on > :day)"

DISTINCT = {
    "institutions_inspected": "an institution may be inspected by two units",
    "lookback_teams": "a team inspects several units",
    "uncertified_confirmed_companies": "a company may be met in two units",
    "review_stage_institutions": "one institution has decisions in several months",
}
"""Counts of different things: their parts may add up to more than the whole."""

COUNTS = [metric for metric in METRICS.values() if metric.denominator is None]
RATIOS = [metric for metric in METRICS.values() if metric.denominator is not None]


def ask(engine: Engine, *metrics: str, **wanted: Any) -> Measured:
    question = FigureQuery(metrics=metrics, **{"as_of": END, **wanted})
    with Session(engine) as session:
        (answer,) = measure(session, [question])
    return answer


@pytest.mark.parametrize(
    ("key", "place", "number"),
    [
        # From the text of the circular, not from the store.
        ("lookback_problems_found", "", 181),
        ("lookback_districts_inspected", "", 8),
        ("lookback_penalty_cny", "", 53_000_00),
        ("district_institutions_count", "500106", 3),
        ("enforcement_special_inspections", "500106", 9),
        ("hazards_found", "500106", 6),
        ("uncertified_penalty_cny", "CQ-SQ", 10_000_00),
    ],
)
def test_the_demo_gives_the_circulars_numbers(
    demo_engine: Engine, key: str, place: str, number: float
) -> None:
    figure = ask(demo_engine, key, filters=Filters(district=place)).get(key)
    assert figure.value == number


def test_parts_of_the_standard_that_govern_other_trades_are_not_counted(
    empty_engine: Engine,
) -> None:
    with Session(empty_engine) as session, session.begin():
        for code in ("DB50/T 867.62-2019", "DB50/T 867.62-2024", "DB50/T 867.63", "DB50/T 867.1"):
            Ledger(session).add("standard", code=code)
    assert ask(empty_engine, "local_standard_parts").get("local_standard_parts").value == 2


def test_of_a_share_that_nobody_reported_no_part_is_zero(empty_engine: Engine) -> None:
    with Session(empty_engine) as session, session.begin():
        Ledger(session).add("training_class", archive_required=5)
    figure = ask(empty_engine, "archive_complete_share").get("archive_complete_share")
    assert (figure.value, figure.numerator, figure.denominator) == (None, None, None)


def test_who_was_never_visited_has_no_number_of_visits_an_institution(empty_engine: Engine) -> None:
    with Session(empty_engine) as session, session.begin():
        ledger = Ledger(session)
        ledger.add("institution")
        ledger.add("inspection", district_id=ledger.add("district"))
        unvisited = ledger.row("institution")["district_id"]
    answer = ask(empty_engine, "inspections_per_institution", "inspections", by=("district",))
    for key in ("inspections_per_institution", "inspections"):
        figure = answer.get(key, unvisited)
        assert (figure.value, figure.state) == (None, FigureState.NOT_INSPECTED)


def test_the_three_states_are_all_institutions(demo_engine: Engine) -> None:
    keys = [f"review_institutions_{state}" for state in ("qualified", "rectifying", "eliminated")]
    for day in (END, MIDYEAR):
        answer = ask(demo_engine, "review_institutions_total", *keys, as_of=day)
        parts = sum(answer.get(key).value or 0 for key in keys)
        assert parts == answer.get("review_institutions_total").value


@pytest.mark.parametrize("dimension", ["category", "severity", "campaign", "mode", "month"])
def test_findings_split_without_rest(demo_engine: Engine, dimension: str) -> None:
    """What is not reported stands as a group of its own, named None."""
    split = ask(demo_engine, "findings_by_kind", by=(dimension,))
    whole = ask(demo_engine, "findings").get("findings")
    assert sum(figure.rows for figure in split.of("findings_by_kind")) == whole.rows


def test_kinds_of_findings_are_those_of_the_ledger(demo_engine: Engine) -> None:
    split = ask(demo_engine, "findings_by_kind", "findings_open_by_kind", by=("category",))
    for key, condition in (("findings_by_kind", ""), ("findings_open_by_kind", "open")):
        for figure in split.of(key):
            base = _OPEN if condition else _FINDINGS
            expected = _by_hand(demo_engine, f"{base} AND f.category = '{figure.group[0]}'", END)
            assert figure.value == expected


def test_open_and_closed_are_all_findings(demo_engine: Engine) -> None:
    answer = ask(demo_engine, "findings", "findings_open", "rectification_completion_rate")
    closed = answer.get("rectification_completion_rate").numerator or 0
    assert closed + (answer.get("findings_open").value or 0) == answer.get("findings").value


def test_a_chain_never_grows(demo_engine: Engine) -> None:
    answer = ask(demo_engine, "cases_leads", "cases_confirmed", "cases_penalised")
    leads, confirmed, penalised = (figure.value or 0 for figure in answer.figures)
    assert leads >= confirmed >= penalised > 0


@pytest.mark.parametrize(
    "metric",
    [metric for metric in COUNTS if metric.key not in DISTINCT and "district" in metric.dimensions],
    ids=lambda metric: metric.key,
)
def test_districts_add_up_to_the_city(demo_engine: Engine, metric: Metric) -> None:
    split = ask(demo_engine, metric.key, by=("district",), case_role=True).of(metric.key)
    whole = ask(demo_engine, metric.key).get(metric.key)
    assert sum(figure.numerator or 0 for figure in split) == pytest.approx(whole.numerator or 0)
    assert sum(figure.rows for figure in split) == whole.rows


@pytest.mark.parametrize("metric", RATIOS, ids=lambda metric: metric.key)
def test_both_parts_of_a_ratio_add_up(demo_engine: Engine, metric: Metric) -> None:
    split = ask(demo_engine, metric.key, by=("district",)).of(metric.key)
    whole = ask(demo_engine, metric.key).get(metric.key)
    assert sum(one.numerator or 0 for one in split) == pytest.approx(whole.numerator or 0)
    assert sum(one.denominator or 0 for one in split) == pytest.approx(whole.denominator or 0)


@pytest.mark.parametrize(
    "metric",
    [metric for metric in COUNTS if metric.key not in DISTINCT and "month" in metric.dimensions],
    ids=lambda metric: metric.key,
)
def test_months_add_up_to_the_whole(demo_engine: Engine, metric: Metric) -> None:
    if metric.key == "lookback_districts_inspected":
        pytest.skip("a district may be visited in two months")
    split = ask(demo_engine, metric.key, by=("month",), case_role=True).of(metric.key)
    whole = ask(demo_engine, metric.key).get(metric.key)
    assert sum(figure.numerator or 0 for figure in split) == pytest.approx(whole.numerator or 0)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)
def test_every_metric_can_be_asked_by_every_dimension(demo_engine: Engine, metric: Metric) -> None:
    """Each dimension alone, in one statement; shares lie where shares can."""
    questions = [
        FigureQuery(metrics=(metric.key,), as_of=END, by=(dimension,), case_role=True)
        for dimension in sorted(metric.dimensions)
    ]
    with Session(demo_engine) as session:
        answers = measure(session, [*questions, FigureQuery(metrics=(metric.key,), as_of=END)])
    for answer in answers:
        for figure in answer.of(metric.key):
            _is_sound(figure, metric)


def test_many_questions_at_once_equal_one_by_one(demo_engine: Engine) -> None:
    questions = [
        FigureQuery(metrics=tuple(METRICS), as_of=END),
        FigureQuery(metrics=("findings", "theory_pass_rate"), as_of=END, by=("district",)),
        FigureQuery(metrics=("findings_by_kind",), as_of=MIDYEAR, by=("district", "category")),
        FigureQuery(metrics=("findings",), as_of=END, filters=Filters(district="500109")),
        FigureQuery(metrics=("penalty_fen",), as_of=MIDYEAR, by=("month",)),
        FigureQuery(metrics=("findings",), as_of=END),
    ]
    with Session(demo_engine) as session:
        together = measure(session, questions)
        one_by_one = [measure(session, [question])[0] for question in questions]
    assert [answer.question for answer in together] == questions
    assert [answer.figures for answer in together] == [answer.figures for answer in one_by_one]


@pytest.mark.parametrize(("days", "statements"), [((END,), 1), ((END, MIDYEAR), 2)])
def test_a_day_costs_one_statement(
    demo_engine: Engine, days: tuple[date, ...], statements: int
) -> None:
    questions = [
        FigureQuery(metrics=("findings", "inspections"), as_of=day, by=by)
        for day in days
        for by in ((), ("district",), ("month",))
    ]
    with Session(demo_engine) as session, counted(demo_engine) as seen:
        measure(session, questions)
    assert len(seen) == statements


def test_no_question_costs_nothing(demo_engine: Engine) -> None:
    with Session(demo_engine) as session, counted(demo_engine) as seen:
        assert measure(session, []) == []
    assert len(seen) == 0


def test_groups_come_in_order_and_typed(demo_engine: Engine) -> None:
    answer = ask(demo_engine, "findings_by_kind", by=("month", "category"))
    groups = [figure.group for figure in answer.of("findings_by_kind")]
    assert groups == sorted(groups)
    assert all(isinstance(month, int) and isinstance(kind, str) for month, kind in groups)


def test_a_frame_is_tidy(demo_engine: Engine) -> None:
    frame = ask(demo_engine, "findings", "theory_pass_rate", by=("district",)).frame()
    assert list(frame.columns) == [
        *("metric", "district", "value", "numerator", "denominator"),
        *("rows", "population", "at_least", "state"),
    ]
    assert not frame.duplicated(["metric", "district"]).any()


@pytest.mark.parametrize(
    ("metrics", "by", "said"),
    [
        (("happiness",), (), "没有名为“happiness”的指标"),
        (("publicity_activities",), ("category",), "不能按“问题类别”分组"),
        (("findings",), ("planet",), "不能按“planet”分组"),
        (("local_standard_parts",), ("district",), "不能按“区县”分组"),
    ],
)
def test_what_cannot_be_asked_is_named(
    demo_engine: Engine, metrics: tuple[str, ...], by: tuple[str, ...], said: str
) -> None:
    with pytest.raises(UnknownMetricError) as caught:
        ask(demo_engine, *metrics, by=by)
    assert said in caught.value.zh


def _by_hand(engine: Engine, statement: str, day: date) -> float:
    asked = text(statement).bindparams(bindparam("day", value=day, type_=Date))
    with engine.connect() as connection:
        return float(connection.execute(asked).scalar() or 0)


def _is_sound(figure: Figure, metric: Metric) -> None:
    assert figure.rows >= 0
    if figure.value is None:
        return
    assert figure.value >= 0
    if metric.denominator is not None:
        assert figure.denominator
        assert figure.numerator is not None
        assert figure.value == pytest.approx(figure.numerator / figure.denominator)
    above_one = {"capacity_use"}
    if metric.unit == "share" and metric.key not in above_one:
        assert figure.value <= 1


PERSONS = [metric for metric in METRICS.values() if metric.counts_persons]
PARTS = ({"by": ("district",)}, {"by": ("month",)}, {"filters": Filters(kind="企业")})


def test_metrics_that_count_persons_of_cases_are_known_by_their_column() -> None:
    assert [metric.key for metric in PERSONS] == [
        "lookback_persons_detained",
        "lookback_persons_wanted",
        "exam_violators_handled",
    ]


@pytest.mark.parametrize("metric", PERSONS, ids=lambda metric: metric.key)
def test_persons_by_district_are_told_alike_whether_there_are_none_few_or_many(
    demo_engine: Engine, metric: Metric
) -> None:
    told = ask(demo_engine, metric.key, by=("district",), case_role=True).of(metric.key)
    there = {figure.group for figure in told if figure.value}
    with Session(demo_engine) as session:
        everywhere = set(session.scalars(select(District.id)))
    assert there
    assert len(there) < len(everywhere)
    split = ask(demo_engine, metric.key, by=("district",))
    assert split.of(metric.key) == ()
    alike = {replace(split.get(metric.key, key), group=()) for key in everywhere}
    assert alike == {withheld(metric.key)}


@pytest.mark.parametrize("part", PARTS, ids=repr)
@pytest.mark.parametrize("metric", PERSONS, ids=lambda metric: metric.key)
def test_persons_of_any_part_are_withheld_and_of_the_whole_are_not(
    demo_engine: Engine, metric: Metric, part: dict[str, Any]
) -> None:
    figure = ask(demo_engine, metric.key, **part).get(metric.key)
    assert (figure.value, figure.numerator, figure.rows, figure.withheld) == (None, None, 0, True)
    whole = ask(demo_engine, metric.key).get(metric.key)
    assert whole.value
    assert not whole.withheld
