"""Which addresses a browser may have typed to reach this server, and what counts as same origin.

A page of a stranger can make a reader's browser send requests here: from its own origin, or under
a name of its own that it points at this machine (DNS rebinding). Both are told by these headers.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

WILDCARDS: Final = ("0.0.0.0", "::")
LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, kw_only=True)
class Hosts:
    """Names and addresses under which this server may be asked."""

    names: frozenset[str]
    any_number: bool
    """Whether any IP address will do: it cannot be pointed here by a stranger as a name can."""

    def admit(self, host: str) -> bool:
        """Whether a Host header, with or without a port, names this server."""
        name = _split(f"//{host}").hostname or ""
        return name in self.names or (self.any_number and _is_number(name))


def hosts(*, listening: str, allowed: str) -> Hosts:
    """The addresses a server may be asked under.

    Args:
        listening: Address it listens on.
        allowed: Names and addresses set by whoever runs it, with commas; what it listens on is
            allowed besides. Without any, a server that listens everywhere takes every number and
            this machine's own name.
    """
    listed = frozenset(name.strip().strip("[]").lower() for name in allowed.split(",")) - {""}
    if listening not in WILDCARDS:
        served = LOOPBACK if listening in LOOPBACK else frozenset({listening.lower()})
        return Hosts(names=served | listed, any_number=False)
    own = listed or {socket.gethostname().lower()}
    return Hosts(names=LOOPBACK | own, any_number=not listed)


def same_origin(origin: str, *, host: str) -> bool:
    """Whether a page of `origin` was served under the Host header `host`.

    The scheme is not compared: a proxy that ends TLS may not tell it.
    """
    asking, asked = _split(origin), _split(f"//{host}")
    default = _PORTS.get(asking.scheme)
    if default is None or not asking.hostname:
        return False
    return (asking.hostname, asking.port or default) == (asked.hostname, asked.port or default)


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no port
    except ValueError:
        return urlsplit("")
    plain = parts.username is None and not parts.path and not parts.query and not parts.fragment
    return parts if plain else urlsplit("")


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
