"""What the store knows before a load: units, bodies, standards, named actions, answers given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, func, literal, select, union_all
from sqlalchemy.orm import Session

from dashboard.errors import UnknownPlaceError
from dashboard.store.gazetteer import read_places
from dashboard.store.models.inspections import Campaign, RectificationOrder
from dashboard.store.models.institutions import ExamSite, Institution, ReviewRound
from dashboard.store.models.operation import BodyAlias, ImportAnswer
from dashboard.store.models.sources import PublishedFigure, SourceDocument
from dashboard.store.models.standards import Clause, Standard, StandardAlias
from dashboard.store.places import Place, Places
from data_loaders.batches.resolve.name_index import Key
from data_loaders.batches.resolve.organisations import Organisation, Organisations, plain

REGISTER: Final = "名册更名"
"""Who decided a name that no person did: the register that gave its body another one."""


@dataclass(frozen=True, kw_only=True)
class Standards:
    """Standards by every spelling, and their clauses."""

    ids: Mapping[str, int]
    clauses: Mapping[tuple[int, str], int]

    def find(self, name: str) -> int | None:
        """The standard a spelling means."""
        return self.ids.get(_squeezed(name))

    def clause(self, text: str, *, usual: str) -> int | None:
        """The clause that `AQ 8011-2023 4.7`, or `4.7` of the `usual` standard, means."""
        written = _squeezed(text)
        for name in sorted(self.ids, key=len, reverse=True):
            if written.startswith(name):
                number = written[len(name) :].removeprefix("第").removesuffix("条").strip(":：,，")
                return self.clauses.get((self.ids[name], number))
        own = self.ids.get(_squeezed(usual))
        number = written.removeprefix("第").removesuffix("条")
        return None if own is None else self.clauses.get((own, number))


class Units:
    """Reporting units by name and day; each name is resolved once a day."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._found: dict[tuple[str, date], Place | str] = {}
        self._lines: dict[tuple[int, bool], frozenset[int]] = {}

    def find(self, name: str, *, on: date) -> Place | str:
        """The unit meant on a day, or in Chinese why there is none."""
        found = self._found.get((name, on))
        if found is None:
            try:
                found = self._places.resolve(name, on=on)
            except UnknownPlaceError as error:
                found = error.zh
            self._found[name, on] = found
        return found

    def is_named(self, name: str) -> bool:
        """Whether any unit of any time has the name."""
        return self._places.is_named(name)

    def get(self, key: int) -> Place:
        """The unit with this key of the store."""
        return self._places.by_id(key)

    def last(self, name: str, *, on: date) -> Place | None:
        """The unit that had a name and has ceased, if it is the only one."""
        try:
            found = self._places.meant(name, on=on)
        except UnknownPlaceError:
            return None
        return found if found.has_ceased(on=on) else None

    def followed(self, key: int, *, by: int, on: date) -> bool:
        """Whether a unit went on, wholly or in part, as another that was not beside it on a day."""
        return by in self._line(key, later=True) and not self._both(key, by, on=on)

    def linked(self, key: int, *, on: date) -> list[int]:
        """What the unit went on as, and what went on as it; none that was beside it on a day."""
        found = self._line(key, later=True) | self._line(key, later=False)
        return sorted(one for one in found if not self._both(key, one, on=on))

    def _both(self, one: int, other: int, *, on: date) -> bool:
        return all(self._places.by_id(key).is_valid(on=on) for key in (one, other))

    def _line(self, key: int, *, later: bool) -> frozenset[int]:
        """All that came of a unit, or all that it came of."""
        if (key, later) not in self._lines:
            steps = {(one.predecessor_id, one.successor_id) for one in self._places.successions}
            pairs = steps if later else {(after, before) for before, after in steps}
            found, new = set[int](), {key}
            while new:
                new = {other for one, other in pairs if one in new} - found
                found |= new
            self._lines[key, later] = frozenset(found - {key})
        return self._lines[key, later]

    def near(self, key: int) -> frozenset[int]:
        """Units whose bodies its workbooks may name too: zone and host, and its forerunners."""
        place = self._places.by_id(key)
        linked = {self._places.by_code(code).id for code in place.hosts}
        linked |= {one.id for one in self._places.units if place.code in one.hosts}
        linked |= {
            step.predecessor_id for step in self._places.successions if step.successor_id == key
        }
        return frozenset(linked)


@dataclass(frozen=True, kw_only=True)
class StoredSharedRow:
    """A row that lines of a ledger share by its name or number, as it is in the store."""

    id: int
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Lookups:
    """Everything a line may refer to."""

    units: Units
    bodies: Organisations
    standards: Standards
    named: Mapping[str, dict[str, StoredSharedRow]]
    answers: Mapping[str, str]
    stated_in: Mapping[tuple[int, int], str]
    """Unit of each published figure, by its document and place there."""


def read_lookups(session: Session, *, with_orders: bool) -> Lookups:
    """Read it in a dozen statements.

    Args:
        session: Inside the transaction of the load or its preview.
        with_orders: Whether orders to mend may be referred to.
    """
    models: list[Any] = [ReviewRound, Campaign, SourceDocument]
    models += [RectificationOrder] if with_orders else []
    return Lookups(
        units=Units(read_places(session)),
        bodies=_bodies(session),
        standards=_standards(session),
        named={model.__tablename__: _named(session, model.__table__) for model in models},
        answers={
            row.question: row.answer
            for row in session.execute(select(ImportAnswer.question, ImportAnswer.answer))
        },
        stated_in={
            (row.document_id, row.position): row.unit
            for row in session.execute(
                select(PublishedFigure.document_id, PublishedFigure.position, PublishedFigure.unit)
            )
        },
    )


def first_free(session: Session, table: Table) -> int:
    """A key of the table behind all that are taken."""
    return int(session.scalar(select(func.coalesce(func.max(table.c.id), 0))) or 0) + 1


def _bodies(session: Session) -> Organisations:
    columns: list[list[ColumnElement[Any]]] = [
        [literal(kind).label("kind"), *(model.__table__.c[name] for name in _BODY)]
        for kind, model in (("institution", Institution), ("exam_site", ExamSite))
    ]
    found = session.execute(union_all(*(select(*one) for one in columns)))
    names = session.execute(
        select(
            BodyAlias.district_id,
            BodyAlias.name,
            BodyAlias.institution_id,
            BodyAlias.exam_site_id,
            BodyAlias.decided_by,
        )
    )
    aliases: dict[tuple[int, str], Key] = {}
    former: dict[tuple[int, str], Key] = {}
    for row in names:
        kind = "exam_site" if row.institution_id is None else "institution"
        told = former if row.decided_by == REGISTER else aliases
        told[row.district_id, plain(row.name)] = (kind, row.institution_id or row.exam_site_id)
    return Organisations(
        known=[Organisation(**row._mapping) for row in found], aliases=aliases, former=former
    )


_BODY = ("id", "district_id", "name", "uscc", "closed_on")


def _standards(session: Session) -> Standards:
    codes = session.execute(select(Standard.code, Standard.id)).all()
    aliases = session.execute(select(StandardAlias.name, StandardAlias.standard_id)).all()
    clauses = session.execute(select(Clause.standard_id, Clause.number, Clause.id))
    return Standards(
        ids={_squeezed(name): key for name, key in (*aliases, *codes)},
        clauses={(standard, number): key for standard, number, key in clauses},
    )


def _named(session: Session, table: Table) -> dict[str, StoredSharedRow]:
    name = "number" if "number" in table.c else "name"
    rows = session.execute(select(table)).mappings()
    return {row[name]: StoredSharedRow(id=row["id"], values=dict(row)) for row in rows}


def _squeezed(name: str) -> str:
    """A standard's name without spaces and in one kind of dash."""
    return plain(name).replace("—", "-").replace("–", "-").upper()
