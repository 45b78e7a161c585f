"""A relay for WebSockets, in which one fault changes what the server tells its clients."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable, Iterator

from alicebob.transport.raw_frames import TEXT, unmasked
from alicebob.wires.heard import Heard, HeardKind
from alicebob.wires.wire import Wire
from mutants.relay.connection import Connection, Everybody, Told
from mutants.relay.fault import Fault
from mutants.relay.frames import Head, Splitter, WebSocketFrame
from mutants.relay.overhearing import Overhearing
from mutants.untaken import untaken_size

_RESET_NOW = struct.pack("ii", 1, 0)
_CHUNK = 65_536  # bytes
_LATE = 0.15  # seconds after which a late message comes in any case
_CONTROL = 0x8  # the bit of the opcodes of control frames


class Relay:
    """All connections through a relay to the server at ``port``."""

    def __init__(self, wire: Wire, fault: Fault, port: int) -> None:
        self.wire = wire
        self.fault = fault
        self.everybody = Everybody()
        self._port = port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, until both ends have ended it."""
        try:
            to_server = await asyncio.open_connection("localhost", self._port)
        except OSError:
            _reset(writer)
            return
        client = _Client(self, writer)
        self.everybody.connections.append(client)
        try:
            await asyncio.gather(
                _pump(reader, to_server[1], client.from_client),
                _pump(to_server[0], writer, client.from_server),
            )
        finally:
            self.everybody.connections.remove(client)
            for end in (writer, to_server[1]):
                end.close()


class _Client:
    """A client's connection."""

    def __init__(self, relay: Relay, writer: asyncio.StreamWriter) -> None:
        self.received = 0
        self.late: list[Told] = []
        self._relay = relay
        self._writer = writer
        self._requests, self._answers = Splitter(), Splitter()
        self._overhearing: Overhearing | None = None
        self._earlier: str | None = None

    @property
    def user(self) -> str | None:
        """The client's name, as far as it is known."""
        return self._overhearing.user if self._overhearing else None

    @property
    def room(self) -> str | None:
        """The client's room; None if the wire does not name it."""
        return self._overhearing.room if self._overhearing else None

    @property
    def is_in(self) -> bool:
        """True once the client is in the chat."""
        return self._overhearing is not None and self._overhearing.is_in

    @property
    def number(self) -> str | None:
        """The client's number in its address."""
        return self._overhearing.number if self._overhearing else None

    @property
    def is_stuck(self) -> bool:
        """True while the client has no room for what was sent to it."""
        return untaken_size(self._writer.transport) > 0

    @property
    def others(self) -> list[Connection]:
        """All other clients that are in the chat, in any room."""
        everybody = self._relay.everybody.connections
        return [each for each in everybody if each is not self and each.is_in]

    @property
    def earlier(self) -> str | None:
        """A message to this room from before the client came; None if there was none."""
        return self._earlier

    @property
    def earlier_elsewhere(self) -> list[str]:
        """One earlier message of another room, as this room would have it."""
        told = self._relay.everybody.past_of_room.items()
        return [
            message.replace(room, self.room)
            for room, message in told
            if room and self.room and room != self.room
        ][:1]

    def deliver(self, message: str) -> None:
        """Send the client a message of the chat."""
        if not self._writer.is_closing():
            framed = self._relay.wire.framed(message)
            self._writer.write(unmasked(TEXT, framed.encode()))

    def close(self, code: int) -> None:
        """Send the client a Close frame."""
        self._writer.write(unmasked(0x8, code.to_bytes(2)))

    def deliver_later(self, told: Told) -> None:
        """Send the client a message a little later, unless it is no longer among the late ones."""

        def deliver() -> None:
            if told in self.late:
                self.late.remove(told)
                self.deliver(told.message)

        asyncio.get_running_loop().call_later(_LATE, deliver)

    def from_client(self, data: bytes) -> bytes:
        """Return what goes to the server for ``data`` of the client; all that is left for b""."""
        if not data:
            return self._requests.rest()
        return b"".join(map(self._request, self._requests.feed(data)))

    def from_server(self, data: bytes) -> bytes:
        """Return what goes to the client for ``data`` of the server; all that is left for b""."""
        if not data:
            return self._answers.rest()
        return b"".join(map(self._answer, self._answers.feed(data)))

    def _request(self, part: Head | WebSocketFrame | bytes) -> bytes:
        match part:
            case bytes():
                return part
            case Head(raw):
                return self._begin(raw)
        text, overhearing = part.text, self._overhearing
        was_in = self.is_in
        said = overhearing.said(text) if text is not None and overhearing else []
        if not was_in:
            self._remember_earlier()
        if not said:
            return part.raw
        everybody = self._relay.everybody
        everybody.speakers |= dict.fromkeys(said, self)
        everybody.counted["said"] += 1
        return part.raw * self._relay.fault.said(everybody.counted["said"])

    def _begin(self, head: bytes) -> bytes:
        self._requests.is_upgraded = b"upgrade: websocket" in head.lower()
        words = head.split(b" ", 2)
        if self._requests.is_upgraded and len(words) == 3:
            self._overhearing = Overhearing(self._relay.wire, words[1].decode("latin-1"))
            self._remember_earlier()
        return head

    def _remember_earlier(self) -> None:
        """Remember what was said before the client came into its room, which the frames of its way
        in may name."""
        self._earlier = self._relay.everybody.last_of_room.get(self.room)

    def _answer(self, part: Head | WebSocketFrame | bytes) -> bytes:
        match part:
            case bytes():
                return part
            case Head(raw):
                self._answers.is_upgraded = raw.split(b" ", 2)[1] == b"101"
                return raw
        if part.opcode & _CONTROL:
            changed = self._relay.fault.control(part.opcode, part.payload)
            return part.raw if changed == unmasked(part.opcode, part.payload) else changed
        text = part.text
        if text is None or self._overhearing is None:
            return part.raw
        told = list(self._overhearing.told(text))
        came = [message for message, _ in told]
        goes = [message for one, heard in told for message in self._told(one, heard)]
        if came == goes:
            return part.raw
        return b"".join(unmasked(TEXT, self._relay.wire.framed(each).encode()) for each in goes)

    def _told(self, message: str, heard: Heard | None) -> Iterator[str]:
        if heard is None:
            yield message
            return
        everybody = self._relay.everybody
        self.received += 1
        everybody.counted[heard.kind] += 1
        speaker = everybody.speakers.get(heard.text or "")
        told = Told(message, heard, everybody.counted[heard.kind], speaker)
        yield from self._relay.fault.change(self, told)
        if heard.kind is HeardKind.MESSAGE:
            everybody.last_of_room[self.room] = message
        if heard.kind is HeardKind.PAST:
            everybody.past_of_room[self.room] = message


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, change: Callable[[bytes], bytes]
) -> None:
    """Pass everything on in one direction, with its end: a FIN, or a reset."""
    try:
        while data := await reader.read(_CHUNK):
            writer.write(change(data))
            await writer.drain()
        writer.write(change(b""))
        with contextlib.suppress(OSError):
            writer.write_eof()
    except ConnectionError:
        _reset(writer)


def _reset(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_NOW)
    writer.transport.abort()
