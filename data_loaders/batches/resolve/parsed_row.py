"""One line of a ledger on its way into the store: what it refers to is looked up and judged."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from data_loaders.batches.resolve.context import Alias, LoadContext
from data_loaders.batches.resolve.organisation_questions import NEW, NONE, body_question, body_told
from data_loaders.batches.resolve.organisations import KINDS, Organisation, plain
from data_loaders.ledgers.registry import SHEETS
from data_loaders.problems import Level, Problem
from data_loaders.reading.records import Record

BOTH: Final = ("institution", "exam_site")


class ParsedRow:
    """A record with the problems found on the way; refused as soon as one is no mere warning."""

    def __init__(self, record: Record, *, context: LoadContext) -> None:
        self.record = record
        self.values = record.values
        self.context = context
        self.day = context.today
        self.problems: list[Problem] = []

    @property
    def refused(self) -> bool:
        """Whether it cannot be loaded as it is."""
        return any(one.level is not Level.WARN for one in self.problems)

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        sheet = f"“{self.record.sheet}”" if self.record.sheet else ""
        return f"{self.record.file}{sheet}第{self.record.row}行"

    def refuse(self, rule: str, column: str, message: str) -> None:
        """Find a reason why the line cannot be loaded."""
        self._find(Level.REFUSE, rule=rule, column=column, message=message)

    def warn(self, rule: str, column: str, message: str) -> None:
        """Find something a person should look at."""
        self._find(Level.WARN, rule=rule, column=column, message=message)

    def warn_once(self, rule: str, column: str, message: str) -> None:
        """Warn at the first line of its sheet alone to which it applies."""
        place = (rule, self.record.file, self.record.sheet, message)
        if place not in self.context.warned:
            self.context.warned.add(place)
            self.warn(rule, column, message)

    def only(self, *names: str) -> dict[str, Any]:
        """The values of these columns, those that the file has."""
        return {name: self.values[name] for name in names if name in self.values}

    def kept(self) -> dict[str, Any]:
        """The values that stand in the row as they are read, of the columns that the file has."""
        return self.only(*SHEETS[self.record.ledger].kept)

    def unread(self, name: str) -> bool:
        """Whether the file has a column of which the line's cell could not be read."""
        return name in self.record.header.positions and name not in self.values

    def district(self, *, on: date) -> int | None:
        """The reporting unit on a day, which is the row's."""
        self.day = on
        found = self.context.known.units.find(self.values["district"], on=on)
        if isinstance(found, str):
            self.refuse("district-not-valid", "district", found)
            return None
        return found.id

    def body(
        self, column: str, *, district_id: int, kinds: Iterable[str] = BOTH, required: bool = True
    ) -> Organisation | None:
        """The body that a cell names: by code, by the unit's name, by a name decided on."""
        name, wanted = self.values[column], tuple(kinds)
        uscc = self.values.get("uscc")
        coded = self._coded(wanted, uscc) if uscc else None
        if coded is not None:
            return coded
        found = self._named(wanted, district_id, name)
        if len(found) == 1:
            return self._agreed(found[0], uscc=uscc)
        if found:
            self.refuse(
                "name-of-two-bodies",
                column,
                f"“{name}”既是培训机构又是考试点，请在“单位类型”一列写明是哪一个",
            )
            return None
        return self._asked(column, district_id=district_id, kinds=wanted, required=required)

    def ask_for_body(
        self, column: str, *, district_id: int, kinds: tuple[str, ...], may_be_new: bool
    ) -> Organisation | str | None:
        """What a person decided a name means: a body, NEW or NONE; None asks, or nothing is like.

        With nothing alike in the store no question is asked and NEW is the answer.
        """
        name = self.values[column]
        near = self.context.known.units.near(district_id)
        proposed = self.context.bodies.like(kinds, district_id, name, near=near)
        if not proposed:
            return NEW
        question = body_question(
            name,
            unit=self.context.known.units.get(district_id),
            proposed=[(body, self.context.known.units.get(body.district_id)) for body in proposed],
            may_be_new=may_be_new,
        )
        answer = question.answered(self.context.decisions)
        if answer in (NEW, NONE):
            return answer
        chosen = next((body for body in proposed if body_told(body) == answer), None)
        if chosen is None:
            self.problems.append(
                self.record.problem(
                    level=Level.ASK,
                    rule="like-a-known-body",
                    message=question.text,
                    column=column,
                    question=question,
                )
            )
            return None
        self.name(chosen, district_id=district_id, name=name)
        return chosen

    def name(
        self, body: Organisation, *, district_id: int, name: str, former: bool = False
    ) -> None:
        """Let a unit mean the body by a name from now on."""
        alias = Alias(
            district_id=district_id,
            name=name,
            body=body,
            file=self.record.file,
            ledger=self.record.ledger,
            restricted=self.record.restricted,
            former=former,
        )
        self.context.aliases.setdefault((district_id, plain(name)), alias)

    def _find(self, level: Level, *, rule: str, column: str, message: str) -> None:
        self.problems.append(
            self.record.problem(level=level, rule=rule, message=message, column=column)
        )

    def _coded(self, kinds: tuple[str, ...], uscc: str) -> Organisation | None:
        bodies = (self.context.bodies.coded(kind, uscc) for kind in kinds)
        return next((body for body in bodies if body is not None), None)

    def _named(self, kinds: tuple[str, ...], district_id: int, name: str) -> list[Organisation]:
        bodies = self.context.bodies
        found = [bodies.named(kind, district_id, name) for kind in kinds]
        known = [body for body in found if body is not None]
        if known:
            return known
        other = bodies.also_named(district_id, name)
        if other is not None and other.kind in kinds:
            return [other]
        succeeded = self.succeeded(kinds, district_id=district_id, name=name)
        return [succeeded] if succeeded is not None else []

    def succeeded(
        self, kinds: Iterable[str], *, district_id: int, name: str
    ) -> Organisation | None:
        """The only body of that name in the units that became this one, or that it became."""
        found = [
            body
            for unit in self.context.known.units.linked(district_id, on=self.day)
            for kind in kinds
            if (body := self.context.bodies.named(kind, unit, name)) is not None
        ]
        return found[0] if len(found) == 1 else None

    def _agreed(self, body: Organisation, *, uscc: str | None) -> Organisation | None:
        """The body, unless the line gives it another code than it has."""
        if uscc and body.kind == "institution" and body.uscc and body.uscc != uscc:
            self.refuse(
                "code-of-another-body",
                "uscc",
                f"“{body.name}”登记的统一社会信用代码是{body.uscc}，本行填的是{uscc}，请核对",
            )
            return None
        return body

    def _asked(
        self, column: str, *, district_id: int, kinds: tuple[str, ...], required: bool
    ) -> Organisation | None:
        name = self.values[column]
        where = self.context.bodies.refused(district_id, name)
        if where is not None:
            self.refuse(
                "body-refused",
                column,
                f"“{name}”在{where}的登记有问题，不能导入；那一行改好后本行即可导入",
            )
            return None
        found = self.ask_for_body(
            column, district_id=district_id, kinds=kinds, may_be_new=not required
        )
        if isinstance(found, Organisation):
            return found
        if found is not None and required:
            self._unknown(column, district_id=district_id, kinds=kinds)
        return None

    def _unknown(self, column: str, *, district_id: int, kinds: tuple[str, ...]) -> None:
        unit = self.context.known.units.get(district_id).name
        ledgers = "或".join(
            f"{'机构' if kind == 'institution' else '考试点'}台账" for kind in kinds
        )
        words = "或".join(KINDS[kind] for kind in kinds)
        self.refuse(
            "unknown-body",
            column,
            f"{unit}没有名为“{self.values[column]}”的{words}；请核对名称与区县，"
            f"确属新增的先在{ledgers}登记（可与本文件一起导入）",
        )
