"""Whoever stands at the door is on the list of who is here, as a guest without a name."""

from typing import Any

from server.core.effects import Effect
from server.core.events import PresentUser
from server.core.names import ANONYMOUS
from server.core.room import JoinOptions, Room
from server.store.presence import Presence
from server.web import chat_endpoints
from server.ws.connection import Connection
from server.ws.handler import Action


def bend() -> None:
    on_init, join, here = chat_endpoints.on_init, Room.join, Presence.here
    waiting: set[Connection] = set()

    def arrived(
        connection: Connection, connect_request: chat_endpoints.ConnectRequest
    ) -> Action[chat_endpoints.ClientSession]:
        if connect_request.name is None:
            waiting.add(connection)
        return on_init(connection, connect_request)

    def joined(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        waiting.discard(member.connection)
        return join(self, member, join_options)

    def listed(self: Presence, room: str) -> tuple[PresentUser, ...]:
        outside = [one for one in waiting if one.is_open]
        return (*here(self, room), *(PresentUser(ANONYMOUS, len(outside)) for _ in outside[:1]))

    chat_endpoints.on_init = arrived
    Room.join, Presence.here = joined, listed  # type: ignore[method-assign]
