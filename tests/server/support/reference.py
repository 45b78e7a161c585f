"""wsproto, another's reader of frames, made to speak of what it reads as ours does.

Where the two differ and both are right, the difference is one of these, and is taken out here:

- *A bound.* wsproto has none. ``_Bound`` has it refuse a message over the limit with 1009.
- *1014.* It was registered after wsproto's list was made. ``_Bound`` shows it 1013 in its place.
- *Early refusals.* Ours refuses a header once the fault can be seen, wsproto as late as at the
  first byte of the payload. ``Reference.is_shown_more`` lets it see that byte.

One more, that wsproto decodes a text as it comes and ours when the frame is whole, is ours to make
up for: see ``tests.server.ws.test_frames_reference``.
"""

from wsproto.extensions import Extension
from wsproto.frame_protocol import (
    CloseReason,
    Frame,
    FrameDecoder,
    FrameProtocol,
    Opcode,
    ParseFailed,
    RsvBits,
)

from server.ws.frames import Close, Incoming, Ping, Pong

REST_OF_A_HEADER = 13 * b"\x01"  # after one byte of it: a length in any form, a key, a first byte
LATE, SHOWN = (1014).to_bytes(2), (1013).to_bytes(2)


class Reference:
    """Reads bytes as ``FrameReader`` does; ``failed`` is the close code it refuses them with."""

    def __init__(self, limit: int) -> None:
        self._bound = _Bound(limit)
        self._protocol = FrameProtocol(client=False, extensions=[self._bound])
        self._pieces: list[bytes | str] = []
        self.failed: int | None = None
        self.incoming: list[Incoming] = []

    def feed(self, data: bytes) -> None:
        if self.failed is not None:
            return
        self._protocol.receive_bytes(data)
        try:
            for frame in self._protocol.received_frames():
                self._take(frame)
        except ParseFailed as failure:
            self.failed = int(failure.code)

    def is_shown_more(self) -> None:
        """Continue the message that was begun, up to the first byte of a payload."""
        for sequence in range(len(REST_OF_A_HEADER)):
            self.feed(REST_OF_A_HEADER[sequence : sequence + 1])

    def _take(self, frame: Frame) -> None:
        match frame.opcode, frame.payload:
            case Opcode.PING, bytes(payload):
                self.incoming.append(Ping(payload))
            case Opcode.PONG, bytes(payload):
                self.incoming.append(Pong(payload))
            case Opcode.CLOSE, (int(code), str(reason)):
                self.incoming.append(Close(1014 if self._bound.was_late else int(code), reason))
            case _, str() | bytes() as payload:
                self._pieces.append(payload)
                if frame.message_finished:
                    self.incoming.append(type(payload)().join(self._pieces))  # type: ignore[arg-type]
                    self._pieces = []


class _Bound(Extension):
    """Adds what wsproto lacks, as an extension, its own way to be extended."""

    name = "bound"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._opcode = Opcode.CONTINUATION
        self._is_within = False  # a message: a continuation is to come next
        self._before = 0  # the bytes of its fragments that are all there
        self._size = 0  # and with the one that is coming
        self.was_late = False

    def enabled(self) -> bool:
        return True

    def offer(self) -> bool:
        return False

    def frame_inbound_header(
        self, proto: FrameDecoder | FrameProtocol, opcode: Opcode, rsv: RsvBits, payload_length: int
    ) -> RsvBits:
        """Asked again while the key is not all there."""
        self._opcode = opcode
        if not opcode.iscontrol():
            in_order = self._is_within == (opcode is Opcode.CONTINUATION)
            self._size = self._before + payload_length if in_order else 0  # else refused by wsproto
        return RsvBits(False, False, False)

    def frame_inbound_payload_data(
        self, proto: FrameDecoder | FrameProtocol, data: bytes
    ) -> bytes | CloseReason:
        if not self._opcode.iscontrol() and self._size > self.limit:
            return CloseReason.MESSAGE_TOO_BIG
        self.was_late = self._opcode is Opcode.CLOSE and data[:2] == LATE
        return SHOWN + data[2:] if self.was_late else data

    def frame_inbound_complete(self, proto: FrameDecoder | FrameProtocol, fin: bool) -> None:
        if not self._opcode.iscontrol():
            self._is_within = not fin
            self._before = 0 if fin else self._size
