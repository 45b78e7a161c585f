"""Whoever claims another name in a message is believed."""

from mutants.saying import say_each
from server.chat.client import Client
from server.chat.service import ChatService
from server.dialects.json import InvalidJson, from_json


def bend() -> None:
    sound = ChatService.receive
    say_each()

    def receive(self: ChatService, client: Client, text: str) -> None:
        room, name = client.room, claimed(client, text)
        if room is None or client not in room or not name:
            sound(self, client, text)
            return
        room._members[client], before = name, room._members[client]
        sound(self, client, text)
        if client in room:
            room._members[client] = before

    ChatService.receive = receive  # type: ignore[method-assign]


def claimed(client: Client, text: str) -> str:
    try:
        fields = from_json(text)
    except InvalidJson:
        return ""
    if client.dialect.decode is None or not isinstance(fields, dict):
        return ""
    return str(fields.get("nickname", "") or fields.get("username", ""))
