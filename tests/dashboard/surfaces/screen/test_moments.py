from datetime import UTC, datetime

from dashboard.surfaces.screen.moments import moment


def test_a_moment_is_read_in_chongqing() -> None:
    assert moment(datetime(2024, 12, 31, 16, 5, tzinfo=UTC)) == "2025-01-01 00:05"
