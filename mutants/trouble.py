"""Faulty servers that ``features/trouble/`` must catch."""

import asyncio
import codecs
import os
from collections.abc import Callable
from functools import partial
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_noticed, end_unnoticed
from mutants.seams.fan_out import queue_for_each_reader
from mutants.seams.handlers import change_binary
from mutants.seams.limits import longest_text
from mutants.seams.notices import announce_join
from mutants.seams.publish import Sound, publish_with
from server.chat.service import CHAT
from server.cli import serve
from server.config.settings import Settings
from server.core.effects import Effect
from server.core.events import Event
from server.core.room import Room
from server.store.sqlite import SqliteStore
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.ws import close_codes, connection, frame_reader, frames, handshake
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frame_reader import FrameReader
from server.ws.frames import CLOSE, CONTINUATION, PONG, Incoming
from server.ws.handler import Action, stop_connection
from server.ws.pubsub import PubSub
from server.ws.registry import ConnectionRegistry
from server.ws.send_queue import SendQueue
from server.ws.upgrade import CONNECTIONS
from server.ws.write_batch import WriteBatch


@mutant("The join of a user is announced before the connection limit rejects them.")
def join_announced_though_the_server_is_full(patch: Patch) -> None:
    sound = handshake.check

    def check(request: web.Request, protocols: tuple[str, ...] = ()) -> handshake.Handshake:
        answer = sound(request, protocols)
        if protocols and request.app[CONNECTIONS].is_full:  # the second check, before the answer
            announce_join(request.app[CHAT], request.query.get("user", ""))
        return answer

    patch.replace(handshake, "check", check)


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


@mutant("The send buffer of a client that stops reading grows without limit.")
def buffers_unbounded(patch: Patch) -> None:
    patch.replace(SendQueue, "exceeds_limit", lambda self, size: False)


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


@mutant("A message of more than a hundred fragments is rejected.")
def few_pieces_accepted(patch: Patch) -> None:
    patch.replace(frame_reader, "MOST_FRAGMENTS", 100)
    patch.replace(frame_reader, "BYTES_OF_A_FRAGMENT", 1_000_000)


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


@mutant("The last messages before a shutdown are lost from the history.")
def shutdown_forgets_the_last_texts(patch: Patch) -> None:
    sound = SqliteStore.close

    def close(self: SqliteStore) -> None:
        last = "SELECT place FROM messages ORDER BY place DESC LIMIT 200"
        self.tables.execute(f"DELETE FROM messages WHERE place IN ({last})")
        sound(self)

    patch.replace(SqliteStore, "close", close)


@mutant("The server ignores the signal to shut down.")
def shutdown_ignored(patch: Patch) -> None:
    sound = serve.stop_on_signal

    def stop_on_signal() -> asyncio.Event:
        sound()
        return asyncio.Event()

    patch.replace(serve, "stop_on_signal", stop_on_signal)


@mutant("At shutdown the server waits for each connection to end before it closes the next.")
def shutdown_one_connection_at_a_time(patch: Patch) -> None:
    sound = ConnectionRegistry.shut_down

    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for each in reversed(list(self)):
            each.close(CloseCode.GOING_AWAY, "the server is going away")
            while each in list(self):
                await asyncio.sleep(0.01)
        await sound(self)

    patch.replace(ConnectionRegistry, "shut_down", shut_down)


@mutant("The server waits forever at shutdown for a client that stopped reading.")
def shutdown_waits_for_the_stuck(patch: Patch) -> None:
    patch.replace(connection, "CLOSE_TIMEOUT", 3600.0)
    from server.ws import registry

    patch.replace(registry, "SHUTDOWN_TIMEOUT", 3600.0)


@mutant("At shutdown connections are closed with 1000, so clients do not reconnect.")
def shutdown_with_1000(patch: Patch) -> None:
    sound = Connection.close

    def close(self: Connection, code: int = CloseCode.NORMAL, reason: str = "") -> None:
        sound(self, CloseCode.NORMAL if code == CloseCode.GOING_AWAY else code, reason)

    patch.replace(Connection, "close", close)


@mutant("The server exits with an error code after a regular shutdown.")
def shutdown_with_exit_code_1(patch: Patch) -> None:
    sound = serve.run

    def fail(settings: Settings) -> int:
        return sound(settings) or 1

    patch.replace(serve, "run", fail)


@mutant("At shutdown connections are cut off without a Close frame.")
def shutdown_without_close(patch: Patch) -> None:
    async def shut_down(self: ConnectionRegistry) -> None:
        self.is_draining = True
        for each in self:
            each.abort()

    patch.replace(ConnectionRegistry, "shut_down", shut_down)


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


@mutant("A long private message is rejected.")
def long_private_messages_rejected(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        if len(text) > 1000:
            return self.reject_text(member, " ")
        return sound(self, member, to, text, client_id)

    patch.replace(Room, "send_private", send_private)


@mutant("The server never pings, so idle connections are cut off.")
def never_pings(patch: Patch) -> None:
    def ping(self: Connection) -> None:
        self.last_pinged = self.now()

    patch.replace(Connection, "ping", ping)


@mutant("A new connection over the limit replaces the oldest connection.")
def new_connection_replaces_the_oldest(patch: Patch) -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        if len(self.connections) >= self.max_connections:
            next(iter(self)).close()
        return False

    patch.replace(ConnectionRegistry, "is_full", property(is_full))


@mutant("New connections are accepted during shutdown.")
def connections_accepted_during_shutdown(patch: Patch) -> None:
    patch.override(
        ConnectionRegistry, "is_draining", property(lambda _self: False, lambda _self, _value: None)
    )


@mutant("The server pings each connection only once.")
def pings_only_once(patch: Patch) -> None:
    sound = Connection.ping

    def ping(self: Connection) -> None:
        if self.last_pinged == self.opened_at:
            sound(self)

    patch.replace(Connection, "ping", ping)


@mutant("A pong does not count as a sign of life, so a user who only reads is cut off.")
def pongs_do_not_count(patch: Patch) -> None:
    sound = Connection.data_received

    def data_received(self: Connection, data: bytes) -> None:
        before = self.was_heard
        sound(self, data)
        if data[0] & 0x0F == PONG:
            self.was_heard = before

    patch.replace(Connection, "data_received", data_received)


@mutant("Frames with reserved bits set are accepted.")
def reserved_bits_ignored(patch: Patch) -> None:
    sound = FrameReader.check_header

    def check_header(self: FrameReader, first: int, second: int) -> None:
        sound(self, first & 0x8F, second)

    patch.replace(FrameReader, "check_header", check_header)


@mutant("Closed connections count towards the connection limit forever.")
def closed_connections_count(patch: Patch) -> None:
    def is_full(self: ConnectionRegistry) -> bool:
        return self.numbers >= self.max_connections

    patch.replace(ConnectionRegistry, "is_full", property(is_full))


@mutant("The connection limit is not enforced.")
def connections_unlimited(patch: Patch) -> None:
    patch.replace(ConnectionRegistry, "is_full", property(lambda _self: False))


@mutant("A silent connection is never closed.")
def silence_never_noticed(patch: Patch) -> None:
    sound = ConnectionRegistry.poll

    def look(self: ConnectionRegistry) -> None:
        self.idle_timeout = 0
        sound(self)

    patch.replace(ConnectionRegistry, "poll", look)


@mutant("A silent connection is cut off, but its user's leave is not announced.")
def silence_noticed_but_not_announced(patch: Patch) -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason == "no sign of life":
            end_unnoticed(self)
        sound(self, code, reason)

    patch.replace(Connection, "abort", abort)


@mutant("The leave of a silent user is announced, but their connection is not cut off.")
def silent_connection_kept_open(patch: Patch) -> None:
    sound = Connection.abort

    def abort(self: Connection, code: int = 1006, reason: str = "") -> None:
        if reason != "no sign of life":
            sound(self, code, reason)
        elif self.close_code is None:
            end_noticed(self, code, reason)

    patch.replace(Connection, "abort", abort)


@mutant("A slow client is cut off, but its user's leave is not announced.")
def slow_reader_cut_but_not_announced(patch: Patch) -> None:
    sound = Connection.close_now

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            end_unnoticed(self)
        sound(self, code, reason)

    patch.replace(Connection, "close_now", cut)


@mutant("A slow client is cut off without a Close frame.")
def slow_reader_cut_without_close(patch: Patch) -> None:
    sound = Connection.close_now

    def cut(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.TRY_AGAIN_LATER:
            self.abort(code, reason)
        sound(self, code, reason)

    patch.replace(Connection, "close_now", cut)


@mutant("Messages over a client's send buffer limit are dropped without closing the connection.")
def slow_reader_misses_messages(patch: Patch) -> None:
    sound = SendQueue.write

    def write(self: SendQueue, frames: bytes) -> None:
        if not self.exceeds_limit(len(frames)):
            sound(self, frames)

    patch.replace(SendQueue, "write", write)


def _readers(pubsub: PubSub[Event], topic: str) -> list[Any]:
    found = pubsub.topics.get(topic)
    return [r for a in found.fan_outs.values() for r in a.readers.values()] if found else []


def _is_stuck(reader: SendQueue) -> bool:
    return reader.is_open and reader.transport.get_write_buffer_size() > 0


@mutant("One client that stops reading blocks delivery to all others.")
def stuck_reader_starves_the_others(patch: Patch) -> None:
    waiting: list[tuple[PubSub[Event], str, Callable[[], int]]] = []

    def send() -> None:
        while waiting and not any(map(_is_stuck, _readers(*waiting[0][:2]))):
            waiting.pop(0)[2]()
        if waiting:
            asyncio.get_running_loop().call_later(0.01, send)

    def publish(pubsub: PubSub[Event], topic: str, event: Event, sound: Sound) -> int:
        waiting.append((pubsub, topic, partial(sound, topic, event)))
        if len(waiting) == 1:
            send()
        return pubsub.subscribers(topic)

    publish_with(publish)


@mutant("Surrogates and overlong forms are accepted as UTF-8.")
def surrogates_accepted(patch: Patch) -> None:
    sound = frame_reader.decode_text

    def decode(payload: bytes) -> str:
        plain = payload.replace(b"\xc0\xaf", b"/").decode("utf-8", "surrogatepass")
        return sound(plain.encode("utf-8", "replace"))

    patch.replace(frame_reader, "decode_text", decode)


@mutant("Private messages over the length limit are delivered.")
def too_long_private_messages_relayed(patch: Patch) -> None:
    sound = Room.send_private

    def send_private(
        self: Room[Any], member: Any, to: str, text: str, client_id: str
    ) -> list[Effect[Any]]:
        with longest_text(10_000_000):
            return sound(self, member, to, text, client_id)

    patch.replace(Room, "send_private", send_private)


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
