"""Codes shorter than those padded with zeros: asked about at the end, which closes the sheet."""

from __future__ import annotations

import pytest

from data_loaders.problems import Level
from data_loaders.reading.records import LineKind
from tests.data_loaders.workbooks import Outcome, answers, good, read_rows


@pytest.mark.parametrize(
    ("codes", "padded"),
    [
        (("00123", 456), ["00123", "00456"]),
        ((7, "0012", "13"), ["0007", "0012", "0013"]),
        (("01", "02", 3, "12"), ["01", "02", "03", "12"]),
    ],
)
def test_codes_that_lost_their_zeros_are_asked_about_once(
    codes: tuple[str | int, ...], padded: list[str]
) -> None:
    asked = _read(*codes)
    (problem,) = asked.problems
    assert (problem.level, problem.rule, problem.row) == (Level.ASK, "lost-zeros", None)
    assert asked.lines[-1].kind is LineKind.END
    width = str(len(padded[0]))
    assert [one["number"] for one in _read(*codes, **answers(asked, width)).values] == padded
    kept = _read(*codes, **answers(asked, "kept"))
    assert [one["number"] for one in kept.values] == [str(code) for code in codes]
    assert kept.said == []


@pytest.mark.parametrize(
    "codes",
    [
        ("1", "22", 333),
        ("001", "099", "100", "1000"),
        ("01", "0002", "3"),
        ("甲01", "2", "沙-003"),
    ],
    ids=["no zeros", "long enough", "no one width", "words"],
)
def test_other_codes_ask_nothing(codes: tuple[str | int, ...]) -> None:
    assert _read(*codes).said == []


def test_a_case_tells_no_code_of_another() -> None:
    rows = [good("cases", 案件编号=code) for code in ("0012", "345")]
    (problem,) = read_rows("cases", *rows).problems
    assert problem.question is not None
    assert "345" not in problem.message + problem.question.text
    assert "0012" not in problem.message + problem.question.text


def _read(*codes: str | int, **decisions: str) -> Outcome:
    rows = [good("findings", 问题编号=code, 问题描述=f"问题{at}") for at, code in enumerate(codes)]
    return read_rows("findings", *rows, **decisions)
