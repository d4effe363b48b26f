"""Rules between ledgers: days of one row against days of another, whichever of the two is loaded.

Each rule joins the rows of a table with the rows they refer to, both as they will stand after the
load, so that a line is judged against other files of the same load and against the store alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, and_, func, select

from data_loaders.batches.crossing_rules import CROSSINGS, Crossing
from data_loaders.batches.stage import Stage
from data_loaders.batches.standing import Stages, alive, standing
from data_loaders.batches.tables import MAIN
from data_loaders.batches.trouble import MOST_TOLD, Trouble, refuse


def cross(connection: Connection, stages: Stages, stage: Stage) -> Iterator[Trouble]:
    """Refuse lines of a table that contradict the rows they refer to."""
    for rule in CROSSINGS:
        if rule.child.table.name == stage.target.table.name:
            yield from _lines(connection, stages, stage, rule)


def cross_back(connection: Connection, stages: Stages) -> Iterator[Trouble]:
    """Refuse lines of a table that contradict rows of the store which refer to them."""
    for rule in CROSSINGS:
        stage = stages.get(rule.parent.table.name)
        if stage is not None:
            yield from _parents(connection, stages, stage, rule)


def _lines(
    connection: Connection, stages: Stages, stage: Stage, rule: Crossing
) -> Iterator[Trouble]:
    s = stage.table
    parents = standing(stages, rule.parent, "id", *rule.parent_days)
    pairs = and_(s.c[rule.reference] == parents.c.id, alive(stage))
    bad = and_(pairs, rule.bad(s.c, parents.c))
    found = connection.execute(
        select(
            s.c.line,
            s.c.part,
            s.c.origin_sheet,
            s.c.origin_row,
            *(s.c[name].label(f"c_{name}") for name in rule.child_days),
            *(parents.c[name].label(f"p_{name}") for name in rule.parent_days),
        )
        .where(bad)
        .order_by(s.c.line)
        .limit(MOST_TOLD)
    ).all()
    if not found:
        return
    broken = select(parents.c.id).where(bad).correlate(s).exists()
    refuse(connection, stage, broken, rule=rule.key)
    for row in found:
        yield _trouble(row, rule=rule, column=rule.column, words=f"{_said(rule, row)}，请核对")


def _parents(
    connection: Connection, stages: Stages, stage: Stage, rule: Crossing
) -> Iterator[Trouble]:
    """Rows of the store, not in this load, that a line would put in the wrong."""
    s, t = stage.table, rule.child.table
    loaded = stages.get(t.name)
    bad = and_(t.c[rule.reference] == s.c.id, alive(stage), rule.bad(t.c, s.c))
    if loaded is not None:
        again = select(loaded.table.c.id).where(loaded.table.c.id == t.c.id, alive(loaded))
        bad = and_(bad, ~again.exists())
    found = connection.execute(
        select(
            s.c.line,
            s.c.part,
            s.c.origin_sheet,
            s.c.origin_row,
            *(t.c[name].label(f"c_{name}") for name in rule.child_days),
            *(s.c[name].label(f"p_{name}") for name in rule.parent_days),
        )
        .where(bad)
        .order_by(s.c.line, t.c.id)
        .limit(MOST_TOLD)
    ).all()
    first = {row.line: row for row in reversed(found)}
    for line in sorted(first):
        row = first[line]
        refuse(connection, stage, s.c.line == line, rule=rule.key)
        words = f"与库中已有的记录矛盾：{_said(rule, row)}；请核对本行，或先更正那条记录"
        yield _trouble(row, rule=rule, column=rule.parent_column, words=words)


def _said(rule: Crossing, row: Any) -> str:
    told = row._mapping
    days = {name: told[f"c_{name}"] for name in rule.child_days}
    days |= {name: told[f"p_{name}"] for name in rule.parent_days}
    return rule.words.format(**{name: day or "未填" for name, day in days.items()})


def _trouble(row: Any, *, rule: Crossing, column: str, words: str) -> Trouble:
    return Trouble(
        part=row.part,
        sheet=row.origin_sheet,
        row=row.origin_row,
        rule=rule.key,
        column=column,
        message=words,
    )


def after_elimination(connection: Connection, stages: Stages, stage: Stage) -> Iterator[Trouble]:
    """Classes that began after a decision to eliminate the institution: loaded, and hinted at."""
    s = stage.table
    decisions = standing(stages, MAIN["reviews"], "institution_id", "outcome", "decided_on")
    found = connection.execute(
        select(
            s.c.part,
            s.c.origin_sheet,
            s.c.origin_row,
            func.min(decisions.c.decided_on).label("day"),
        )
        .where(
            alive(stage),
            decisions.c.institution_id == s.c.institution_id,
            decisions.c.outcome == "eliminated",
            decisions.c.decided_on < s.c.started_on,
        )
        .group_by(s.c.line, s.c.part, s.c.origin_sheet, s.c.origin_row)
        .order_by(s.c.line)
        .limit(MOST_TOLD)
    )
    for row in found:
        yield Trouble(
            part=row.part,
            sheet=row.origin_sheet,
            row=row.origin_row,
            rule="class-after-elimination",
            column="started_on",
            message=f"开班日期在该机构被淘汰（{row.day}）之后，提示核查",
            refuses=False,
        )
