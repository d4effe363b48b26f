from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.checks.outcome import EXAMPLES, CheckRule, collected
from dashboard.store.models.places import District


def test_nothing_bad_passes() -> None:
    outcome = collected("key", "都对", checked=3, bad=())
    assert outcome.passed
    assert outcome.examples == ()


def test_all_that_is_bad_is_counted_and_some_of_it_named() -> None:
    outcome = collected("key", "有错", checked=9, bad=(f"第{n}处" for n in range(9)))
    assert (outcome.failures, len(outcome.examples)) == (9, EXAMPLES)


def test_a_rule_counts_rows_and_names_those_that_break_it(circular_engine: Engine) -> None:
    rule = CheckRule(
        key="no-zones",
        title="没有开发区",
        source=District.__table__,
        bad=District.kind == "zone",
        names=(("代码", District.code), ("起", District.valid_from)),
    )
    with Session(circular_engine) as session:
        outcome = rule.outcome(session)
    assert (outcome.checked, outcome.failures) == (43, 4)
    assert outcome.examples[0] == "代码 CQ-GX，起 未填"
    assert "起 2010-06-18" in outcome.examples[1]
