"""`measure` against SQL written by hand, and the identities every figure keeps."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Date, Engine, bindparam, text
from sqlalchemy.orm import Session

from dashboard.errors import UnknownMetricError
from dashboard.metrics.definitions import METRICS
from dashboard.metrics.filters import Filters
from dashboard.metrics.measure import Figure, Measured, Question, measure
from dashboard.metrics.metric import Metric
from tests.views import counted

END = date(2024, 12, 31)
MIDYEAR = date(2024, 6, 30)

_STATE = """
    SELECT count(*) FROM institution i WHERE (
        SELECT d.outcome FROM review_decision d
        WHERE d.institution_id = i.id AND d.decided_on <= :day
        ORDER BY d.decided_on DESC,
            CASE d.stage WHEN 'municipal' THEN 3 WHEN 'district' THEN 2 ELSE 1 END DESC
        LIMIT 1) = '{}'
"""
_FINDINGS = "SELECT count(*) FROM finding f WHERE f.found_on <= :day"
_OPEN = f"{_FINDINGS} AND (f.closed_on IS NULL OR f.closed_on > :day)"
_LOOKBACK = "(SELECT id FROM campaign WHERE kind = 'lookback')"
_INSTITUTION_EXAMS = "exam_month WHERE institution_id IS NOT NULL AND month <= :day"
_CLASSES = "training_class WHERE started_on <= :day"

BY_HAND: dict[str, tuple[str, str | None]] = {
    "review_institutions_total": (
        "SELECT count(DISTINCT institution_id) FROM review_decision WHERE decided_on <= :day",
        None,
    ),
    "review_institutions_qualified": (_STATE.format("qualified"), None),
    "review_institutions_rectifying": (_STATE.format("rectifying"), None),
    "review_institutions_eliminated": (_STATE.format("eliminated"), None),
    "qualified_share": (
        _STATE.format("qualified"),
        "SELECT count(DISTINCT institution_id) FROM review_decision WHERE decided_on <= :day",
    ),
    "district_institutions_count": (
        "SELECT count(*) FROM institution WHERE (founded_on IS NULL OR founded_on <= :day) "
        "AND (closed_on IS NULL OR closed_on > :day)",
        None,
    ),
    "exam_sites_count": (
        "SELECT count(*) FROM exam_site WHERE (opened_on IS NULL OR opened_on <= :day) "
        "AND (closed_on IS NULL OR closed_on > :day)",
        None,
    ),
    "inspections": ("SELECT count(*) FROM inspection WHERE inspected_on <= :day", None),
    "institutions_inspected": (
        "SELECT count(DISTINCT institution_id) FROM inspection WHERE inspected_on <= :day",
        None,
    ),
    "covert_share": (
        "SELECT count(*) FROM inspection WHERE mode = 'covert' AND inspected_on <= :day",
        "SELECT count(*) FROM inspection WHERE mode IS NOT NULL AND inspected_on <= :day",
    ),
    "findings": (_FINDINGS, None),
    "findings_per_inspection": (
        f"{_FINDINGS} AND f.inspection_id IS NOT NULL",
        "SELECT count(*) FROM inspection WHERE inspected_on <= :day",
    ),
    "findings_critical": (f"{_FINDINGS} AND f.severity = 'critical'", None),
    "findings_open": (_OPEN, None),
    "findings_overdue": (f"{_OPEN} AND f.due_on < :day", None),
    "findings_reopened": (f"{_FINDINGS} AND f.reopened_on <= :day", None),
    "findings_without_deadline": (f"{_OPEN} AND f.due_on IS NULL", None),
    "lookback_problems_found": (
        f"{_FINDINGS} AND f.inspection_id IN "
        f"(SELECT id FROM inspection WHERE campaign_id IN {_LOOKBACK})",
        None,
    ),
    "rectification_orders_issued": (
        "SELECT count(*) FROM rectification_order WHERE issued_on <= :day",
        None,
    ),
    "rectification_completion_rate": (f"{_FINDINGS} AND f.closed_on <= :day", _FINDINGS),
    "on_time_share": (
        f"{_FINDINGS} AND f.due_on < :day AND f.closed_on <= :day AND f.closed_on <= f.due_on",
        f"{_FINDINGS} AND f.due_on < :day",
    ),
    "verified_share": (
        f"{_FINDINGS} AND f.completed_on <= :day AND f.verified_on <= :day",
        f"{_FINDINGS} AND f.completed_on <= :day",
    ),
    "cases_leads": ("SELECT count(*) FROM enforcement_case WHERE lead_on <= :day", None),
    "cases_confirmed": (
        "SELECT count(*) FROM enforcement_case WHERE lead_on <= :day AND confirmed_on <= :day",
        None,
    ),
    "penalty_fen": ("SELECT sum(amount_fen) FROM penalty WHERE decided_on <= :day", None),
    "penalty_paid_fen": (
        "SELECT sum(amount_fen) FROM penalty WHERE decided_on <= :day AND paid_on <= :day",
        None,
    ),
    "exam_violators_handled": (
        "SELECT sum(persons) FROM case_person_count WHERE kind = 'disciplined' "
        "AND counted_on <= :day",
        None,
    ),
    "uncertified_confirmed_companies": (
        "SELECT count(DISTINCT subject_name) FROM enforcement_case "
        "WHERE cause = 'uncertified' AND confirmed_on <= :day AND lead_on <= :day",
        None,
    ),
    "publicity_activities": (
        "SELECT count(*) FROM publicity_activity WHERE held_on <= :day",
        None,
    ),
    "publicity_leaflets_total": (
        "SELECT sum(copies) FROM publicity_activity WHERE held_on <= :day",
        None,
    ),
    "publicity_audience_person_times": (
        "SELECT sum(person_times) FROM publicity_activity "
        "WHERE held_on <= :day AND reported_by = 'organiser'",
        None,
    ),
    "training_classes": (f"SELECT count(*) FROM {_CLASSES}", None),
    "trainees": (f"SELECT sum(enrolled) FROM {_CLASSES}", None),
    "backfilled_share": (
        f"SELECT sum(sign_ins_backfilled) FROM {_CLASSES} AND sign_ins_actual IS NOT NULL",
        f"SELECT sum(sign_ins_actual) FROM {_CLASSES} AND sign_ins_backfilled IS NOT NULL",
    ),
    "short_hours_share": (
        f"SELECT count(*) FROM {_CLASSES} AND hours_delivered < hours_required",
        f"SELECT count(*) FROM {_CLASSES} AND hours_delivered IS NOT NULL "
        "AND hours_required IS NOT NULL",
    ),
    "exam_candidates": (f"SELECT sum(theory_candidates) FROM {_INSTITUTION_EXAMS}", None),
    "theory_pass_rate": (
        f"SELECT sum(theory_passes) FROM {_INSTITUTION_EXAMS} AND theory_candidates IS NOT NULL",
        f"SELECT sum(theory_candidates) FROM {_INSTITUTION_EXAMS} AND theory_passes IS NOT NULL",
    ),
    "out_of_city_share": (
        f"SELECT sum(out_of_city) FROM {_INSTITUTION_EXAMS}",
        f"SELECT sum(theory_candidates) FROM {_INSTITUTION_EXAMS} AND out_of_city IS NOT NULL",
    ),
}
"""Numerator and denominator as an auditor would ask for them, without our models or facts."""

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
    question = Question(metrics=metrics, **{"as_of": END, **wanted})
    with Session(engine) as session:
        (answer,) = measure(session, [question])
    return answer


@pytest.mark.parametrize("day", [END, MIDYEAR, date(2023, 3, 31)], ids=str)
@pytest.mark.parametrize("key", BY_HAND)
def test_a_figure_is_what_sql_by_hand_gives(demo_engine: Engine, key: str, day: date) -> None:
    figure = ask(demo_engine, key, as_of=day).get(key)
    numerator, denominator = (
        None if statement is None else _by_hand(demo_engine, statement, day)
        for statement in BY_HAND[key]
    )
    assert (figure.numerator or 0) == pytest.approx(numerator or 0)
    if denominator is None:
        return
    assert figure.denominator == pytest.approx(denominator)
    if denominator:
        assert figure.value == pytest.approx((numerator or 0) / denominator)
    else:
        assert figure.value is None


def test_enough_is_written_by_hand() -> None:
    assert len(BY_HAND) >= 35
    assert {METRICS[key].family for key in BY_HAND} == {
        metric.family for metric in METRICS.values()
    }


@pytest.mark.parametrize(
    ("key", "place", "number"),
    [
        # From the text of the circular, not from the store.
        ("lookback_problems_found", "", 181),
        ("lookback_districts_inspected", "", 8),
        ("lookback_penalty_cny", "", 53_000_00),
        ("district_institutions_count", "沙坪坝区", 3),
        ("enforcement_special_inspections", "沙坪坝区", 9),
        ("hazards_found", "沙坪坝区", 6),
        ("uncertified_penalty_cny", "双桥经开区", 10_000_00),
    ],
)
def test_the_demo_gives_the_circulars_numbers(
    demo_engine: Engine, key: str, place: str, number: float
) -> None:
    figure = ask(demo_engine, key, filters=Filters(district=place)).get(key)
    assert figure.value == number


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
    split = ask(demo_engine, metric.key, by=("district",)).of(metric.key)
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
    split = ask(demo_engine, metric.key, by=("month",)).of(metric.key)
    whole = ask(demo_engine, metric.key).get(metric.key)
    assert sum(figure.numerator or 0 for figure in split) == pytest.approx(whole.numerator or 0)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.key)
def test_every_metric_can_be_asked_by_every_dimension(demo_engine: Engine, metric: Metric) -> None:
    """Each dimension alone, in one statement; shares lie where shares can."""
    questions = [
        Question(metrics=(metric.key,), as_of=END, by=(dimension,))
        for dimension in sorted(metric.dimensions)
    ]
    with Session(demo_engine) as session:
        answers = measure(session, [*questions, Question(metrics=(metric.key,), as_of=END)])
    for answer in answers:
        for figure in answer.of(metric.key):
            _is_sound(figure, metric)


def test_many_questions_at_once_equal_one_by_one(demo_engine: Engine) -> None:
    questions = [
        Question(metrics=tuple(METRICS), as_of=END),
        Question(metrics=("findings", "theory_pass_rate"), as_of=END, by=("district",)),
        Question(metrics=("findings_by_kind",), as_of=MIDYEAR, by=("district", "category")),
        Question(metrics=("findings",), as_of=END, filters=Filters(district="北碚区")),
        Question(metrics=("penalty_fen",), as_of=MIDYEAR, by=("month",)),
        Question(metrics=("findings",), as_of=END),
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
        Question(metrics=("findings", "inspections"), as_of=day, by=by)
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
        *("rows", "exposure", "at_least", "thin"),
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
