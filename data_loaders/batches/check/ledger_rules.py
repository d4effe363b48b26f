"""Rules between ledgers: days of one row against days of another, whichever of the two is loaded.

Each rule joins the rows of a table with the rows they refer to, both as they will stand after the
load, so that a line is judged against other files of the same load and against the store alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Connection,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from dashboard.store.models.institutions import REVIEW_STAGES
from data_loaders.batches.check.ledger_rule_list import CROSSINGS, LedgerRule
from data_loaders.batches.check.line_problems import MOST_TOLD, LineProblem, refuse
from data_loaders.batches.stage.projected_state import Stages, alive, projected
from data_loaders.batches.stage.staging_table import StagingTable
from data_loaders.batches.stage.target_tables import MAIN

_TOLD = ("line", "part", "origin_sheet", "origin_row")
"""What tells a line of a load."""


def cross(connection: Connection, stages: Stages, stage: StagingTable) -> Iterator[LineProblem]:
    """Refuse lines of a table that contradict the rows they refer to."""
    for rule in CROSSINGS:
        if rule.child.table.name == stage.target.table.name:
            yield from _lines(connection, stages, stage, rule)


def cross_back(connection: Connection, stages: Stages) -> Iterator[LineProblem]:
    """Refuse lines of a table that contradict rows of the store which refer to them."""
    for rule in CROSSINGS:
        stage = stages.get(rule.parent.table.name)
        if stage is not None:
            yield from _parents(connection, stages, stage, rule)


def _lines(
    connection: Connection, stages: Stages, stage: StagingTable, rule: LedgerRule
) -> Iterator[LineProblem]:
    s = stage.table
    parents = projected(stages, rule.parent, "id", *rule.parent_days)
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
    broken = select(s.c.line).where(bad).correlate(None)
    refuse(connection, stage, s.c.line.in_(broken), rule=rule.key)
    for row in found:
        yield _trouble(row, rule=rule, column=rule.column, words=f"{_said(rule, row)}，请核对")


def _parents(
    connection: Connection, stages: Stages, stage: StagingTable, rule: LedgerRule
) -> Iterator[LineProblem]:
    """Rows of the store, not in this load, that a line would put in the wrong."""
    s, t = stage.table, rule.child.table
    loaded = stages.get(t.name)
    bad = and_(t.c[rule.reference] == s.c.id, alive(stage), rule.bad(t.c, s.c))
    if loaded is not None:
        again = select(loaded.table.c.id).where(loaded.table.c.id == t.c.id, alive(loaded))
        bad = and_(bad, ~again.exists())
    broken = (
        select(s.c.line, func.min(t.c.id).label("told")).where(bad).group_by(s.c.line).subquery()
    )
    found = connection.execute(
        select(
            s.c.part,
            s.c.origin_sheet,
            s.c.origin_row,
            *(t.c[name].label(f"c_{name}") for name in rule.child_days),
            *(s.c[name].label(f"p_{name}") for name in rule.parent_days),
        )
        .join(broken, broken.c.line == s.c.line)
        .join(t, t.c.id == broken.c.told)
        .order_by(s.c.line)
        .limit(MOST_TOLD)
    ).all()
    if not found:
        return
    refuse(connection, stage, s.c.line.in_(select(broken.c.line)), rule=rule.key)
    for row in found:
        words = f"与库中已有的记录矛盾：{_said(rule, row)}；请核对本行，或先更正那条记录"
        yield _trouble(row, rule=rule, column=rule.parent_column, words=words)


def _said(rule: LedgerRule, row: Any) -> str:
    told = row._mapping
    days = {name: told[f"c_{name}"] for name in rule.child_days}
    days |= {name: told[f"p_{name}"] for name in rule.parent_days}
    return rule.words.format(**{name: day or "未填" for name, day in days.items()})


def _trouble(row: Any, *, rule: LedgerRule, column: str, words: str) -> LineProblem:
    return LineProblem(
        part=row.part,
        sheet=row.origin_sheet,
        row=row.origin_row,
        rule=rule.key,
        column=column,
        message=words,
    )


def after_elimination(
    connection: Connection, stages: Stages, stage: StagingTable
) -> Iterator[LineProblem]:
    """Classes begun while the institution stood eliminated: loaded, and hinted at.

    Its last decision before the class counts, of one day the highest stage's.
    """
    told = _in_order_of_days(stages, stage)
    found = connection.execute(
        select(told.c.part, told.c.origin_sheet, told.c.origin_row, told.c.day)
        .where(told.c.line.is_not(None), told.c.outcome == "eliminated")
        .order_by(told.c.line)
        .limit(MOST_TOLD)
    )
    for row in found:
        yield LineProblem(
            part=row.part,
            sheet=row.origin_sheet,
            row=row.origin_row,
            rule="class-after-elimination",
            column="started_on",
            message=f"开班日期在该机构被淘汰（{row.day}）之后，提示核查",
            refuses=False,
        )


def _in_order_of_days(stages: Stages, stage: StagingTable) -> Subquery:
    """The lines of classes with `outcome` and `day` of the last decision before each.

    Decisions and classes of an institution are gone through once in the order of their days: many
    of both are no product. A class of the day of a decision began before it.
    """
    s = stage.table
    d = projected(stages, MAIN["reviews"], "institution_id", "outcome", "decided_on", "stage")
    rank = case({name: at for at, name in enumerate(REVIEW_STAGES)}, value=d.c.stage, else_=0)
    classes = select(
        s.c.institution_id,
        s.c.started_on.label("on_day"),
        literal(0).label("decides"),
        literal(0).label("rank"),
        cast(null(), String).label("outcome"),
        *(s.c[name] for name in _TOLD),
    ).where(alive(stage))
    decisions = select(
        d.c.institution_id,
        d.c.decided_on,
        literal(1),
        rank,
        d.c.outcome,
        *(cast(null(), s.c[name].type) for name in _TOLD),
    )
    days = union_all(classes, decisions).subquery()
    number = func.sum(days.c.decides).over(
        partition_by=days.c.institution_id,
        order_by=(days.c.on_day, days.c.decides, days.c.rank),
        rows=(None, 0),
    )
    numbered = select(days, number.label("number")).subquery()
    of_one = (numbered.c.institution_id, numbered.c.number)
    decided = case((numbered.c.decides == 1, numbered.c.on_day))
    return select(
        *(numbered.c[name] for name in _TOLD),
        func.max(numbered.c.outcome).over(partition_by=of_one).label("outcome"),
        func.max(decided).over(partition_by=of_one).label("day"),
    ).subquery()
