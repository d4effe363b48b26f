"""What an answer takes of the server's memory."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def weight(answer: Any) -> int:
    """Bytes of an answer: plain values, collections and dataclasses, each object once.

    What is neither counts for itself alone, without what it refers to; nothing is asked of it.
    """
    seen: set[int] = set()
    left, total = [answer], 0
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        if isinstance(one, tuple | list | set | frozenset):
            left.extend(one)
        elif isinstance(one, Mapping):
            left.extend(one.keys())
            left.extend(one.values())
        else:
            left.extend([getattr(one, name) for name in _parts(one.__class__)])
    return total


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
