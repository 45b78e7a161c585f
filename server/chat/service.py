"""The chat service: processes what clients send, within the rate limit, in their rooms."""

from aiohttp import web

from server.chat.client import Client
from server.chat.rooms import ChatRooms
from server.core.clock import microseconds
from server.core.commands import Command, InvalidCommand, Join, ListUsers, ReadHistory, SendMessage
from server.core.effects import CloseConnection, Effect, FailConnection, SendToOne
from server.core.events import Rejected, RejectionReason
from server.core.names import InvalidName, user_name
from server.core.rate_limiter import RateLimiter
from server.dialects.base import Dialect
from server.ws.close_codes import CloseCode

_FLOOD = "rate limit exceeded repeatedly"
_BINARY = InvalidCommand(RejectionReason.BAD_MESSAGE, "Binary messages are not supported.")
_JOIN_FIRST = 'Join first, as in {"type": "join", "nickname": "Alice"}.'


class ChatService(ChatRooms):
    """The chat of this server: processes in its rooms what its clients send."""

    def receive_all(self, client: Client, texts: list[str]) -> None:
        """Process ``texts``, which ``client`` sent at once, in order."""
        crowded = self.sequencer.crowded
        if crowded and client.room_name in crowded and self.held_senders.hold(client, texts):
            return
        if client.rate_limiter is not None:
            self._receive_each(client, texts)
            return
        room, dialect = client.room, client.dialect
        public = texts if dialect.decode is None else _decode_public_all(dialect, texts)
        messages = None
        if room is not None and public is not None:
            messages = room.send_messages(client, public)
        if messages is None:
            self._receive_each(client, texts)
            return
        if self.message_batch is None:
            self.submit(client.room_name, client, [*messages])
        elif messages:
            self.message_batch.add(client.room_name, messages, client.connection.write_batch)

    def _receive_each(self, client: Client, texts: list[str]) -> None:
        """Process ``texts`` one by one, with at most one question in a loop iteration: reading a
        history or a user list may take milliseconds, in which nobody else is served."""
        connection = client.connection
        for position, text in enumerate(texts, 1):
            if not connection.is_open:  # an earlier text has closed the connection
                return
            is_question = isinstance(self.receive(client, text), ReadHistory | ListUsers)
            if self.rules.is_shared and self.undecided.hold(client, texts[position:]):
                return
            if is_question and connection.receive_queue.hold(texts[position:]):
                connection.later(connection.receive_queue.release)
                return

    def receive(self, client: Client, text: str) -> Command | None:
        """Process one text from ``client``, and return the command in it; None if it exceeds the
        rate limit."""
        decode = client.dialect.decode
        command = SendMessage(text) if decode is None else decode(text)
        rate_limiter = client.rate_limiter
        if rate_limiter is not None and self._exceeds_rate(client, rate_limiter, command):
            return None
        self.handle(client, command)
        return command

    def receive_binary(self, client: Client) -> None:
        """Ignore a binary message from ``client``, which counts towards the rate limit."""
        if client.rate_limiter is not None:
            self._exceeds_rate(client, client.rate_limiter, _BINARY)

    def _exceeds_rate(self, client: Client, rate_limiter: RateLimiter, command: Command) -> bool:
        """Return False if ``command`` is within the rate limit, and reject it otherwise.

        A flood closes the connection, and nothing more is accepted from it.
        """
        if rate_limiter.is_flood:
            return True
        rejected = rate_limiter.rejection(command, microseconds())
        if rejected is None:
            return False
        effects: list[Effect[Client]] = [SendToOne(rejected, client)]
        if rate_limiter.is_flood:
            effects.append(CloseConnection(client, CloseCode.POLICY_VIOLATION, _FLOOD))
        self.submit(client.room_name, client, effects)
        return True

    def handle(self, client: Client, command: Command) -> None:
        """Process one command from ``client``."""
        room = client.room
        if room is None:
            effects = self.handle_before_join(client, command)
            if self.rules.is_shared and client.room is not None:
                self.undecided.begin(client, is_handshake=False)
        elif client in room:
            effects = room.handle(client, command)
            self.typing_timers.watch(client.room_name, room.typing_ends)
        else:  # the client has left with a command
            return
        self.submit(client.room_name, client, effects)

    def fail(self, client: Client, code: int, reason: str) -> bool:
        """Fail the connection of ``client`` when what it has sent before is answered. Returns False
        if the end of the connection follows at once."""
        if client.room is None or not client.connection.receive_queue.hold():
            return False
        self.submit(client.room_name, client, [FailConnection(client, code, reason)])
        return True

    def handle_before_join(self, client: Client, command: Command) -> list[Effect[Client]]:
        """Return the effects of ``command`` from a client that has not joined: only a join is
        allowed."""
        match command:
            case Join(name):
                try:
                    return self.join(
                        client, client.name if client.is_authenticated else user_name(name)
                    )
                except InvalidName as bad:
                    rejected = Rejected(RejectionReason.BAD_NAME, str(bad), microseconds())
            case InvalidCommand(
                RejectionReason.BAD_JSON | RejectionReason.BAD_NAME as why, sentence
            ):  # possibly meant as a join
                rejected = Rejected(why, sentence, microseconds())
            case _:
                rejected = Rejected(RejectionReason.NOT_JOINED, _JOIN_FIRST, microseconds())
        return [SendToOne(rejected, client)]


def _decode_public_all(dialect: Dialect, texts: list[str]) -> list[str] | None:
    """Return the public texts of ``texts``; None if one of them is anything else."""
    if dialect.decode_public is None:
        return None
    found = []
    for text in texts:
        words = dialect.decode_public(text)
        if words is None:
            return None
        found.append(words)
    return found


CHAT = web.AppKey("chat", ChatService)
