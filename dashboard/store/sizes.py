"""What PostgreSQL's planner knows of how large a table is; SQLite's asks nobody.

It plans by what it last counted. Of a table that was empty then it expects one row, and joins it to
another by going through all of it for each row of that: twice the rows are four times the work.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Table, column, func, select, table, text

_OUTGROWN: Final = 0.1
"""How much of itself a table may gain before it is counted anew, as by the server's own habit."""


def know_sizes(connection: Connection, filled: Table) -> None:
    """Have a table counted that was just filled."""
    if connection.dialect.name == "postgresql":
        name = connection.dialect.identifier_preparer.quote(filled.name)
        connection.execute(text(f"ANALYZE {name}"))


def know_growth(connection: Connection, grown: Table, *, rows: int) -> None:
    """Have a table counted that has gained so many rows that its size is another by now."""
    if connection.dialect.name == "postgresql" and rows:
        known = table("pg_class", column("oid"), column("relname"), column("reltuples"))
        ours = known.c.relname == grown.name, func.pg_table_is_visible(known.c.oid)
        counted = select(known.c.reltuples).where(*ours)
        if rows > _OUTGROWN * (connection.execute(counted).scalars().first() or 0):
            know_sizes(connection, grown)
