from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.maps.boundaries import FOLDER
from dashboard.maps.office_boundary import office_boundary
from dashboard.settings import settings

DAY = date(2024, 12, 31)


def test_without_a_file_of_the_bureaus_the_days_sketch_is_drawn() -> None:
    assert len(office_boundary(DAY).codes) == 38
    assert office_boundary(date(2025, 12, 1)).codes != office_boundary(DAY).codes
    assert office_boundary(DAY, scope="central").codes < office_boundary(DAY).codes


def test_the_bureaus_own_file_is_drawn_under_its_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own.geojson"
    own.write_bytes((FOLDER / "chongqing-2024.geojson").read_bytes())
    monkeypatch.setenv("OVERSIGHT_BOUNDARY_FILE", str(own))
    monkeypatch.setenv("OVERSIGHT_MAP_APPROVAL_NUMBER", "渝S（2024）001号")
    settings.cache_clear()
    assert office_boundary(DAY).caption == "审图号：渝S（2024）001号"
    settings.cache_clear()
