"""Batches belong to loads and can be undone; answers and remarks are kept; numbers may lack.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NUMBERED = (
    ("training_class", "班次编号", "班次编号; null: none was given"),
    ("enforcement_case", "案件编号", "案件编号; null: none was given"),
)


def upgrade() -> None:
    """Apply this step."""
    _extend_batches()
    with op.batch_alter_table("import_problem") as batch_op:
        batch_op.drop_constraint(op.f("ck_import_problem_level_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_import_problem_level_known"), "level IN ('refuse', 'warn', 'ask')"
        )
        batch_op.alter_column(
            "level",
            existing_type=sa.String(length=8),
            existing_nullable=False,
            comment="refuse, warn or ask",
            existing_comment="refuse or warn",
        )
    for table, before, after in _NUMBERED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(
                "number",
                existing_type=sa.String(length=40),
                nullable=True,
                comment=after,
                existing_comment=before,
            )
    op.add_column(
        "finding", sa.Column("note", sa.String(length=300), comment="Remark from the ledger")
    )
    _make_changes()
    _make_aliases()
    _make_answers()


def downgrade() -> None:
    """Take this step back; fails where a class or case without a number was loaded since."""
    for table in ("import_answer", "body_alias", "import_change"):
        op.drop_table(table)
    with op.batch_alter_table("finding") as batch_op:
        batch_op.drop_column("note")
    for table, before, after in _NUMBERED:
        with op.batch_alter_table(table) as batch_op:
            batch_op.alter_column(
                "number",
                existing_type=sa.String(length=40),
                nullable=False,
                comment=before,
                existing_comment=after,
            )
    with op.batch_alter_table("import_problem") as batch_op:
        batch_op.drop_constraint(op.f("ck_import_problem_level_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_import_problem_level_known"), "level IN ('refuse', 'warn')"
        )
    with op.batch_alter_table("import_batch") as batch_op:
        for check in ("status_known", "mode_known", "undone_has_moment"):
            batch_op.drop_constraint(op.f(f"ck_import_batch_{check}"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_import_batch_status_known"), "status IN ('loaded', 'undone', 'refused')"
        )
        batch_op.drop_index(batch_op.f("ix_import_batch_load_number"))
        for column in ("undone_at", "undone_by", "notes", "sheets", "mode", "load_number"):
            batch_op.drop_column(column)


def _extend_batches() -> None:
    """Every batch there is was a load of its own, and whole."""
    columns = (
        sa.Column(
            "load_number",
            sa.Integer(),
            comment="Load it was part of, counted from 1: all of a load is written, or nothing",
        ),
        sa.Column(
            "mode",
            sa.String(length=8),
            comment="whole: no row was refused; partial: refused rows were left out",
        ),
        sa.Column("sheets", sa.Text(), comment="Sheets read, a line each; null: not recorded"),
        sa.Column(
            "notes",
            sa.Text(),
            comment="What a reader of the batch should know, a line each; null: nothing",
        ),
        sa.Column("undone_by", sa.String(length=60), comment="Account that undid it; null: nobody"),
        sa.Column(
            "undone_at",
            sa.DateTime(timezone=True),
            comment="When it was undone, UTC; null: it was not",
        ),
    )
    for column in columns:
        op.add_column("import_batch", column)
    op.execute("UPDATE import_batch SET load_number = id, mode = 'whole'")
    # A refused batch brought no rows, and when one was undone was not recorded.
    op.execute(
        "UPDATE import_batch SET undone_at = loaded_at, notes = CASE status "
        "WHEN 'refused' THEN '导入时被拒绝，没有写入' ELSE '撤销时间未记录' END "
        "WHERE status IN ('refused', 'undone')"
    )
    op.execute("UPDATE import_batch SET status = 'undone' WHERE status = 'refused'")
    with op.batch_alter_table("import_batch") as batch_op:
        for name, kind in (("load_number", sa.Integer()), ("mode", sa.String(length=8))):
            batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.alter_column(
            "status",
            existing_type=sa.String(length=10),
            existing_nullable=False,
            comment="loaded or undone",
            existing_comment="loaded, undone or refused",
        )
        batch_op.drop_constraint(op.f("ck_import_batch_status_known"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_import_batch_status_known"), "status IN ('loaded', 'undone')"
        )
        batch_op.create_check_constraint(
            op.f("ck_import_batch_mode_known"), "mode IN ('whole', 'partial')"
        )
        batch_op.create_check_constraint(
            op.f("ck_import_batch_undone_has_moment"),
            "(status = 'undone') = (undone_at IS NOT NULL)",
        )
        batch_op.create_index(
            batch_op.f("ix_import_batch_load_number"), ["load_number"], unique=False
        )


def _make_changes() -> None:
    op.create_table(
        "import_change",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column("batch_id", sa.Integer(), nullable=False, comment="Batch that changed the row"),
        sa.Column("table_name", sa.String(length=30), nullable=False, comment="Table of the row"),
        sa.Column("row_id", sa.Integer(), nullable=False, comment="Key of the row in that table"),
        sa.Column(
            "before_batch_id",
            sa.Integer(),
            nullable=False,
            comment="Batch the row stood under before: it cannot be undone while this one stands",
        ),
        sa.Column(
            "before",
            sa.Text(),
            nullable=False,
            comment="The whole row before, as JSON by column name",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_change_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["before_batch_id"], ["import_batch.id"], name=op.f("fk_import_change_before_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_change")),
        comment="One row per ledger row that a batch changed or removed, as it was before",
    )
    with op.batch_alter_table("import_change") as batch_op:
        for name in ("batch_id", "before_batch_id"):
            batch_op.create_index(batch_op.f(f"ix_import_change_{name}"), [name], unique=False)
        batch_op.create_index("ix_import_change_row", ["table_name", "row_id"], unique=False)


def _make_aliases() -> None:
    op.create_table(
        "body_alias",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column(
            "district_id", sa.Integer(), nullable=False, comment="Unit whose workbooks use the name"
        ),
        sa.Column(
            "name",
            sa.String(length=100),
            nullable=False,
            comment="The other name, without spaces, half-width",
        ),
        sa.Column("institution_id", sa.Integer(), nullable=True, comment="Institution meant"),
        sa.Column("exam_site_id", sa.Integer(), nullable=True, comment="Exam site meant"),
        sa.Column(
            "decided_by",
            sa.String(length=60),
            nullable=False,
            comment="Account that decided it",
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC"),
        sa.Column(
            "batch_id", sa.Integer(), nullable=False, comment="Batch that asked; undone with it"
        ),
        sa.CheckConstraint(
            "(institution_id IS NULL) <> (exam_site_id IS NULL)",
            name=op.f("ck_body_alias_site_or_institution"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_body_alias_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_body_alias_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["exam_site_id"], ["exam_site.id"], name=op.f("fk_body_alias_exam_site_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_body_alias_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_alias")),
        sa.UniqueConstraint("district_id", "name", name=op.f("uq_body_alias_district_id_name")),
        comment="One row per district and other name of an institution or exam site",
    )
    with op.batch_alter_table("body_alias") as batch_op:
        for name in ("batch_id", "exam_site_id", "institution_id"):
            batch_op.create_index(batch_op.f(f"ix_body_alias_{name}"), [name], unique=False)


def _make_answers() -> None:
    op.create_table(
        "import_answer",
        sa.Column("id", sa.Integer(), nullable=False, comment="Key inside this store"),
        sa.Column(
            "question",
            sa.String(length=300),
            nullable=False,
            comment="Stable key of the question",
        ),
        sa.Column(
            "answer",
            sa.String(length=200),
            nullable=False,
            comment="The answer, one of the question's options",
        ),
        sa.Column(
            "asked", sa.Text(), nullable=False, comment="The question as it was put, in Chinese"
        ),
        sa.Column(
            "decided_by", sa.String(length=60), nullable=False, comment="Account that answered"
        ),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False, comment="When, UTC"),
        sa.Column(
            "batch_id", sa.Integer(), nullable=False, comment="Batch that asked; undone with it"
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["import_batch.id"], name=op.f("fk_import_answer_batch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_answer")),
        sa.UniqueConstraint("question", name=op.f("uq_import_answer_question")),
        comment="One row per question answered for good",
    )
    with op.batch_alter_table("import_answer") as batch_op:
        batch_op.create_index(batch_op.f("ix_import_answer_batch_id"), ["batch_id"], unique=False)
