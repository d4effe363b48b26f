"""Whether a reader has left what is being drawn: gone, or off to another page or filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType


def departure() -> Callable[[], bool]:
    """What tells, from any thread, whether the reader of this thread's drawing has left it.

    Streamlit stops a drawing when its session ends and when another is asked for, but tells it so
    only when it draws something. It has no way to ask that takes nothing from its queue.
    """
    context = get_script_run_ctx(suppress_warning=True)
    requests = None if context is None else context.script_requests
    if requests is None:
        return lambda: False
    return lambda: requests._state is ScriptRequestType.STOP


def leave() -> NoReturn:
    """End this drawing, as Streamlit itself does when it tells it to stop."""
    raise StopException
