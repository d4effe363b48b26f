from __future__ import annotations

import copy
import json
import pickle

import pytest
from sqlalchemy import Engine, text

from dashboard.access.restricted import (
    WITHHELD,
    Restricted,
    opened,
    restricted,
    restricted_message,
)

NAME = "某某职业技能培训学校"
WORDS = frozenset({"当事人", "个人"})


def test_a_restricted_text_reads_as_withheld_however_it_is_written() -> None:
    value = restricted(NAME)
    written = [
        str(value),
        repr(value),
        f"{value}",
        f"{value!r:>40}",
        "、".join([value, "别的"]),
        value + "等",
        value[:40],
        json.dumps({"value": value}, ensure_ascii=False),
        value.encode().decode(),
    ]
    assert not any(NAME in one for one in written)
    assert all(WITHHELD in one for one in written)


def test_the_store_is_given_what_it_reads_as(empty_engine: Engine) -> None:
    with empty_engine.connect() as connection:
        kept = connection.scalar(text("SELECT CAST(:value AS TEXT)"), {"value": restricted(NAME)})
    assert kept == WITHHELD


@pytest.mark.parametrize(
    ("own", "case_role", "asks_own", "told"),
    [
        (False, False, False, False),
        (False, False, True, False),
        (False, True, False, True),
        (True, False, False, False),
        (True, False, True, True),
    ],
)
def test_the_gate_opens_to_the_role_and_to_who_wrote_it(
    own: bool, case_role: bool, asks_own: bool, told: bool
) -> None:
    value = restricted(NAME, own=own)
    assert opened(value, case_role=case_role, own=asks_own) == (NAME if told else WITHHELD)


def test_any_other_text_passes_the_gate_and_nothing_stays_nothing() -> None:
    assert opened("渝北区", case_role=False) == "渝北区"
    assert restricted("") == ""


def test_restricted_texts_compare_by_what_they_say() -> None:
    assert restricted(NAME) == restricted(NAME)
    assert hash(restricted(NAME)) == hash(restricted(NAME))
    assert restricted(NAME) != restricted("另一所学校")
    assert restricted(NAME) != WITHHELD
    assert restricted(NAME) != NAME


@pytest.mark.parametrize(
    "again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))]
)
def test_copies_stay_restricted(again: object) -> None:
    value = again(restricted(NAME, own=True))  # type: ignore[operator]
    assert isinstance(value, Restricted)
    assert (str(value), opened(value, case_role=False, own=True)) == (WITHHELD, NAME)


@pytest.mark.parametrize("name", [NAME, "某“华光”学校", "某”学校"])
def test_a_message_reads_without_what_it_quotes_but_for_our_own_words(name: str) -> None:
    message = f"“{name}”不在台账中；“当事人”一栏填“个人”"
    found = restricted_message(message, cells=(name,), words=WORDS)
    assert str(found) == f"{WITHHELD}不在台账中；“当事人”一栏填“个人”"
    assert opened(found, case_role=True) == message


def test_a_message_that_quotes_nothing_is_no_secret() -> None:
    message = "必填，不能为空，“当事人”请补填"
    assert not isinstance(restricted_message(message, cells=(NAME,), words=WORDS), Restricted)
