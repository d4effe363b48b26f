import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from dashboard.metrics.checks.batches import batches, is_credit_code


@pytest.mark.parametrize("code", ["91110000600037341L", "525000000000000019", "91500000000000018Y"])
def test_a_credit_code_ends_with_what_follows_from_the_rest(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize(
    "code",
    [
        None,
        "",
        "91110000600037341A",
        "91110000600037341",
        "9.1500000000E+17",
        "91110000600037I41L",
        "９1110000600037341L",
        "91110000600037341l",
    ],
)
def test_anything_else_is_none(code: str | None) -> None:
    assert not is_credit_code(code)


def test_a_store_nobody_loaded_into_has_no_state(empty_engine: Engine) -> None:
    with Session(empty_engine) as session:
        found = {one.key: one for one in batches(session)}
    assert found["state-row"].examples == ("0行",)
    assert found["ledger-rows"].passed


def test_demo_bodies_are_looked_at_for_their_name(demo_engine: Engine) -> None:
    with Session(demo_engine) as session:
        found = {one.key: one for one in batches(session)}
    assert found["demo-apart"].checked >= found["credit-codes"].checked >= 98
