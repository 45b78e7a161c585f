"""Faulty servers that ``features/trouble/`` must catch."""

import asyncio
import codecs
import os
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.notices import announce_join
from mutants.seams.publishing import publish_each
from mutants.seams.sending import send_to_each
from server.chat.service import CHAT
from server.cli import serve
from server.config.settings import Settings
from server.core import room
from server.core.effects import Effect
from server.core.events import Event
from server.core.room import Room
from server.store.sqlite import SqliteStore
from server.web import chat_endpoints
from server.ws import close_codes, connection, frame_reader, frames, handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, CONTINUATION, PONG, Incoming
from server.ws.handler import CONNECTIONS, Action, BinaryMessage, HandlerMessage, stop_connection
from server.ws.pubsub import PubSub
from server.ws.receiver import NOBODY
from server.ws.registry import ConnectionRegistry
from server.ws.send_queue import SendQueue
from server.ws.write_batch import WriteBatch


@mutant("An arrival is announced before the seats are counted.")
def arrival_told_though_the_house_is_full(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> bytes:
        answer = sound(request, protocols)
        if protocols and request.app[CONNECTIONS].is_full:  # when it is looked at to be answered
            announce_join(request.app[CHAT], request.query.get("user", ""))
        return answer

    patch.replace(handshake, "check", check)


@mutant("Bytes that are no UTF-8 become replacement characters.")
def bad_utf8_replaced(patch: Patch) -> None:
    patch.replace(frame_reader, "_decode", lambda payload: payload.decode("utf-8", "replace"))


@mutant("Whoever sends binary data is thrown out.")
def binary_ends_the_line(patch: Patch) -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            return stop_connection(CloseCode.UNSUPPORTED_DATA)
        return sound(session, message, _connection, connect_request)

    patch.replace(chat_endpoints, "on_message", on_message)


@mutant("Binary data brings the whole server down.")
def binary_kills_the_server(patch: Patch) -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            os._exit(1)
        return sound(session, message, _connection, connect_request)

    patch.replace(chat_endpoints, "on_message", on_message)


@mutant("Binary data is passed on as if it were text.")
def binary_relayed_as_text(patch: Patch) -> None:
    sound = chat_endpoints.on_message

    def on_message(
        session: chat_endpoints.ClientSession,
        message: HandlerMessage,
        _connection: Connection,
        connect_request: chat_endpoints.ConnectRequest,
    ) -> Action[chat_endpoints.ClientSession]:
        if isinstance(message, BinaryMessage):
            text = message.data.decode("utf-8", "replace")
            connect_request.chat.receive_all(session.client, [text])
            return session.goes_on
        return sound(session, message, _connection, connect_request)

    patch.replace(chat_endpoints, "on_message", on_message)


@mutant("What waits for a reader who takes nothing grows without bound.")
def buffers_unbounded(patch: Patch) -> None:
    patch.replace(SendQueue, "_exceeds_limit", lambda self, size: False)


@mutant("A Close with half a code is answered as if it had none.")
def close_code_of_one_byte_accepted(patch: Patch) -> None:
    sound = frame_reader._read_close
    patch.replace(
        frame_reader, "_read_close", lambda payload: sound(payload if len(payload) > 1 else b"")
    )


@mutant("The reason in a Close is not checked.")
def close_reason_unchecked(patch: Patch) -> None:
    sound = frame_reader._read_close
    patch.replace(frame_reader, "_read_close", lambda payload: sound(payload[:2]))


@mutant("A fragment that continues nothing is ignored.")
def continuations_of_nothing_ignored(patch: Patch) -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        if first & 0x0F != CONTINUATION or self._message is not None:
            sound(self, first, second)

    patch.replace(FrameReader, "_check_header", check_header)


@mutant("A ping may be as long as you like.")
def control_frames_of_any_size(patch: Patch) -> None:
    patch.replace(frames, "MAX_CONTROL_PAYLOAD", 127)


@mutant("A message may come in a hundred pieces at most.")
def few_pieces_accepted(patch: Patch) -> None:
    patch.replace(frame_reader, "MOST_FRAGMENTS", 100)
    patch.replace(frame_reader, "BYTES_OF_A_FRAGMENT", 1_000_000)


@mutant("A ping that says more of it will follow is answered.")
def fragmented_pings_accepted(patch: Patch) -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first | 0x80 if first & 0x0F >= CLOSE else first, second)

    patch.replace(FrameReader, "_check_header", check_header)


@mutant(
    "Readers are written to one after the other; what still waits when the server stops is dropped."
)
def goodbye_drops_what_waits(patch: Patch) -> None:
    def look(self: WriteBatch) -> None:
        readers, self._flushables, self.has_begun = self._flushables, [], False
        for sequence, reader in enumerate(readers):
            asyncio.get_running_loop().call_later(0.05 * sequence, reader.flush)

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self.send_queue.drop_pending()
        self._close_now(code, reason)

    send_to_each()
    patch.replace(WriteBatch, "_look", look)
    patch.replace(Connection, "close", close)


@mutant("When the server stops, the last of what was heard is lost from the history.")
def goodbye_forgets_the_last_words(patch: Patch) -> None:
    sound = SqliteStore.close

    def close(self: SqliteStore) -> None:
        last = "SELECT place FROM messages ORDER BY place DESC LIMIT 200"
        self._tables._execute(f"DELETE FROM messages WHERE place IN ({last})")
        sound(self)

    patch.replace(SqliteStore, "close", close)


@mutant("A server that is told to stop goes on.")
def goodbye_ignored(patch: Patch) -> None:
    sound = serve._stop_on_signal

    def stop_on_signal() -> asyncio.Event:
        sound()
        return asyncio.Event()

    patch.replace(serve, "_stop_on_signal", stop_on_signal)


@mutant("When the server stops, it waits for each line to end before it tells the next.")
def goodbye_to_the_first_only(patch: Patch) -> None:
    sound = ConnectionRegistry.shut_down

    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for each in reversed(list(self)):
            each.close(CloseCode.GOING_AWAY, "the server is going away")
            while each in list(self):
                await asyncio.sleep(0.01)
        await sound(self)

    patch.replace(ConnectionRegistry, "shut_down", shut_down)


@mutant("A server that is told to stop waits for ever for somebody who is stuck.")
def goodbye_waits_for_the_stuck(patch: Patch) -> None:
    patch.replace(connection, "CLOSE_TIMEOUT", 3600.0)
    from server.ws import registry

    patch.replace(registry, "SHUTDOWN_TIMEOUT", 3600.0)


@mutant("When the server stops, everybody is told that all is over (1000), so nobody comes back.")
def goodbye_with_1000(patch: Patch) -> None:
    sound = Connection.close

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        sound(self, CloseCode.NORMAL if code == CloseCode.GOING_AWAY else code, reason)

    patch.replace(Connection, "close", close)


@mutant("A server that was told to stop says that it failed.")
def goodbye_with_exit_code_1(patch: Patch) -> None:
    sound = serve.run

    def fail(settings: Settings) -> int:
        return sound(settings) or 1

    patch.replace(serve, "run", fail)


@mutant("When the server stops, everybody is cut off without a word.")
def goodbye_without_close(patch: Patch) -> None:
    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for each in self:
            each.abort()

    patch.replace(ConnectionRegistry, "shut_down", shut_down)


@mutant("A character that is cut off at the end of a text is dropped.")
def half_a_character_forgiven(patch: Patch) -> None:
    sound = frame_reader._decode

    def decode(payload: bytes) -> str:
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(payload)
        except UnicodeDecodeError:
            return sound(payload)

    patch.replace(frame_reader, "_decode", decode)


@mutant("A close code that nobody may send is sent back.")
def invalid_close_codes_echoed(patch: Patch) -> None:
    patch.replace(close_codes, "may_be_sent", lambda code: True)


@mutant("What was said to all just before somebody is thrown out does not reach them.")
def last_moment_lost_with_the_line(patch: Patch) -> None:
    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        self.send_queue._write_pending()
        self._close_now(code, reason)

    patch.replace(Connection, "close", close)


@mutant("A length may be written in more bytes than it needs.")
def long_lengths_accepted(patch: Patch) -> None:
    def extended_size(field: bytes | bytearray) -> int:
        return int.from_bytes(field)

    patch.replace(frame_reader, "_extended_size", extended_size)


@mutant("What is said to one alone must be short.")
def long_private_words_refused(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        if len(text) > 1000:
            return self._refuse_text(member, " ")
        return sound(self, member, to, text, client_id)

    patch.replace(Room, "_send_private", whisper)


@mutant("Nobody is asked for a sign of life, so whoever is only quiet is cut off.")
def never_pings(patch: Patch) -> None:
    def ping(self: Connection) -> None:
        self.last_pinged = self.now()

    patch.replace(Connection, "ping", ping)


@mutant("When the house is full, a newcomer is let in and whoever was there longest is thrown out.")
def newcomer_takes_a_seat(patch: Patch) -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        if len(self._open) >= self._max_connections:
            next(iter(self)).close()
        return False

    patch.replace(ConnectionRegistry, "is_full", property(is_full))


@mutant("While the server says goodbye, newcomers are let in all the same.")
def newcomers_let_in_at_the_end(patch: Patch) -> None:
    patch.override(
        ConnectionRegistry, "is_draining", property(lambda _self: False, lambda _self, _value: None)
    )


@mutant("Each line is asked for a sign of life only once.")
def pings_only_once(patch: Patch) -> None:
    sound = Connection.ping

    def ping(self: Connection) -> None:
        if self.last_pinged == self.opened_at:
            sound(self)

    patch.replace(Connection, "ping", ping)


@mutant("The answer to a ping is not taken for a sign of life, so a listener is cut off.")
def pongs_do_not_count(patch: Patch) -> None:
    sound = Connection.data_received

    def data_received(self: Connection, data: bytes) -> None:
        before = self.was_heard
        sound(self, data)
        if data[0] & 0x0F == PONG:
            self.was_heard = before

    patch.replace(Connection, "data_received", data_received)


@mutant("Reserved bits in a frame are not looked at.")
def reserved_bits_ignored(patch: Patch) -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first & 0x8F, second)

    patch.replace(FrameReader, "_check_header", check_header)


@mutant("A seat that somebody left is never free again.")
def seats_never_freed(patch: Patch) -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        return self._numbers >= self._max_connections

    patch.replace(ConnectionRegistry, "is_full", property(is_full))


@mutant("Everybody is let in, however full the house is.")
def seats_unlimited(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "is_full", property(lambda _self: False))


@mutant("A line that has fallen silent is never given up.")
def silence_never_noticed(patch: Patch) -> None:
    sound = ConnectionRegistry._look

    def look(self: ConnectionRegistry) -> None:
        self._idle_timeout = 0
        sound(self)

    patch.replace(ConnectionRegistry, "_look", look)


@mutant("A line that has fallen silent is cut off, but nobody is told.")
def silence_noticed_but_not_told(patch: Patch) -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason == "no sign of life":
            self._receiver = NOBODY
        sound(self, code, reason)

    patch.replace(Connection, "abort", abort)


@mutant("A line that has fallen silent is announced as left, but not cut off.")
def silent_line_kept_open(patch: Patch) -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason != "no sign of life":
            sound(self, code, reason)
        elif self.close_code is None:
            self._receiver.ended(code, reason)
            self.close_code, self._receiver = code, NOBODY

    patch.replace(Connection, "abort", abort)


@mutant("A reader who takes nothing is cut off, but the others are not told.")
def slow_reader_cut_but_not_told(patch: Patch) -> None:
    sound = Connection._close_now

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            self._receiver = NOBODY
        sound(self, code, reason)

    patch.replace(Connection, "_close_now", cut)


@mutant("A reader who takes nothing is cut off without being told why.")
def slow_reader_cut_without_a_word(patch: Patch) -> None:
    sound = Connection._close_now

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            self.abort(code, reason)
        sound(self, code, reason)

    patch.replace(Connection, "_close_now", cut)


@mutant("What a slow reader has no room for is dropped, and they are none the wiser.")
def slow_reader_misses_messages(patch: Patch) -> None:
    sound = SendQueue.write

    def write(self: SendQueue, frames: bytes) -> None:
        if not self._exceeds_limit(len(frames)):
            sound(self, frames)

    patch.replace(SendQueue, "write", write)


def _readers(chat: PubSub[Event], topic: str, *_event: Any) -> list[Any]:
    found = chat._topics.get(topic)
    return [r for a in found.fan_outs.values() for r in a._readers.values()] if found else []


def _is_stuck(reader: SendQueue) -> bool:
    return reader.is_open and reader._transport.get_write_buffer_size() > 0


@mutant("As long as one reader takes nothing, nobody is sent anything.")
def stuck_reader_starves_the_others(patch: Patch) -> None:
    sound = PubSub[Event].publish
    waiting: list[tuple[Any, ...]] = []

    def send() -> None:
        while waiting and not any(map(_is_stuck, _readers(*waiting[0]))):
            sound(*waiting.pop(0))
        if waiting:
            asyncio.get_running_loop().call_later(0.01, send)

    def publish(
        self: PubSub[Event],
        topic: str,
        event: Event,
        exclude: Any = None,
        is_urgent: bool = True,
    ) -> int:
        waiting.append((self, topic, event, exclude))
        if len(waiting) == 1:
            send()
        return self.subscribers(topic)

    publish_each()
    patch.replace(PubSub, "publish", publish)


@mutant("Surrogates and overlong forms are accepted as UTF-8.")
def surrogates_accepted(patch: Patch) -> None:
    sound = frame_reader._decode

    def decode(payload: bytes) -> str:
        plain = payload.replace(b"\xc0\xaf", b"/").decode("utf-8", "surrogatepass")
        return sound(plain.encode("utf-8", "replace"))

    patch.replace(frame_reader, "_decode", decode)


@mutant("What is said to one alone may be as long as one likes.")
def too_long_private_words_relayed(patch: Patch) -> None:
    sound = Room._send_private

    def whisper(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        most, room.MAX_TEXT = room.MAX_TEXT, 10_000_000
        try:
            return sound(self, member, to, text, client_id)
        finally:
            room.MAX_TEXT = most

    patch.replace(Room, "_send_private", whisper)


@mutant("A message that begins before the last one was finished takes its place.")
def unfinished_messages_forgotten(patch: Patch) -> None:
    sound = FrameReader._check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        if CONTINUATION < first & 0x0F < CLOSE:
            self._message = None
        sound(self, first, second)

    patch.replace(FrameReader, "_check_header", check_header)


@mutant("Frames of unknown kinds are ignored.")
def unknown_opcodes_ignored(patch: Patch) -> None:
    patch.replace(frame_reader, "_KNOWN", frozenset(range(16)))


@mutant("A client's frame without a mask is accepted.")
def unmasked_frames_accepted(patch: Patch) -> None:
    sound = FrameReader._read_frame

    def read_frame(
        self: FrameReader, data: bytes | bytearray, at: int, incoming: list[Incoming]
    ) -> int:
        if len(data) < at + 2 or data[at + 1] >= 126:
            return sound(self, data, at, incoming)
        header = bytes((data[at], data[at + 1] | 0x80)) + bytes(4)
        end = sound(self, header + data[at + 2 :], 0, incoming)
        return at + end - 4 if end else at

    patch.replace(FrameReader, "_read_frame", read_frame)


@mutant("Whoever breaks the protocol is told that all went well (1000).")
def violations_closed_with_1000(patch: Patch) -> None:
    sound = Connection._fail

    def fail(self: Connection, code: CloseCode, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    patch.replace(Connection, "_fail", fail)


@mutant("Whoever breaks the protocol is cut off without a Close.")
def violations_hang_up(patch: Patch) -> None:
    def fail(self: Connection, code: CloseCode, reason: str) -> None:
        self.abort(code, reason)

    patch.replace(Connection, "_fail", fail)
