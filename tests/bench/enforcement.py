"""Cases, their penalties and counts of persons; units that the circular tells of have none."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.districts import TOLD_OF
from tests.bench.bodies import Register
from tests.bench.days import NEVER, dates, known, spread
from tests.bench.table import Writer, only_where

_CHUNK: Final = 100_000
_CAUSES: Final = np.array(
    ["uncertified", "conditions", "training_fraud", "other", "exam_discipline"], dtype=object
)
_MIX: Final = np.cumsum([0.3, 0.2, 0.2, 0.2])
_EMPLOYER, _PERSON = 0, 4
"""The places in _CAUSES whose subjects are employers and persons."""


def write_cases(
    rng: np.random.Generator,
    cases: Writer,
    penalties: Writer,
    persons: Writer,
    *,
    bodies: Register,
    rows: int,
) -> None:
    """Write so many cases, penalties of two thirds of them and persons of a third."""
    register = bodies.among(lambda one: one.code not in TOLD_OF)
    for first in range(0, rows, _CHUNK):
        lead = spread(first, min(_CHUNK, rows - first), of=rows)
        first_id = cases.next_id
        cause, days = np.searchsorted(_MIX, rng.random(len(lead))), _steps(rng, lead)
        _add_cases(rng, cases, register, cause=cause, lead=lead, days=days)
        _add_penalties(rng, penalties, first_id=first_id, decided=days["penalised_on"])
        counted = np.flatnonzero((cause == _PERSON) | (rng.random(len(lead)) < 0.25))
        persons.write(
            {
                "case_id": (first_id + counted).tolist(),
                "kind": ["involved"] * len(counted),
                "persons": rng.integers(1, 12, len(counted)).tolist(),
                "counted_on": dates(lead[counted]),
            }
        )


def _steps(rng: np.random.Generator, lead: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The day each case reached each step, NEVER where it did not."""
    count = len(lead)
    withdrawn = rng.random(count) < 0.15
    confirmed = _if(rng.random(count) < 0.75, lead + rng.integers(2, 40, count))
    referred = _if(rng.random(count) < 0.03, lead + rng.integers(5, 30, count))
    penalised = _if(
        (confirmed != NEVER) & ~withdrawn & (rng.random(count) < 0.85),
        confirmed + rng.integers(3, 60, count),
    )
    return {
        "confirmed_on": confirmed,
        "penalised_on": penalised,
        "referred_on": referred,
        "filed_on": _if(referred != NEVER, referred + rng.integers(1, 20, count)),
        "closed_on": _if(
            (penalised != NEVER) & (rng.random(count) < 0.8),
            penalised + rng.integers(5, 90, count),
        ),
        "withdrawn_on": _if(withdrawn, lead + rng.integers(10, 90, count)),
    }


def _if(happens: NDArray[Any], days: NDArray[Any]) -> NDArray[Any]:
    return np.where(happens, known(days), NEVER)


def _add_cases(
    rng: np.random.Generator,
    writer: Writer,
    register: Register,
    *,
    cause: NDArray[Any],
    lead: NDArray[Any],
    days: dict[str, NDArray[Any]],
) -> None:
    picks = register.pick(rng, lead)
    body = {name: np.array(kept, dtype=object) for name, kept in register.columns(picks).items()}
    kinds = np.where(register.is_site[picks], "exam_site", "institution").astype(object)
    kinds[cause == _EMPLOYER], kinds[cause == _PERSON] = "employer", "person"
    for name in ("institution_id", "exam_site_id"):
        body[name][(cause == _EMPLOYER) | (cause == _PERSON)] = None
    ids = range(writer.next_id, writer.next_id + len(lead))
    writer.write(
        {
            "number": [f"示例案件{at:08d}" for at in ids],
            "subject_kind": kinds.tolist(),
            "subject_name": [
                f"示例用工企业{at % 4000:04d}" if kind == "employer" else None
                for at, kind in zip(ids, kinds, strict=True)
            ],
            "cause": _CAUSES[cause].tolist(),
            "lead_on": dates(lead),
            **{name: dates(values) for name, values in days.items()},
            **{name: values.tolist() for name, values in body.items()},
        }
    )


def _add_penalties(
    rng: np.random.Generator, writer: Writer, *, first_id: int, decided: NDArray[Any]
) -> None:
    penalised = np.flatnonzero(decided != NEVER)
    fined, day = rng.random(len(penalised)) < 0.8, decided[penalised]
    paid = fined & (rng.random(len(penalised)) < 0.7)
    sums = rng.integers(1, 50, len(penalised)) * 500_000
    writer.write(
        {
            "case_id": (first_id + penalised).tolist(),
            "kind": np.where(fined, "fine", "warning").tolist(),
            "amount_fen": only_where(fined, sums),
            "decided_on": dates(day),
            "paid_on": dates(_if(paid, day + rng.integers(3, 40, len(penalised)))),
        }
    )
