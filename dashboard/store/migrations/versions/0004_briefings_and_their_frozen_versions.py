"""Briefings and their frozen versions.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

from dashboard.store.dialects import accept_updates, refuse_updates

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "briefing",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column("title", sa.String(length=60), nullable=False, comment="Title"),
        sa.Column(
            "as_of", sa.Date(), nullable=True, comment="Day to look at; null: last day with data"
        ),
        sa.Column(
            "compared_with",
            sa.Date(),
            nullable=True,
            comment="Earlier day to compare with; null: thirty days before",
        ),
        sa.Column(
            "edition",
            sa.Integer(),
            nullable=False,
            comment="Grows by one with every change, so that none is lost",
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC"),
        sa.Column(
            "created_by",
            sa.String(length=60),
            nullable=False,
            comment="Account or program that made it",
        ),
        sa.Column(
            "changed_at", sa.DateTime(timezone=True), nullable=False, comment="Last change, UTC"
        ),
        sa.Column(
            "changed_by",
            sa.String(length=60),
            nullable=False,
            comment="Account or program of the last change",
        ),
        sa.Column(
            "archived_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When it was put away, UTC; null: in use",
        ),
        sa.CheckConstraint(
            "compared_with < as_of", name=op.f("ck_briefing_compared_with_before_as_of")
        ),
        sa.CheckConstraint("edition >= 0", name=op.f("ck_briefing_edition_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
        comment="One row per briefing; what it says is in its versions",
    )
    op.create_table(
        "briefing_item",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column("briefing_id", sa.Integer(), nullable=False, comment="Briefing"),
        sa.Column(
            "position",
            sa.Integer(),
            nullable=False,
            comment="Order in the briefing, counted from 1",
        ),
        sa.Column(
            "section",
            sa.String(length=80),
            nullable=False,
            comment="Page and section, as findings-map/where",
        ),
        sa.Column(
            "query",
            sa.Text(),
            nullable=False,
            comment="Filters and the page's parameters, as a URL's query",
        ),
        sa.Column(
            "title",
            sa.String(length=60),
            nullable=False,
            comment="Title instead of the finding; empty: the finding",
        ),
        sa.Column("notes", sa.Text(), nullable=False, comment="Speaker notes; empty: none"),
        sa.Column(
            "hidden",
            sa.Boolean(),
            nullable=False,
            comment="Whether it is left out of what is frozen",
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_briefing_item_position_not_negative")),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefing.id"], name=op.f("fk_briefing_item_briefing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_item")),
        sa.UniqueConstraint(
            "briefing_id", "position", name=op.f("uq_briefing_item_briefing_id_position")
        ),
        comment="One row per section of a briefing, in the order of position",
    )
    op.create_table(
        "briefing_version",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column("briefing_id", sa.Integer(), nullable=False, comment="Briefing"),
        sa.Column(
            "version", sa.Integer(), nullable=False, comment="Counted from 1 in its briefing"
        ),
        sa.Column(
            "number",
            sa.String(length=40),
            nullable=False,
            comment="Snapshot number, as JB-20241231-001-v2",
        ),
        sa.Column(
            "title", sa.String(length=60), nullable=False, comment="Title when it was frozen"
        ),
        sa.Column("dataset", sa.String(length=12), nullable=False, comment="production or demo"),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="Revision of the store it was computed from",
        ),
        sa.Column("as_of", sa.Date(), nullable=False, comment="Day its figures are true of"),
        sa.Column(
            "compared_with",
            sa.Date(),
            nullable=True,
            comment="Earlier day compared with; null: none",
        ),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC"),
        sa.Column(
            "frozen_by", sa.String(length=60), nullable=False, comment="Who froze it, as typed in"
        ),
        sa.Column("sections", sa.Integer(), nullable=False, comment="Number of sections"),
        sa.Column(
            "sha256", sa.String(length=64), nullable=False, comment="SHA-256 of what it says"
        ),
        sa.Column(
            "content",
            sa.Text(),
            nullable=False,
            comment="The whole snapshot, JSON oversight-snapshot/1",
        ),
        sa.CheckConstraint(
            "dataset IN ('production', 'demo')", name=op.f("ck_briefing_version_dataset_known")
        ),
        sa.CheckConstraint("revision >= 0", name=op.f("ck_briefing_version_revision_not_negative")),
        sa.ForeignKeyConstraint(
            ["briefing_id"], ["briefing.id"], name=op.f("fk_briefing_version_briefing_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing_version")),
        sa.UniqueConstraint(
            "briefing_id", "version", name=op.f("uq_briefing_version_briefing_id_version")
        ),
        sa.UniqueConstraint("number", name=op.f("uq_briefing_version_number")),
        comment="One row per frozen snapshot of a briefing; rows are never changed",
    )
    for statement in refuse_updates("briefing_version", dialect=op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Take this step back."""
    for statement in accept_updates("briefing_version", dialect=op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("briefing_version")
    op.drop_table("briefing_item")
    op.drop_table("briefing")
