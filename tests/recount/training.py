"""Classes, and months of examinations as institutions report them."""

from __future__ import annotations

from tests.recount.by_hand import ByHand, total

_EVER = "FROM training_class k WHERE [k] AND k.started_on <= :day"
_THEN = f"{_EVER} AND k.started_on BETWEEN :first AND :last"
_STARTED = f"SELECT count(*) {_THEN}"
_HOURS = "k.hours_required IS NOT NULL AND k.hours_delivered IS NOT NULL"
_SIGNED = f"{_THEN} AND k.sign_ins_actual IS NOT NULL AND k.sign_ins_backfilled IS NOT NULL"
_ARCHIVED = f"{_THEN} AND k.archive_required IS NOT NULL AND k.archive_present IS NOT NULL"
_OUTCOME_BEFORE = """(
    SELECT d.outcome FROM review_decision d
    WHERE d.institution_id = k.institution_id AND d.decided_on < k.started_on
    ORDER BY d.decided_on DESC,
        CASE d.stage WHEN 'municipal' THEN 3 WHEN 'district' THEN 2 ELSE 1 END DESC
    LIMIT 1)"""


def _reported(counted: str) -> ByHand:
    return ByHand(counted=counted, there=f"SELECT count(*) {_EVER}")


def _share(counted: str, among: str) -> ByHand:
    return ByHand(counted=counted, among=among, there=_STARTED)


CLASSES = {
    "training_classes": _reported(_STARTED),
    "trainees": _reported(total("k.enrolled", _THEN)),
    "classes_after_elimination": _reported(f"{_STARTED} AND {_OUTCOME_BEFORE} = 'eliminated'"),
    "short_hours_share": _share(
        f"{_STARTED} AND {_HOURS} AND k.hours_delivered < k.hours_required",
        f"{_STARTED} AND {_HOURS}",
    ),
    "backfilled_share": _share(
        f"SELECT sum(k.sign_ins_backfilled) {_SIGNED}", f"SELECT sum(k.sign_ins_actual) {_SIGNED}"
    ),
    "archive_complete_share": _share(
        f"SELECT sum(k.archive_present) {_ARCHIVED}", f"SELECT sum(k.archive_required) {_ARCHIVED}"
    ),
}

_MONTHS = """
    FROM exam_month x WHERE [x] AND x.institution_id IS NOT NULL
    AND x.month <= :over AND x.month BETWEEN :first_month AND :last_month
"""
_TOLD = f"SELECT count(*) {_MONTHS}"
_THEORY = f"{_MONTHS} AND x.theory_candidates IS NOT NULL AND x.theory_passes IS NOT NULL"
_PRACTICAL = f"{_MONTHS} AND x.practical_candidates IS NOT NULL AND x.practical_passes IS NOT NULL"
_ORIGIN = f"{_MONTHS} AND x.theory_candidates IS NOT NULL AND x.out_of_city IS NOT NULL"
_CAPACITY = f"{_MONTHS} AND x.theory_candidates IS NOT NULL AND x.capacity IS NOT NULL"


def _monthly(counted: str, among: str | None = None) -> ByHand:
    return ByHand(counted=counted, among=among, there=_TOLD)


EXAMS = {
    "exam_candidates": _monthly(total("x.theory_candidates", _MONTHS)),
    "theory_pass_rate": _monthly(
        f"SELECT sum(x.theory_passes) {_THEORY}", f"SELECT sum(x.theory_candidates) {_THEORY}"
    ),
    "practical_pass_rate": _monthly(
        f"SELECT sum(x.practical_passes) {_PRACTICAL}",
        f"SELECT sum(x.practical_candidates) {_PRACTICAL}",
    ),
    "out_of_city_share": _monthly(
        f"SELECT sum(x.out_of_city) {_ORIGIN}",
        f"SELECT sum(x.theory_candidates - coalesce(x.origin_unknown, 0)) {_ORIGIN}",
    ),
    "capacity_use": _monthly(
        f"SELECT sum(x.theory_candidates) {_CAPACITY}", f"SELECT sum(x.capacity) {_CAPACITY}"
    ),
}
