"""The three days of a succession, and through which day each unit has reported.

Revision ID: 0005
Revises: 0004
"""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ANNOUNCED, _CODED, _IN_OFFICE = date(2025, 11, 6), date(2025, 12, 5), date(2026, 1, 25)
"""The change of 2025, the only one that a store of an older schema can know."""
_NEW_DAYS = {
    "coded_on": "First day of the new codes; null: not known",
    "in_office_on": "First day of the new organs, until which rows may carry the old name; "
    "null: at once",
}
_NEW_ORDER = "First day of the new order"
_NEW_ORDER_ANNOUNCED = "First day of the new order, as announced"
_LAST_DAY = "Last day with data in any ledger: the default as-of day; null: no ledger"
_COMPLETE_DAY = (
    "Latest day through which at least half of the units that report have reported: "
    "the default as-of day; null: no ledger"
)
_DAYS = (
    ("reviews", "review_decision", "decided_on", ("institution", "institution_id")),
    ("inspections", "inspection", "inspected_on", None),
    ("findings", "rectification_order", "issued_on", None),
    ("findings", "finding", "found_on", None),
    ("findings", "finding", "closed_on", None),
    ("cases", "enforcement_case", "lead_on", None),
    ("cases", "penalty", "decided_on", ("enforcement_case", "case_id")),
    ("publicity", "publicity_activity", "held_on", None),
    ("classes", "training_class", "started_on", None),
    ("exam_months", "exam_month", "month", None),
)
"""Ledger, table, day, and where the unit stands if not in the table itself, with the reference."""


def upgrade() -> None:
    """Apply this step."""
    with op.batch_alter_table("district_succession") as batch_op:
        for name, comment in _NEW_DAYS.items():
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True, comment=comment))
        for name in _NEW_DAYS:
            batch_op.create_check_constraint(
                op.f(f"ck_district_succession_{name}_not_before_on_date"), f"{name} >= on_date"
            )
        batch_op.alter_column(
            "on_date",
            existing_type=sa.Date(),
            existing_nullable=False,
            comment=_NEW_ORDER_ANNOUNCED,
            existing_comment=_NEW_ORDER,
        )
    steps = sa.table(
        "district_succession", *(sa.column(name, sa.Date()) for name in ("on_date", *_NEW_DAYS))
    )
    op.execute(
        steps.update()
        .where(steps.c.on_date == _ANNOUNCED)
        .values(coded_on=_CODED, in_office_on=_IN_OFFICE)
    )
    reported = op.create_table(
        "reported_through",
        sa.Column("ledger", sa.String(length=20), nullable=False, comment="Which ledger"),
        sa.Column("district_id", sa.Integer(), nullable=False, comment="Unit that reports"),
        sa.Column(
            "until",
            sa.Date(),
            nullable=False,
            comment="Newest day of its rows; of a monthly report the last of its month",
        ),
        sa.CheckConstraint(
            "ledger IN ('institutions', 'exam_sites', 'reviews', 'inspections', 'findings', "
            "'cases', 'publicity', 'classes', 'exam_months')",
            name=op.f("ck_reported_through_ledger_known"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_reported_through_district_id")
        ),
        sa.PrimaryKeyConstraint("ledger", "district_id", name=op.f("pk_reported_through")),
        comment="One row per ledger and unit with rows in it; kept by every load",
    )
    with op.batch_alter_table("reported_through") as batch_op:
        batch_op.create_index("ix_reported_through_district_id", ["district_id"], unique=False)
    newest = dict(_newest())
    if newest:
        op.bulk_insert(
            reported,
            [
                {"ledger": ledger, "district_id": unit, "until": until}
                for (ledger, unit), until in newest.items()
            ],
        )
    state = sa.table("store_state", sa.column("data_until", sa.Date()))
    op.execute(state.update().values(data_until=_complete(newest)))
    _say_of_the_day(_COMPLETE_DAY, before=_LAST_DAY)


def downgrade() -> None:
    """Take this step back."""
    _say_of_the_day(_LAST_DAY, before=_COMPLETE_DAY)
    op.drop_table("reported_through")
    with op.batch_alter_table("district_succession") as batch_op:
        batch_op.alter_column(
            "on_date",
            existing_type=sa.Date(),
            existing_nullable=False,
            comment=_NEW_ORDER,
            existing_comment=_NEW_ORDER_ANNOUNCED,
        )
        for name in _NEW_DAYS:
            batch_op.drop_constraint(
                op.f(f"ck_district_succession_{name}_not_before_on_date"), type_="check"
            )
            batch_op.drop_column(name)


def _say_of_the_day(comment: str, *, before: str) -> None:
    with op.batch_alter_table("store_state") as batch_op:
        batch_op.alter_column(
            "data_until",
            existing_type=sa.Date(),
            existing_nullable=True,
            comment=comment,
            existing_comment=before,
        )


def _newest() -> Iterator[tuple[tuple[str, int], date]]:
    """Ledger and unit to the newest day; later ones of a pair are the newer."""
    found = []
    for ledger, name, day, reference in _DAYS:
        of, key = reference or (name, "id")
        rows = sa.table(name, sa.column(day, sa.Date()), sa.column(key)).alias("dated")
        owner = sa.table(of, sa.column("id"), sa.column("district_id")).alias("owner")
        unit = owner.c.district_id
        source = rows.join(owner, owner.c.id == rows.c[key])
        asked = sa.select(unit, sa.func.max(rows.c[day], type_=sa.Date())).select_from(source)
        asked = asked.where(rows.c[day].is_not(None)).group_by(unit)
        found += [((ledger, one), until) for one, until in op.get_bind().execute(asked)]
    for (ledger, unit), until in sorted(found, key=lambda one: one[1]):
        if ledger == "exam_months":
            until = (until.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        yield (ledger, unit), until


def _complete(newest: dict[tuple[str, int], date]) -> date | None:
    """The latest day through which at least half of the units have reported."""
    units: dict[int, date] = {}
    for (_, unit), until in newest.items():
        units[unit] = max(until, units.get(unit, until))
    days = sorted(units.values(), reverse=True)
    return days[(len(days) - 1) // 2] if days else None
