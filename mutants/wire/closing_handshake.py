"""Faulty servers that ``features/wire/closing_handshake.feature`` must catch."""

from mutants.patch import Patch
from mutants.registry import mutant
from server.ws import frames
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection
from server.ws.send_queue import ConnectionState


@mutant("Close codes from 3000 on are answered with 1000.")
def application_codes_not_echoed(patch: Patch) -> None:
    sound = Connection.answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, code if code < 3000 else CloseCode.NORMAL, reason)

    patch.replace(Connection, "answer_close", answer_close)


@mutant("Every Close frame is answered with 1000, whatever its code.")
def close_always_answered_with_1000(patch: Patch) -> None:
    sound = Connection.answer_close

    def answer_close(self: Connection, code: int, reason: str) -> None:
        sound(self, CloseCode.NORMAL, reason)

    patch.replace(Connection, "answer_close", answer_close)


@mutant("A Close frame is not answered; the connection just ends.")
def close_never_answered(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_queue.flush()
        self.enter_state(ConnectionState.CLOSED, code or CloseCode.NO_STATUS, reason)
        self.transport.close()

    patch.replace(Connection, "answer_close", answer_close)


@mutant("A Close frame is answered, but the connection stays open and its user in the room.")
def tcp_connection_kept_after_close(patch: Patch) -> None:
    def answer_close(self: Connection, code: int, reason: str) -> None:
        self.send_frame(frames.close_frame(code, reason))

    patch.replace(Connection, "answer_close", answer_close)
