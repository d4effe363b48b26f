from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from dashboard.surfaces.screen.importing import resubmission
from data_loaders.batches import Preview, told_to_uploader
from tests.conftest import load_circular_alone
from tests.handed_in import INSTITUTIONS, changed, look, put, sheet


def _drawn(found: Preview, monkeypatch: pytest.MonkeyPatch) -> str:
    parts: list[Any] = []
    monkeypatch.setattr(resubmission, "put", parts.append)
    resubmission.draw_resubmissions(told_to_uploader(found, case_role=False))
    return "".join(map(str, parts))


def test_what_is_handed_in_again_is_drawn_by_unit(
    empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_circular_alone(empty_engine)
    put(empty_engine, [sheet("institutions", INSTITUTIONS)])
    again = changed(INSTITUTIONS[:1], 0, 理论座位数="")
    drawn = _drawn(look(empty_engine, [sheet("institutions", again)]), monkeypatch)
    for told in ("渝北区", "库中另有", "渝北职业学院", "将改为空", "120"):
        assert told in drawn


def test_a_first_load_draws_nothing(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    load_circular_alone(empty_engine)
    assert _drawn(look(empty_engine, [sheet("institutions", INSTITUTIONS)]), monkeypatch) == ""
