"""A small store of odd rows: every state the tables allow, crowded around one day.

Ledgers rarely have a finding closed without a check, a fine without a sum or a class on the day of
an elimination; where a definition in words and an expression part ways, it is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import Engine

from dashboard.store.state import loading
from tests.ledger import Ledger

DAY = date(2024, 6, 30)
UNITS = ("甲区", "乙区", "丙区")
LONELY = {
    "机构区": "institution",
    "考点区": "exam_site",
    "检查区": "inspection",
    "问题区": "finding",
    "整改区": "rectification_order",
    "案件区": "enforcement_case",
    "宣传区": "publicity_activity",
    "培训区": "training_class",
    "考试区": "exam_month",
}
"""Units of which a single row of one table is known."""
CAMPAIGNS = {"旧回头看": "lookback", "新回头看": "lookback", "专项": "special", "日常": "routine"}
BEGUN = {"新回头看": date(2024, 6, 15)}
"""First days; whatever else a campaign did begins with its first visit."""
_EDGES = (-120, -91, -90, -60, -31, -30, -29, -8, -7, -1, 0, 0, 1, 7, 8, 30, 31, 32, 60)

Choice = TypeVar("Choice")


def load_odd_rows(engine: Engine) -> None:
    """The same rows at every call."""
    with loading(engine, dataset="production") as session:
        _Odd(Ledger(session)).write()


class _Odd:
    """Writes rows of every ledger; a seed says which."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._random = Random(20240630)

    def write(self) -> None:
        for part in (62, 63, 1):
            self._ledger.add("standard", code=f"DB50/T 867.{part}-2024")
        self._ledger.add("standard", code="DB50/T 867.62-2019")
        self._units = [self._ledger.add("district", name=name, code=name) for name in UNITS]
        self._campaigns = [
            self._ledger.add("campaign", name=name, kind=kind, started_on=BEGUN.get(name))
            for name, kind in CAMPAIGNS.items()
        ]
        self._bodies()
        self._reviews()
        self._inspections()
        self._cases()
        self._publicity()
        self._training()
        self._lonely()

    def _bodies(self) -> None:
        kinds = ("company", "private", "school", "public")
        self._institutions = [
            self._ledger.add(
                "institution",
                district_id=self._unit(),
                kind=self._maybe(self._of(kinds)),
                founded_on=(founded := self._maybe(self._day())),
                closed_on=self._maybe(self._day(founded), odds=0.3),
            )
            for _ in range(24)
        ]
        self._sites = [
            self._ledger.add(
                "exam_site",
                district_id=self._unit(),
                opened_on=(opened := self._maybe(self._day())),
                closed_on=self._maybe(self._day(opened)),
            )
            for _ in range(30)
        ]

    def _reviews(self) -> None:
        # Two rounds never decide at one stage on one day, as nothing says which spoke last.
        days = {stage: set[tuple[int, date]]() for stage in ("self", "district", "municipal")}
        for _ in range(4):
            review = self._ledger.add("review_round")
            for stage, taken in days.items():
                for institution in self._institutions[:-4]:
                    decided = self._day()
                    if self._random.random() < 0.4 or (institution, decided) in taken:
                        continue
                    taken.add((institution, decided))
                    self._ledger.add(
                        "review_decision",
                        round_id=review,
                        institution_id=institution,
                        stage=stage,
                        outcome=self._of(("qualified", "rectifying", "eliminated")),
                        decided_on=decided,
                        deadline=self._maybe(self._day(decided)),
                    )

    def _inspections(self) -> None:
        visits = [
            self._ledger.add(
                "inspection",
                **self._where(),
                campaign_id=self._maybe(self._of(self._campaigns)),
                mode=self._maybe(self._of(("open", "covert"))),
                team=self._maybe(self._of(("第一组", "第二组", "第三组"))),
                inspected_on=self._day(),
            )
            for _ in range(150)
        ]
        orders = [
            self._ledger.add(
                "rectification_order",
                **self._where(),
                issued_on=(issued := self._day()),
                due_on=self._maybe(self._day(issued), odds=0.8),
                closed_on=self._maybe(self._day(issued), odds=0.4),
            )
            for _ in range(240)
        ]
        for _ in range(600):
            self._finding(visits, orders)

    def _finding(self, visits: Sequence[int], orders: Sequence[int]) -> None:
        found = self._day()
        completed = self._maybe(self._day(found), odds=0.6)
        verified = self._maybe(self._day(completed or found), odds=0.6)
        outcome = self._maybe(self._of(("passed", "failed")), odds=0.8) if verified else None
        reopened = self._maybe(self._day(verified)) if outcome == "failed" else None
        self._ledger.add(
            "finding",
            **self._where(),
            inspection_id=self._maybe(self._of(visits), odds=0.8),
            order_id=self._maybe(self._of(orders), odds=0.8),
            category=self._of(("facility", "training", "archive", "violation")),
            severity=self._maybe(self._of(("minor", "major", "critical")), odds=0.8),
            found_on=found,
            due_on=self._maybe(self._day(found), odds=0.8),
            completed_on=completed,
            verified_on=verified,
            verification=outcome,
            reopened_on=reopened,
            closed_on=self._maybe(self._day(reopened or found)),
        )

    def _cases(self) -> None:
        for _ in range(160):
            case = self._case()
            for _ in range(self._random.randrange(3)):
                decided = self._day()
                self._ledger.add(
                    "penalty",
                    case_id=case,
                    kind=self._of(("fine", "fine", "warning", "suspension", "other")),
                    amount_fen=self._maybe(self._random.randrange(10**6)),
                    decided_on=decided,
                    paid_on=self._maybe(self._day(decided)),
                )
            for kind in ("involved", "disciplined", "detained", "wanted"):
                if self._random.random() < 0.4:
                    self._ledger.add(
                        "case_person_count",
                        case_id=case,
                        kind=kind,
                        persons=self._random.randrange(4),
                        counted_on=self._day(),
                    )

    def _case(self) -> int:
        lead = self._day()
        confirmed = self._maybe(self._day(lead), odds=0.7)
        referred = self._maybe(self._day(lead))
        subject = self._of(("institution", "exam_site", "employer", "employer", "person"))
        name = self._maybe(self._of(("示例一公司", "示例二公司", "示例三公司")), odds=0.8)
        return self._ledger.add(
            "enforcement_case",
            **self._where(),
            campaign_id=self._maybe(self._of(self._campaigns)),
            subject_kind=subject,
            subject_name=None if subject == "person" else name,
            cause=self._of(("uncertified", "uncertified", "exam_cheating", "other")),
            lead_on=lead,
            confirmed_on=confirmed,
            penalised_on=self._maybe(self._day(confirmed or lead)),
            referred_on=referred,
            filed_on=self._maybe(self._day(referred or lead)),
            closed_on=self._maybe(self._day(lead)),
            withdrawn_on=self._maybe(self._day(lead), odds=0.2),
        )

    def _publicity(self) -> None:
        for _ in range(160):
            self._ledger.add(
                "publicity_activity",
                district_id=self._unit(),
                channel=self._of(("app", "wechat", "video", "leaflet", "event")),
                name=f"{self._of(('典型案例通报', '宣讲'))}{self._random.random()}",
                held_on=self._day(),
                items=self._maybe(self._random.randrange(9)),
                copies=self._maybe(self._random.randrange(900)),
                person_times=self._maybe(self._random.randrange(9000)),
                copies_qualifier=self._of(("exact", "exact", "at_least")),
                reach_qualifier=self._of(("exact", "exact", "at_least")),
                reported_by=self._maybe(self._of(("organiser", "platform"))),
            )

    def _training(self) -> None:
        for _ in range(300):
            due, actual, late = sorted((self._random.randrange(99) for _ in range(3)), reverse=True)
            self._ledger.add(
                "training_class",
                district_id=self._unit(),
                institution_id=self._of(self._institutions),
                started_on=self._day(),
                hours_required=self._maybe(self._of((36.0, 36.5, 72.0)), odds=0.8),
                hours_delivered=self._maybe(self._of((35.5, 36.0, 36.5, 72.0)), odds=0.8),
                enrolled=self._maybe(due),
                sign_ins_due=self._maybe(due),
                sign_ins_actual=self._maybe(actual),
                sign_ins_backfilled=self._maybe(late),
                archive_required=self._maybe(actual),
                archive_present=self._maybe(late),
            )
        for month in range(2, 10):
            for body in self._institutions:
                self._examined(institution_id=body, month=date(2024, month, 1))
            for body in self._sites:
                self._examined(exam_site_id=body, month=date(2024, month, 1))

    def _examined(self, **of: Any) -> None:
        took, outside, passed = sorted((self._random.randrange(60) for _ in range(3)), reverse=True)
        self._ledger.add(
            "exam_month",
            **of,
            district_id=self._unit(),
            theory_candidates=self._maybe(took),
            theory_passes=self._maybe(passed),
            practical_candidates=self._maybe(took),
            practical_passes=self._maybe(passed),
            out_of_city=self._maybe(outside),
            origin_unknown=self._maybe(took - outside),
            capacity=self._maybe(passed),
        )

    def _lonely(self) -> None:
        taught_by = {"institution_id": self._institutions[0], "trade": "高处作业"}
        for name, table in LONELY.items():
            unit = self._ledger.add("district", name=name, code=name)
            taught = table in ("training_class", "exam_month")
            self._ledger.add(table, district_id=unit, **(taught_by if taught else {}))

    def _where(self) -> dict[str, int | None]:
        """A unit, and an institution, an exam site or neither of them, of whatever unit."""
        site = self._maybe(self._of(self._sites), odds=0.2)
        return {
            "district_id": self._unit(),
            "institution_id": None if site else self._maybe(self._of(self._institutions), odds=0.8),
            "exam_site_id": site,
        }

    def _unit(self) -> int:
        return self._of(self._units)

    def _day(self, earliest: date | None = None) -> date:
        """A day around the one looked at, often on the edge of a band; not before `earliest`."""
        shifts = self._of((*_EDGES, self._random.randint(-120, 60)))
        return max(DAY + timedelta(days=shifts), earliest or date.min)

    def _of(self, choices: Sequence[Choice]) -> Choice:
        return self._random.choice(choices)

    def _maybe(self, value: Choice, *, odds: float = 0.5) -> Choice | None:
        return value if self._random.random() < odds else None
