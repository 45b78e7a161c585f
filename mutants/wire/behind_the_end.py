"""Faulty servers that go on reading or sending when a connection has come to its end."""

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.handlers import change_binary
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, SendMessage
from server.core.events import PublicMessage
from server.web.chat_endpoints import ClientSession
from server.web.connect_request import ConnectRequest
from server.ws import frames
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.frame_reader import FrameReader, read_close
from server.ws.frames import CLOSE, PING, Close, Incoming, ProtocolViolation
from server.ws.handler import Action
from server.ws.send_queue import ConnectionState


@mutant("A Close frame without a code is answered without a code.")
def close_without_code_answered_alike(patch: Patch) -> None:
    sound = Connection.answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        if code != CloseCode.NO_STATUS:
            sound(self, code, reason)
            return
        self.send_queue.flush()
        self.transport.write(frames.close_frame(code))
        self.enter_state(ConnectionState.CLOSED, code, reason)
        self.transport.close()

    patch.replace(Connection, "answer_close", answer_close)


@mutant("A Close frame without a code is taken for a violation of the protocol.")
def close_without_code_refused(patch: Patch) -> None:
    sound = Connection.answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        if code == CloseCode.NO_STATUS:
            self.fail(CloseCode.PROTOCOL_ERROR, "a Close frame needs a code")
        else:
            sound(self, code, reason)

    patch.replace(Connection, "answer_close", answer_close)


def _feed_last(patch: Patch, opcode: int) -> None:
    """Read frames of this kind, too, when they stand behind a Close frame, as if before it."""
    take, feed = FrameReader.take_frame, FrameReader.feed

    def take_frame(
        self: FrameReader, kind: int, final: bool, payload: bytes, incoming: list[Incoming]
    ) -> None:
        if kind == CLOSE:
            incoming.append(read_close(payload))
        elif kind == opcode or not any(isinstance(item, Close) for item in incoming):
            take(self, kind, final, payload, incoming)

    def fed(self: FrameReader, data: bytes) -> list[Incoming]:
        return sorted(feed(self, data), key=lambda item: isinstance(item, Close))

    patch.replace(FrameReader, "take_frame", take_frame)
    patch.replace(FrameReader, "feed", fed)


@mutant("A message that stands behind a Close frame is delivered.")
def message_behind_a_close_delivered(patch: Patch) -> None:
    _feed_last(patch, frames.TEXT)


@mutant("A ping that stands behind a Close frame is answered.")
def ping_behind_a_close_answered(patch: Patch) -> None:
    _feed_last(patch, PING)


@mutant("A message that stands behind a violation of the protocol is delivered.")
def message_behind_a_violation_delivered(patch: Patch) -> None:
    sound = FrameReader.feed

    def feed(self: FrameReader, data: bytes) -> list[Incoming]:
        items = sound(self, data)
        if not items or not isinstance(items[-1], ProtocolViolation):
            return items
        return [*items[:-1], *_texts_at_the_end_of(data), items[-1]]

    patch.replace(FrameReader, "feed", feed)


def _texts_at_the_end_of(data: bytes) -> list[Incoming]:
    for start in range(1, len(data)):
        if data[start] == frames.FIN | frames.TEXT and data[start + 1 : start + 2] > b"\x80":
            found = FrameReader(len(data)).feed(data[start:])
            if found and all(isinstance(item, str) and item.strip() for item in found):
                return found
    return []


@mutant("A message that stands behind a leave message is delivered.")
def message_behind_a_leave_delivered(patch: Patch) -> None:
    sound = ChatService.handle

    def handle(self: ChatService, client: Client, command: Command) -> None:
        room = client.room
        if room is None or client in room or not isinstance(command, SendMessage):
            sound(self, client, command)
        else:
            said = [PublicMessage(client.name, command.text)]
            self.sequencer.submit(client.room_name, client, [*said])

    def receive_all(self: ChatService, client: Client, texts: list[str]) -> None:
        for text in texts:
            self.receive(client, text)

    patch.replace(ChatService, "handle", handle)
    patch.replace(ChatService, "receive_all", receive_all)


@mutant("A message that stands behind binary data is delivered before the connection is closed.")
def message_behind_binary_data_delivered(patch: Patch) -> None:
    def close_later(
        session: ClientSession, _data: bytes, _asked: ConnectRequest
    ) -> Action[ClientSession]:
        connection = session.client.connection
        if session.client.dialect.decode is not None:
            connection.later(connection.close, CloseCode.UNSUPPORTED_DATA, "no binary data")
        return session.goes_on

    change_binary(patch, close_later)


@mutant("The server says goodbye in a message after its Close frame.")
def message_after_the_close(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        if self.send_queue.state is ConnectionState.OPEN:
            self.send_queue.flush()
            answer = CloseCode.NORMAL if code == CloseCode.NO_STATUS else code
            self.transport.write(frames.close_frame(answer))
            self.transport.write(frames.text_frame(b"Goodbye"))
        self.enter_state(ConnectionState.CLOSED, code, reason)
        self.transport.close()

    patch.replace(Connection, "answer_close", answer_close)
