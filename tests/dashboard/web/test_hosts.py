import socket

import pytest

from dashboard.web.hosts import hosts, same_origin


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:1", "[::1]:8501"])
def test_a_server_on_this_machine_is_asked_under_its_names(host: str) -> None:
    assert hosts(listening="127.0.0.1", allowed="").admit(host)


@pytest.mark.parametrize(
    "host",
    ["evil.invalid", "10.0.0.1", "", "127.0.0.1.evil.invalid", "a@127.0.0.1", "127.0.0.1/x",
     "127.0.0.1:x", "[::1", "localhost.", "127.0.0.1?x"],
)  # fmt: skip
def test_and_under_no_other(host: str) -> None:
    assert not hosts(listening="127.0.0.1", allowed="").admit(host)


def test_names_are_added_by_whoever_runs_it() -> None:
    own = hosts(listening="10.1.2.3", allowed="Oversight.example.cn, [fe80::1]")
    assert own.admit("oversight.example.cn:443")
    assert own.admit("[fe80::1]:8501")
    assert own.admit("10.1.2.3:8501")
    assert not own.admit("10.1.2.4:8501")


def test_a_server_that_listens_everywhere_takes_numbers_but_no_strange_name() -> None:
    own = hosts(listening="0.0.0.0", allowed="")
    assert own.admit("10.1.2.3:8501")
    assert own.admit(socket.gethostname())
    assert not own.admit("evil.invalid")
    assert not hosts(listening="::", allowed="oversight.example.cn").admit("10.1.2.3")


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://127.0.0.1:8501", "127.0.0.1:8501"),
        ("https://oversight.example.cn", "oversight.example.cn"),
        ("https://oversight.example.cn", "Oversight.example.cn:443"),
        ("http://[::1]:8501", "[::1]:8501"),
    ],
)
def test_a_page_of_ours_is_of_the_same_origin(origin: str, host: str) -> None:
    assert same_origin(origin, host=host)


@pytest.mark.parametrize(
    "origin",
    ["http://localhost:3000", "http://evil.invalid", "null", "", "http://localhost:8501.evil",
     "file://", "ftp://localhost:8501", "http://x@localhost:8501", "http://localhost:8501/x"],
)  # fmt: skip
def test_every_other_page_is_not(origin: str) -> None:
    assert not same_origin(origin, host="localhost:8501")
