"""A file is made when asked for and stands ready; the same version gives the same bytes."""

from __future__ import annotations

from dashboard.briefings.freeze import freeze
from dashboard.briefings.snapshot import to_json
from dashboard.surfaces.exports import EXPORTS
from dashboard.surfaces.screen import briefing_files
from tests.dashboard.surfaces.screen.briefings import SIGNED, new_briefing, press, reader
from tests.stores import Stores


def test_a_file_is_made_when_asked_for(stores: Stores) -> None:
    with reader(stores) as screen:
        snapshot = freeze(screen.engine, new_briefing(screen), by=SIGNED)
        screen.open("briefings", briefing=str(snapshot.briefing), version="1")
        labels = [one.label for one in screen.app.button if one.label.startswith("生成")]
        assert labels == [f"生成{one.label}" for one in EXPORTS.values()]
        assert briefing_files._MADE not in screen.app.session_state
        press(screen, f"生成{EXPORTS['json'].label}")
        number, kind, made = screen.app.session_state[briefing_files._MADE]
        assert (number, kind) == (snapshot.number, "json")
        assert made.decode() == to_json(snapshot)
        offered = [one.label for one in screen.of("download_button")]
        assert any(label.startswith(f"下载{EXPORTS['json'].label}（") for label in offered)


def test_every_kind_of_file_has_an_icon() -> None:
    assert set(briefing_files._ICONS) == set(EXPORTS)
