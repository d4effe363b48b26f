"""What the lines of a load are judged against, and what they leave for later ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from data_loaders.batches.resolve.lookups import Known, first_free
from data_loaders.batches.resolve.organisations import Bodies, Organisation
from data_loaders.batches.stage.shared_rows import SharedRows
from data_loaders.batches.stage.target_tables import MAIN, SHARED
from data_loaders.problems import Decisions


@dataclass(frozen=True, kw_only=True)
class Alias:
    """A name that a person has just decided to mean a body; restricted where its row is.

    It is `former` where a register has given the body another name or unit. `file` and `ledger`
    are those of the line.
    """

    district_id: int
    name: str
    body: Organisation
    file: str
    ledger: str
    restricted: bool = False
    former: bool = False


@dataclass(frozen=True, kw_only=True)
class Context:
    """What every line of a load is judged against, and what its lines leave for later ones."""

    known: Known
    shared: SharedRows
    decisions: Decisions
    today: date
    dataset: str = "production"
    aliases: dict[tuple[int, str], Alias] = field(default_factory=dict)
    warned: set[tuple[str, ...]] = field(default_factory=set)
    next_body: dict[str, int] = field(default_factory=dict)

    @property
    def bodies(self) -> Bodies:
        """The bodies of the store and of the lines so far."""
        return self.known.bodies


def context(
    session: Session, known: Known, *, decisions: Decisions, today: date, dataset: str
) -> Context:
    """What lines are judged against, with the first free keys of rows that are named."""
    targets = [MAIN["documents"], *(target for one in SHARED.values() for target in one)]
    shared = {target.table.name: target.table for target in targets}
    return Context(
        known=known,
        shared=SharedRows(
            named=known.named,
            next_ids={name: first_free(session, table) for name, table in shared.items()},
        ),
        decisions=decisions,
        today=today,
        dataset=dataset,
        next_body={
            "institution": first_free(session, MAIN["institutions"].table),
            "exam_site": first_free(session, MAIN["exam_sites"].table),
        },
    )
