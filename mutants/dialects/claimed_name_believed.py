"""Whoever claims another name in a message is believed."""

from mutants.saying import say_each
from server.chat.client import Guest
from server.chat.service import Chat
from server.dialects.json import NotJson, from_json


def bend() -> None:
    sound = Chat.hear
    say_each()

    def hear(self: Chat, guest: Guest, text: str) -> None:
        room, name = guest.room, claimed(guest, text)
        if room is None or guest not in room or not name:
            sound(self, guest, text)
            return
        room._members[guest], before = name, room._members[guest]
        sound(self, guest, text)
        if guest in room:
            room._members[guest] = before

    Chat.hear = hear  # type: ignore[method-assign]


def claimed(guest: Guest, text: str) -> str:
    try:
        fields = from_json(text)
    except NotJson:
        return ""
    if guest.dialect.decode is None or not isinstance(fields, dict):
        return ""
    return str(fields.get("nickname", "") or fields.get("username", ""))
