"""Events and corrections are told apart, and nothing is told where nothing has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from dashboard.briefings.briefing import Briefing, Item
from dashboard.briefings.changes import ABSENT, changes_since, is_newer
from dashboard.briefings.freeze import computed
from dashboard.store.models.inspections import Finding
from dashboard.store.state import loading, read_state
from tests.ledger import Ledger
from tests.reported import everybody_reports

BRIEFING = Briefing(
    title="x",
    items=(
        Item.of("overview/headline"),
        Item.of("overview/changes"),
        Item.of("findings-map/where"),
    ),
)


def finding(session: Session, *, found_on: date) -> None:
    """One more finding, like the first one there is."""
    like = session.scalars(select(Finding).order_by(Finding.id).limit(1)).one()
    Ledger(session).add(
        "finding",
        district_id=like.district_id,
        institution_id=like.institution_id,
        batch_id=like.batch_id,
        found_on=found_on,
        number=f"补报{found_on}",
    )


def test_nothing_has_changed_until_something_is_loaded(own_demo: Engine) -> None:
    frozen = computed(own_demo, BRIEFING)
    assert not is_newer(frozen, read_state(own_demo))
    same = changes_since(own_demo, frozen)
    assert same.is_nothing
    assert same.redefined == ()


def test_late_data_is_a_correction_and_what_happens_is_an_event(own_demo: Engine) -> None:
    frozen = computed(own_demo, BRIEFING)
    with loading(own_demo, dataset="demo") as session:
        finding(session, found_on=date(2024, 12, 1))
    late = changes_since(own_demo, frozen)
    assert late.as_of == frozen.as_of
    assert late.events == ()
    told = {one.name: (one.before, one.after) for one in late.corrections}
    before, after = told["问题与整改 · 发现问题（本年）"]
    assert int(after.removesuffix("项")) == int(before.removesuffix("项")) + 1

    with loading(own_demo, dataset="demo") as session:
        for day in (2, 3):
            finding(session, found_on=date(2025, 1, day))
        everybody_reports(session, on=date(2025, 1, 3))
    both = changes_since(own_demo, frozen)
    assert is_newer(frozen, read_state(own_demo))
    assert both.as_of == date(2025, 1, 3)
    assert {one.name: (one.before, one.after) for one in both.corrections} == told
    events = {one.name: (one.before, one.after) for one in both.events}
    assert events["问题与整改 · 发现问题（本年）"] == (
        after,
        f"{int(after.removesuffix('项')) + 2}项",
    )
    assert all(ABSENT not in pair for pair in events.values()), "a moved day is no new figure"


def test_a_metric_counted_otherwise_is_no_correction(demo: Engine) -> None:
    frozen = computed(demo, BRIEFING)
    (first, *others) = frozen.sections
    said = tuple(
        replace(one, formula="旧口径") if one.metric == "findings" else one
        for one in first.definitions
    )
    older = replace(frozen, sections=(replace(first, definitions=said), *others))
    assert changes_since(demo, older).redefined == ("发现问题",)
