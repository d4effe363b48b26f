"""What every table shares: naming of constraints, documented columns, and where a row came from.

The store is a contract with other programs: every table's comment states its grain, every column
has a comment and, where it holds a quantity, the unit key of `dashboard.units`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from dashboard.access.restriction import Restriction


class Base(DeclarativeBase):
    """All tables of the store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def column(
    *args: Any,
    says: str,
    head: str = "",
    unit: str | None = None,
    restricted: Restriction | None = None,
    **kwargs: Any,
) -> MappedColumn[Any]:
    """A column whose comment `says` what it means and whose unit, if any, is a key of UNITS.

    `head` is its heading where rows are listed, in the words of the ledgers; `restricted` says that
    only the case role may see it, and in which rows.
    """
    info = {"head": head, "unit": unit, "restricted": restricted}
    return mapped_column(*args, comment=says, info=info, **kwargs)


def one_of(name: str, choices: dict[str, str], *, nullable: bool = False) -> CheckConstraint:
    """A check that column `name` holds a key of `choices` (or is null), whose words are shown."""
    allowed = ", ".join(f"'{key}'" for key in choices)
    rule = f"{name} IN ({allowed})"
    return CheckConstraint(
        f"{name} IS NULL OR {rule}" if nullable else rule,
        name=f"{name}_known",
        info={"column": name, "choices": choices},
    )


def not_negative(*names: str) -> tuple[CheckConstraint, ...]:
    """Checks that each named column is null or at least zero."""
    return tuple(CheckConstraint(f"{name} >= 0", name=f"{name}_not_negative") for name in names)


def not_before(later: str, earlier: str) -> CheckConstraint:
    """A check that date `later` does not lie before date `earlier` (null on either side passes)."""
    return CheckConstraint(f"{later} >= {earlier}", name=f"{later}_not_before_{earlier}")


def not_above(part: str, whole: str) -> CheckConstraint:
    """A check that count `part` is not above count `whole` (null on either side passes)."""
    return CheckConstraint(f"{part} <= {whole}", name=f"{part}_within_{whole}")


class FromLedger:
    """Columns of a ledger row: which batch, sheet and row it was read from."""

    batch_id: Mapped[int] = column(
        ForeignKey("import_batch.id"),
        says="Batch that brought or last changed this row",
        index=True,
    )
    source_sheet: Mapped[str | None] = column(String(100), says="Sheet the row was read from")
    source_row: Mapped[int | None] = column(says="Row number in that sheet, counted from 1")


class FromDocument:
    """Columns of a row of a published document, of no batch where it comes with the program."""

    batch_id: Mapped[int | None] = column(
        ForeignKey("import_batch.id"),
        says="Batch that brought or last changed this row; null: it comes with the program",
        index=True,
    )
    source_sheet: Mapped[str | None] = column(String(100), says="Sheet the row was read from")
    source_row: Mapped[int | None] = column(says="Row number in that sheet, counted from 1")
