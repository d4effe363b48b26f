"""What a reader is told while others have their turn, and that who has gone waits no longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from streamlit.runtime.scriptrunner import StopException

from dashboard.surfaces.screen.importing import pending
from dashboard.surfaces.screen.importing.pending import watching
from dashboard.surfaces.screen.importing.turns import Turns
from data_loaders.batches import Progress


class Busy(Turns):
    """Turns at which one has to wait behind two others."""

    @contextmanager
    def turn(self, tell: Callable[[int], None] = lambda place: None) -> Iterator[None]:
        with super().turn():
            for place in (3, 2, 1):
                tell(place)
            yield


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Busy:
    found = Busy(at_once=1)
    monkeypatch.setattr(pending, "turns", lambda: found)
    return found


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(pending, "put", lambda markup: told.append(str(markup)))
    return told


def test_the_place_is_told_until_the_turn_comes(busy: Busy, said: list[str]) -> None:
    with watching() as watch:
        assert ["第3位" in said[0], "第2位" in said[1], "第1位" in said[2]] == [True] * 3
        watch(Progress(label="打开台账.xlsx", done=1, total=2))
    assert "打开台账.xlsx：1/2" in said[3]
    assert len(busy) == 0


def test_who_has_gone_leaves_the_queue(
    busy: Busy, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop() -> None:
        raise StopException

    monkeypatch.setattr(pending, "is_watched", lambda: False)
    monkeypatch.setattr(pending.st, "stop", stop)
    with pytest.raises(StopException), watching():
        raise AssertionError("its turn came")
    assert said == []
    assert len(busy) == 0
