"""The frames of one message may each be as big as a whole message."""

from server.ws.close_codes import CloseCode
from server.ws.frame_reader import FrameReader, _ProtocolError


def bend() -> None:
    def check_size(self: FrameReader, size: int) -> None:
        if size > self._limit:
            raise _ProtocolError("too big", CloseCode.MESSAGE_TOO_BIG)

    FrameReader._check_size = check_size  # type: ignore[method-assign]
