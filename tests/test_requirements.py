"""What a machine lacks is told in one sentence, and what is required is never skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.requirements import (
    NGINX,
    POSTGRESQL,
    REQUIREMENTS,
    Requirement,
    chromium,
    libreoffice,
    nginx,
    required,
    sentences,
)


@pytest.mark.parametrize("one", REQUIREMENTS, ids=lambda one: one.key)
def test_what_is_missing_skips_and_says_what_to_do(
    one: Requirement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OVERSIGHT_TEST_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs .+: not here; ") as ended:
        one.is_missing("not here")
    assert one.remedy in str(ended.value)


@pytest.mark.parametrize("one", REQUIREMENTS, ids=lambda one: one.key)
def test_what_is_required_fails(one: Requirement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_TEST_REQUIRE", f"{one.key}, {NGINX.key}")
    with pytest.raises(pytest.fail.Exception, match=f"needs {one.name}"):
        one.is_missing("not here")


def test_a_requirement_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_TEST_REQUIRE", "postgresql,chromum")
    with pytest.raises(pytest.UsageError, match="names chromum; it may name chromium, libreoffice"):
        required()


def test_programs_that_are_not_there_are_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("OVERSIGHT_TEST_REQUIRE", raising=False)
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(pytest.skip.Exception, match="needs nginx"):
        nginx()
    with pytest.raises(pytest.skip.Exception, match="needs LibreOffice"):
        libreoffice()
    monkeypatch.setenv("OVERSIGHT_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(pytest.skip.Exception, match="needs Chromium: no .*none"):
        chromium()


def test_a_missing_thing_is_one_sentence_however_many_tests_it_costs() -> None:
    refused = f"Skipped: needs PostgreSQL: connection\n  refused; {POSTGRESQL.remedy}"
    reasons = [*[refused] * 976, "Skipped: needs nginx: none; get it", "Skipped: no day", "no day"]
    assert list(sentences(reasons)) == [
        "PostgreSQL is missing: 976 tests skipped "
        "(connection refused; set OVERSIGHT_TEST_POSTGRES_URL).",
        "nginx is missing: 1 test skipped (none; get it).",
        "Nothing to test: 2 tests skipped (no day (2)).",
    ]
    assert list(sentences([])) == []
