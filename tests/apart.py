"""What must not run in the thread that runs the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Told = TypeVar("Told")


def apart(ask: Callable[[], Told]) -> Told:
    """What `ask` tells in a thread of its own.

    A browser driven by the same worker keeps a loop running in the thread of its tests, and no
    other loop may run there.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(ask).result()


def run(play: Callable[[], Coroutine[Any, Any, Told]]) -> Told:
    """What a coroutine tells, in a loop and a thread of its own."""
    return apart(lambda: asyncio.run(play()))
