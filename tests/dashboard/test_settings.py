"""Settings come from the environment, and each says what it is for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from dashboard.paths import DATA
from dashboard.settings import Settings


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"OVERSIGHT_{name.upper()}", raising=False)


def test_without_environment_everything_is_local() -> None:
    settings = Settings()
    assert settings.database_url == f"sqlite:///{DATA / 'oversight.db'}"
    assert settings.host == "127.0.0.1"
    assert settings.case_role is False
    assert settings.boundary_file is None
    assert settings.map_approval_number == ""


def test_environment_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERSIGHT_DATABASE_URL", "postgresql://server/oversight")
    monkeypatch.setenv("OVERSIGHT_PORT", "9000")
    monkeypatch.setenv("OVERSIGHT_CASE_ROLE", "true")
    monkeypatch.setenv("OVERSIGHT_BOUNDARY_FILE", "/srv/own.geojson")
    settings = Settings()
    assert settings.database_url == "postgresql://server/oversight"
    assert settings.port == 9000
    assert settings.case_role is True
    assert settings.boundary_file == Path("/srv/own.geojson")


@pytest.mark.parametrize("port", ["0", "65536", "many"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("OVERSIGHT_PORT", port)
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_settings_do_not_change_while_running() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_is_for(name: str) -> None:
    assert len(Settings.model_fields[name].description or "") > 15
