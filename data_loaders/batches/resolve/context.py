"""What the lines of a load are judged against, and what they leave for later ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from data_loaders.batches.resolve.lookups import Lookups, first_free
from data_loaders.batches.resolve.organisations import Organisation, Organisations
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
class LoadContext:
    """What every line of a load is judged against, and what its lines leave for later ones."""

    known: Lookups
    shared: SharedRows
    decisions: Decisions
    today: date
    dataset: str = "production"
    aliases: dict[tuple[int, str], Alias] = field(default_factory=dict)
    warned: set[tuple[str, ...]] = field(default_factory=set)
    next_body: dict[str, int] = field(default_factory=dict)

    @property
    def bodies(self) -> Organisations:
        """The bodies of the store and of the lines so far."""
        return self.known.bodies


def context(
    session: Session, known: Lookups, *, decisions: Decisions, today: date, dataset: str
) -> LoadContext:
    """What lines are judged against, with the first free keys of rows that are named."""
    targets = [MAIN["documents"], *(target for one in SHARED.values() for target in one)]
    shared = {target.table.name: target.table for target in targets}
    return LoadContext(
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
