"""What institutions and exam sites have in common: who they are and what they can seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stdnum.cn import uscc

from dashboard.demo.plan import Ref

REGION = "509999"
"""A region code that nobody has, so that no real body can bear a demo credit code."""

_ORDINALS = "一二三四五六七八九十"


@dataclass(frozen=True, kw_only=True)
class DemoOrganisation:
    """An institution or exam site; `ordinal` counts from 1 within its unit."""

    ref: Ref
    code: str
    """Code of the reporting unit."""
    ordinal: int
    name: str
    kind: str
    uscc: str | None
    seats: int
    stations: int
    reported: bool
    """Whether seats and stations stand in the ledger."""
    opened_on: date
    ended_on: date | None = None
    """Last day it may be active; None: still is."""

    @property
    def place(self) -> tuple[str, int]:
        """Unit and ordinal: how the story names a body before it has a row."""
        return self.code, self.ordinal

    @property
    def is_site(self) -> bool:
        """Whether it is an exam site."""
        return self.ref.table == "exam_site"

    def active(self, day: date) -> bool:
        """Whether it was open on `day`."""
        return self.opened_on <= day and (self.ended_on is None or day < self.ended_on)

    def target(self) -> dict[str, Ref]:
        """The column that names it in a row, and the reference to put there."""
        return {f"{self.ref.table}_id": self.ref}


def ordinal(number: int) -> str:
    """第一, 第二, … up to 第十."""
    return f"第{_ORDINALS[number - 1]}"


def credit_code(*, prefix: str, serial: int) -> str:
    """A credit code with a right check digit, in the region nobody has.

    `prefix` is the registering authority and kind of body: 91 a company, 52 a private school,
    12 a public institution.
    """
    body = f"{prefix}{REGION}{serial:09d}"
    return body + str(uscc.calc_check_digit(body))
