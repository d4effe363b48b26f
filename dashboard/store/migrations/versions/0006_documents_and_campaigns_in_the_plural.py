"""Documents and campaigns in the plural: loaded by the gate, each figure in its own scope.

Revision ID: 0006
Revises: 0005
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FROM_DOCUMENTS = (
    "source_document",
    "published_figure",
    "published_mention",
    "good_practice",
    "requirement",
    "source_gap",
)
_NINE = (
    "ledger IN ('institutions', 'exam_sites', 'reviews', 'inspections', 'findings', 'cases', "
    "'publicity', 'classes', 'exam_months'"
)
_SHEETS = (
    ", 'documents', 'document_figures', 'document_mentions', 'document_practices', "
    "'document_tasks', 'document_gaps'"
)
_COMMENTS = (
    (
        "published_figure",
        "key",
        sa.String(length=60),
        "Stable key of the figure, a metric's key",
        "Key of the metric that counts the same; the label where none does",
    ),
    (
        "source_document",
        "refers_until",
        sa.Date(),
        "Latest day its figures can speak of; ledgers are compared with it as of that day",
        "Latest day its figures can speak of: from then on it speaks, and is compared",
    ),
    (
        "import_batch",
        "ledger",
        sa.String(length=20),
        "Which of the nine ledgers",
        "Which of the nine ledgers, or sheet of a document",
    ),
)
_LOOKBACK_MONTH = (date(2024, 11, 1), date(2024, 11, 30))
"""The month that 渝应急办发〔2024〕39号 states of its 回头看."""


def upgrade() -> None:
    """Apply this step."""
    for table in _FROM_DOCUMENTS:
        _say_where_from(table)
    for table, column, kind, before, after in _COMMENTS:
        _comment(table, column, kind, before=before, after=after)
    _let_load(_NINE + _SHEETS + ")")
    with op.batch_alter_table("import_change") as batch_op:
        batch_op.alter_column("before_batch_id", existing_type=sa.Integer(), nullable=True)
    _number_anew()
    with op.batch_alter_table("published_figure") as batch_op:
        batch_op.add_column(
            sa.Column(
                "campaign",
                sa.String(length=80),
                comment="Campaign it speaks of: its name, or its kind (回头看) and the period tells "
                "which; null: none",
            )
        )
        batch_op.drop_constraint(op.f("uq_published_figure_document_id_key"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_published_figure_document_id_position"), ["document_id", "position"]
        )
    _link_lookback()


def downgrade() -> None:
    """Take this step back; fails where a document was loaded since."""
    with op.batch_alter_table("published_figure") as batch_op:
        batch_op.drop_constraint(op.f("uq_published_figure_document_id_position"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_published_figure_document_id_key"), ["document_id", "key"]
        )
        batch_op.drop_column("campaign")
    with op.batch_alter_table("import_change") as batch_op:
        batch_op.alter_column("before_batch_id", existing_type=sa.Integer(), nullable=False)
    _let_load(_NINE + ")")
    for table, column, kind, before, after in _COMMENTS:
        _comment(table, column, kind, before=after, after=before)
    for table in _FROM_DOCUMENTS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_batch_id"))
            batch_op.drop_constraint(op.f(f"fk_{table}_batch_id"), type_="foreignkey")
            for column in ("source_row", "source_sheet", "batch_id"):
                batch_op.drop_column(column)


def _say_where_from(table: str) -> None:
    """What is there already came with the program, of no batch."""
    with op.batch_alter_table(table) as batch_op:
        batch_op.add_column(
            sa.Column(
                "batch_id",
                sa.Integer(),
                comment="Batch that brought or last changed this row; null: it comes with the "
                "program",
            )
        )
        batch_op.add_column(
            sa.Column("source_sheet", sa.String(length=100), comment="Sheet the row was read from")
        )
        batch_op.add_column(
            sa.Column(
                "source_row", sa.Integer(), comment="Row number in that sheet, counted from 1"
            )
        )
        batch_op.create_foreign_key(
            op.f(f"fk_{table}_batch_id"), "import_batch", ["batch_id"], ["id"]
        )
        batch_op.create_index(batch_op.f(f"ix_{table}_batch_id"), ["batch_id"], unique=False)


def _comment(
    table: str, column: str, kind: sa.String | sa.Date, *, before: str, after: str
) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.alter_column(
            column,
            existing_type=kind,
            existing_nullable=False,
            comment=after,
            existing_comment=before,
        )


def _let_load(rule: str) -> None:
    with op.batch_alter_table("import_batch") as batch_op:
        batch_op.drop_constraint(op.f("ck_import_batch_ledger_known"), type_="check")
        batch_op.create_check_constraint(op.f("ck_import_batch_ledger_known"), rule)


def _number_anew() -> None:
    """Figures are told apart by their place in the document, which nothing has kept unique."""
    connection = op.get_bind()
    figure = sa.table(
        "published_figure", *(sa.column(name) for name in ("id", "document_id", "position"))
    )
    found = connection.execute(
        sa.select(figure.c.id, figure.c.document_id, figure.c.position).order_by(
            figure.c.document_id, figure.c.position, figure.c.id
        )
    ).all()
    taken: dict[int, int] = {}
    for key, document, position in found:
        place = max(position, taken.get(document, position - 1) + 1)
        taken[document] = place
        if place != position:
            connection.execute(sa.update(figure).where(figure.c.id == key).values(position=place))


def _link_lookback() -> None:
    """The circular's figures of a 回头看 speak of the one of the month it states."""
    first, last = _LOOKBACK_MONTH
    figure = sa.table(
        "published_figure",
        *(sa.column(name) for name in ("document_id", "key", "campaign", "period_label")),
        sa.column("period_start", sa.Date()),
        sa.column("period_end", sa.Date()),
    )
    of_lookback = figure.c.key.like("lookback!_%", escape="!")
    op.execute(sa.update(figure).where(of_lookback).values(campaign="回头看"))
    undated = (
        figure.c.period_start.is_(None),
        figure.c.period_end.is_(None),
        figure.c.period_label.like("2024年11月%"),
    )
    op.execute(
        sa.update(figure).where(of_lookback, *undated).values(period_start=first, period_end=last)
    )
