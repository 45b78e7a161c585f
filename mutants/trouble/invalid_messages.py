"""Faulty servers that ``features/trouble/invalid_messages.feature`` must catch."""

import asyncio
import codecs
import os

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.fan_out import queue_for_each_reader
from mutants.seams.handlers import change_binary
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.ws import close_codes, frame_reader, frames
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, CONTINUATION, Incoming
from server.ws.handler import Action, stop_connection
from server.ws.write_batch import WriteBatch


@mutant("Invalid UTF-8 in messages becomes replacement characters.")
def bad_utf8_replaced(patch: Patch) -> None:
    patch.replace(frame_reader, "decode_text", lambda payload: payload.decode("utf-8", "replace"))


@mutant("A binary message closes the sender's connection.")
def binary_ends_the_connection(patch: Patch) -> None:
    change_binary(patch, lambda *_message: stop_connection(CloseCode.UNSUPPORTED_DATA))


@mutant("A binary message brings the whole server down.")
def binary_kills_the_server(patch: Patch) -> None:
    change_binary(patch, lambda *_message: os._exit(1))


@mutant("A binary message is delivered as if it were text.")
def binary_relayed_as_text(patch: Patch) -> None:
    def relay(session: ClientSession, data: bytes, asked: ConnectRequest) -> Action[ClientSession]:
        asked.chat.receive_all(session.client, [data.decode("utf-8", "replace")])
        return session.goes_on

    change_binary(patch, relay)


@mutant("A Close frame with a one-byte code is answered as if it had no code.")
def close_code_of_one_byte_accepted(patch: Patch) -> None:
    sound = frame_reader.read_close
    patch.replace(
        frame_reader, "read_close", lambda payload: sound(payload if len(payload) > 1 else b"")
    )


@mutant("The reason in a Close frame is not validated.")
def close_reason_unchecked(patch: Patch) -> None:
    sound = frame_reader.read_close
    patch.replace(frame_reader, "read_close", lambda payload: sound(payload[:2]))


@mutant("A continuation frame without a message to continue is ignored.")
def continuations_of_nothing_ignored(patch: Patch) -> None:
    sound = FrameReader.check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        if first & 0x0F != CONTINUATION or self.message is not None:
            sound(self, first, second)

    patch.replace(FrameReader, "check_header", check_header)


@mutant("A ping may exceed the size limit for control frames.")
def control_frames_of_any_size(patch: Patch) -> None:
    patch.replace(frames, "MAX_CONTROL_PAYLOAD", 127)


@mutant("A fragmented ping is answered.")
def fragmented_pings_accepted(patch: Patch) -> None:
    sound = FrameReader.check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first | 0x80 if first & 0x0F >= CLOSE else first, second)

    patch.replace(FrameReader, "check_header", check_header)


@mutant("Unsent messages are dropped at shutdown.")
def shutdown_drops_unsent_messages(patch: Patch) -> None:
    def look(self: WriteBatch) -> None:
        readers, self.flushables, self.has_begun = self.flushables, [], False
        for sequence, reader in enumerate(readers):
            asyncio.get_running_loop().call_later(0.05 * sequence, reader.flush)

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self.send_queue.drop_pending()
        self.close_now(code, reason)

    queue_for_each_reader()
    patch.replace(WriteBatch, "poll", look)
    patch.replace(Connection, "close", close)


@mutant("An incomplete UTF-8 character at the end of a message is dropped.")
def half_a_character_forgiven(patch: Patch) -> None:
    sound = frame_reader.decode_text

    def decode(payload: bytes) -> str:
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(payload)
        except UnicodeDecodeError:
            return sound(payload)

    patch.replace(frame_reader, "decode_text", decode)


@mutant("An invalid close code is echoed back.")
def invalid_close_codes_echoed(patch: Patch) -> None:
    patch.replace(close_codes, "may_be_sent", lambda code: True)


@mutant("Messages sent just before the server closes a connection do not reach its user.")
def last_messages_lost_at_the_close(patch: Patch) -> None:
    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self.send_queue.write_pending()
        self.close_now(code, reason)

    patch.replace(Connection, "close", close)


@mutant("A frame length in more bytes than necessary is accepted.")
def long_lengths_accepted(patch: Patch) -> None:
    def extended_size(field: bytes | bytearray) -> int:
        return int.from_bytes(field)

    patch.replace(frame_reader, "extended_size", extended_size)


@mutant("Frames with reserved bits set are accepted.")
def reserved_bits_ignored(patch: Patch) -> None:
    sound = FrameReader.check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first & 0x8F, second)

    patch.replace(FrameReader, "check_header", check_header)


@mutant("Surrogates and overlong forms are accepted as UTF-8.")
def surrogates_accepted(patch: Patch) -> None:
    sound = frame_reader.decode_text

    def decode(payload: bytes) -> str:
        plain = payload.replace(b"\xc0\xaf", b"/").decode("utf-8", "surrogatepass")
        return sound(plain.encode("utf-8", "replace"))

    patch.replace(frame_reader, "decode_text", decode)


@mutant("A message that begins before the previous one is complete replaces it.")
def unfinished_messages_forgotten(patch: Patch) -> None:
    sound = FrameReader.check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        if CONTINUATION < first & 0x0F < CLOSE:
            self.message = None
        sound(self, first, second)

    patch.replace(FrameReader, "check_header", check_header)


@mutant("Frames with unknown opcodes are ignored.")
def unknown_opcodes_ignored(patch: Patch) -> None:
    patch.replace(frame_reader, "KNOWN_OPCODES", frozenset(range(16)))


@mutant("Unmasked client frames are accepted.")
def unmasked_frames_accepted(patch: Patch) -> None:
    sound = FrameReader.read_frame

    def read_frame(
        self: FrameReader, data: bytes | bytearray, at: int, incoming: list[Incoming]
    ) -> int:
        if len(data) < at + 2 or data[at + 1] >= 126:
            return sound(self, data, at, incoming)
        header = bytes((data[at], data[at + 1] | 0x80)) + bytes(4)
        end = sound(self, header + data[at + 2 :], 0, incoming)
        return at + end - 4 if end else at

    patch.replace(FrameReader, "read_frame", read_frame)


@mutant("A protocol violation closes the connection with the normal close code (1000).")
def violations_closed_with_1000(patch: Patch) -> None:
    sound = Connection.fail

    def fail(self: Connection, code: CloseCode, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    patch.replace(Connection, "fail", fail)


@mutant("A protocol violation ends the connection without a Close frame.")
def violations_hang_up(patch: Patch) -> None:
    def fail(self: Connection, code: CloseCode, reason: str) -> None:
        self.abort(code, reason)

    patch.replace(Connection, "fail", fail)
