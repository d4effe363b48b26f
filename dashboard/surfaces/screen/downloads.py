"""Files made when a button is pressed: what goes wrong is said under the button.

Streamlit makes such a file outside of any run of the page and tells of a failure with one English
sentence; this puts ours in its place, for every button there is.
"""

from __future__ import annotations

import asyncio

from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, DeferredFileResponsePayload
from streamlit.runtime.backend_operation_handler import DeferredFileHandler

from dashboard.surfaces.screen.failure import sentence


def say_failures() -> None:
    """Have Streamlit answer with our sentences from now on."""
    DeferredFileHandler.handle = _handle  # type: ignore[method-assign]


async def _handle(
    self: DeferredFileHandler, request: BackendOperationRequest, session_id: str
) -> BackendOperationResponse:
    make = self._get_media_file_mgr().execute_deferred
    try:
        url = await asyncio.to_thread(make, request.deferred_file.file_id)
    except Exception as error:  # whatever it is, a reader never sees a trace
        # Streamlit's own error wraps the one of the function that makes the file.
        cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
        return BackendOperationResponse(request_id=request.request_id, error_msg=sentence(cause))
    return BackendOperationResponse(
        request_id=request.request_id, deferred_file=DeferredFileResponsePayload(url=url)
    )
