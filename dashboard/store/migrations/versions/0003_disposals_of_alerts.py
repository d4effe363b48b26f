"""Disposals of alerts: what officers made of them, every verdict kept.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "alert_disposal",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column(
            "alert_key",
            sa.String(length=20),
            nullable=False,
            comment="Digest of body, trade, indicator, period and method of the alert",
        ),
        sa.Column(
            "indicator", sa.String(length=30), nullable=False, comment="Key of the indicator"
        ),
        sa.Column(
            "period",
            sa.Date(),
            nullable=False,
            comment="First day of the month the alert speaks of",
        ),
        sa.Column(
            "method",
            sa.String(length=30),
            nullable=False,
            comment="Method and version, as p-prime/1",
        ),
        sa.Column(
            "entity",
            sa.String(length=200),
            nullable=False,
            comment="Body and trade in words, as they were named",
        ),
        sa.Column(
            "level",
            sa.String(length=8),
            nullable=False,
            comment="red, orange, yellow or grey when disposed of",
        ),
        sa.Column(
            "said",
            sa.String(length=500),
            nullable=False,
            comment="What the alert said when it was disposed of",
        ),
        sa.Column(
            "evidence",
            sa.String(length=20),
            nullable=False,
            comment="Digest of the figures then; another one now means the data has changed",
        ),
        sa.Column(
            "verdict",
            sa.String(length=12),
            nullable=False,
            comment="pending (taken back), confirmed, explained or data_error",
        ),
        sa.Column(
            "officer",
            sa.String(length=40),
            nullable=False,
            comment="Name or staff number the officer typed; there is no login yet",
        ),
        sa.Column(
            "remark",
            sa.String(length=500),
            nullable=True,
            comment="What the officer found; null: nothing",
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC"),
        sa.CheckConstraint(
            "verdict IN ('pending', 'confirmed', 'explained', 'data_error')",
            name=op.f("ck_alert_disposal_verdict_known"),
        ),
        sa.CheckConstraint(
            "level IN ('red', 'orange', 'yellow', 'grey')",
            name=op.f("ck_alert_disposal_level_known"),
        ),
        sa.CheckConstraint("officer <> ''", name=op.f("ck_alert_disposal_officer_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_disposal")),
        comment="One row per verdict on an alert; the newest row of an alert is in force",
    )
    with op.batch_alter_table("alert_disposal", schema=None) as batch_op:
        batch_op.create_index("ix_alert_disposal_alert_key", ["alert_key", "id"], unique=False)


def downgrade() -> None:
    """Take this step back."""
    op.drop_table("alert_disposal")
