"""Faulty servers that take the times of a token inexactly, or on some connections only."""

from collections.abc import Callable, Mapping

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.connection_end import end_unnoticed
from server.auth import authenticate
from server.auth.authenticate import Identity
from server.auth.expiry import Expiry
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, Join
from server.core.effects import Effect
from server.core.names import InvalidName, user_name
from server.web import chat_endpoints
from server.ws.close_codes import CloseCode
from server.ws.connection import Connection

_SLACK = 30.0  # seconds by which clocks might differ


@mutant("A token is accepted for some seconds after it has expired.")
def just_expired_tokens_accepted(patch: Patch) -> None:
    sound = authenticate.identity
    patch.replace(
        authenticate,
        "identity",
        lambda token, secret, now: sound(token, secret, now - _SLACK),
    )


@mutant("A token is accepted two minutes before its not-before time.")
def almost_valid_tokens_accepted(patch: Patch) -> None:
    sound = authenticate.time_in

    def time_in(claims: Mapping[str, object], claim: str) -> float | None:
        time = sound(claims, claim)
        return time - 4 * _SLACK if time is not None and claim == "nbf" else time

    patch.replace(authenticate, "time_in", time_in)


@mutant("A connection is closed half a second before its token expires.")
def closed_before_the_expiry(patch: Patch) -> None:
    sound = Expiry.__init__

    def begin(
        self: Expiry, at: float, call: Callable[[], None], *clock: Callable[[], float]
    ) -> None:
        sound(self, at - 0.5, call, *clock)

    patch.replace(Expiry, "__init__", begin)


@mutant("A connection on which nobody has joined outlives its token.")
def silent_connections_outlive_the_token(patch: Patch) -> None:
    sound = chat_endpoints.sign_out

    def sign_out(connection: Connection) -> None:
        if connection in joined:
            sound(connection)

    joined: set[Connection] = set()
    join = ChatService.join

    def remember(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        joined.add(client.connection)
        return join(self, client, name)

    patch.replace(chat_endpoints, "sign_out", sign_out)
    patch.replace(ChatService, "join", remember)


@mutant("When a token expires, all connections of its user are closed.")
def all_connections_of_a_user_closed(patch: Patch) -> None:
    sound = chat_endpoints.sign_out
    clients: list[Client] = []
    join = ChatService.join

    def remember(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        clients.append(client)
        return join(self, client, name)

    def sign_out(connection: Connection) -> None:
        names = {client.name for client in clients if client.connection is connection}
        for client in clients:
            if client.name in names:
                sound(client.connection)

    patch.replace(chat_endpoints, "sign_out", sign_out)
    patch.replace(ChatService, "join", remember)


@mutant("Nobody is told that a user left because their token expired.")
def expired_users_leave_unannounced(patch: Patch) -> None:
    def sign_out(connection: Connection) -> None:
        end_unnoticed(connection)
        connection.close(CloseCode.SIGN_IN_EXPIRED, "sign-in expired")

    patch.replace(chat_endpoints, "sign_out", sign_out)


@mutant("The name of an expired token is not accepted again, even with a new token.")
def expired_names_locked_out(patch: Patch) -> None:
    sound, sign_out, join = authenticate.identity, chat_endpoints.sign_out, ChatService.join
    names: dict[Connection, str] = {}
    locked: set[str] = set()

    def identity(token: str, secret: str, now: float) -> Identity:
        found = sound(token, secret, now)
        if found.name in locked:
            raise authenticate.AuthenticationFailed("The token has expired: get a new one.")
        return found

    def remember(self: ChatService, client: Client, name: str) -> list[Effect[Client]]:
        names[client.connection] = name
        return join(self, client, name)

    def lock(connection: Connection) -> None:
        locked.add(names.get(connection, ""))
        sign_out(connection)

    patch.replace(authenticate, "identity", identity)
    patch.replace(ChatService, "join", remember)
    patch.replace(chat_endpoints, "sign_out", lock)


@mutant("With sign-in, the name in a join message must still be one that anybody may have.")
def ignored_names_checked(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def handle_before_join(
        self: ChatService, client: Client, command: Command
    ) -> list[Effect[Client]]:
        match command:
            case Join(name):
                try:
                    user_name(name)
                except InvalidName:
                    client.is_authenticated = False
        return sound(self, client, command)

    patch.replace(ChatService, "handle_before_join", handle_before_join)
