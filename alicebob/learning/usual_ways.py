"""The usual ways into a chat, which are tried where nobody says how it works."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alicebob.learning.way import Way, template_line

_SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"
_URLS = (
    *("/{?user}", "/chat{?user}", "/ws{?user}", "/ws/{number}", "/ws/{user}", "/websocket{?user}"),
    *("/chat/{room}{?user}", "/ws/chat/{room}/", "/ws/{room}{?user}", "/rooms/{room}{?user}"),
    *("/socket{?user}", "/chatsocket"),
    _SOCKET_IO,
)
_SAYS = (
    "{text}",
    '{"text": "{text}"}',
    '{"message": "{text}"}',
    '{"content": "{text}"}',
    '{"msg": "{text}"}',
    '{"body": "{text}"}',
    '{"type": "message", "text": "{text}"}',
    '{"type": "message", "content": "{text}"}',
    '{"type": "message", "message": "{text}"}',
    '{"type": "chat", "text": "{text}"}',
    '{"type": "chat", "message": "{text}"}',
    '{"type": "chat_message", "message": "{text}"}',
    '{"type": "send", "text": "{text}"}',
    '{"type": "message", "body": "{text}"}',
    '{"type": "message", "data": {"text": "{text}"}}',
    '{"event": "message", "data": "{text}"}',
    '{"event": "message", "text": "{text}"}',
    '{"action": "message", "text": "{text}"}',
    '{"action": "send", "message": "{text}"}',
    '{"user": "{user}", "text": "{text}"}',
    '{"username": "{user}", "message": "{text}"}',
)
_ENTERS: tuple[tuple[str, ...], ...] = (
    (),
    ("{user}",),
    (
        '{"type": "join", "name": "{user}", "username": "{user}", "nickname": "{user}", '
        '"room": "{room}"}',
    ),
    ('{"type": "join", "name": "{user}", "username": "{user}", "nickname": "{user}"}',),
    ('{"event": "join", "name": "{user}", "username": "{user}", "nickname": "{user}"}',),
    ('{"action": "join", "name": "{user}", "username": "{user}", "room": "{room}"}',),
    ('{"event": "join", "data": {"name": "{user}", "username": "{user}", "room": "{room}"}}',),
    ('{"type": "login", "name": "{user}", "username": "{user}"}',),
    ('{"name": "{user}", "username": "{user}"}',),
)
_SOCKET_IO_SAYS = (
    '42["message", "{text}"]',
    '42["chat message", "{text}"]',
    '42["chat", "{text}"]',
    '42["new message", "{text}"]',
    '42["sendMessage", "{text}"]',
    '42["send_message", "{text}"]',
    '42["message", {"text": "{text}", "message": "{text}"}]',
    '42["chatMessage", "{text}"]',
    '42["send-chat-message", "{text}"]',
)
_SOCKET_IO_ENTERS = (
    (),
    ('42["add user", "{user}"]',),
    ('42["join", "{user}"]',),
    ('42["new-user", "{user}"]',),
    ('42["join", {"username": "{user}", "name": "{user}", "room": "{room}"}]',),
    ('42["joinRoom", {"username": "{user}", "name": "{user}", "room": "{room}"}]',),
)
_SOCKET_IO_STEPS = (
    'await = { prefix = "0", json = \'{"sid": "{*}"}\' }',
    'send = { prefix = "", text = "40" }\nawait = { prefix = "40", json = \'{"sid": "{*}"}\' }',
)
_SOCKET_IO_REPLY = '[[wire.reply]]\nto.text = "2"\nsend.text = "3"\n'


@dataclass(frozen=True, slots=True)
class Known:
    """Knowledge about a chat: the address, the frames that lead in, and the one that says
    something, each written with holes. None for what is to be tried out."""

    url: str | None = None
    enter: tuple[str, ...] | None = None
    say: str | None = None


def usual_ways(known: Known) -> Iterator[Sequence[Way]]:
    """Yield groups of ways; those of a group differ only in what is said, the best one first."""
    for address in _URLS if known.url is None else (known.url,):
        is_socket_io = is_of_socket_io(address)
        enters = _SOCKET_IO_ENTERS if is_socket_io else _ENTERS
        says = _SOCKET_IO_SAYS if is_socket_io else _SAYS
        for frames in enters if known.enter is None else (known.enter,):
            steps = tuple(template_line("send", _framed(frame, is_socket_io)) for frame in frames)
            is_named = known.url is None and any("{user}" in frame for frame in frames)
            url = address.replace("{?user}", "") if is_named else address
            yield [
                _way(url, steps, _framed(say, is_socket_io), is_socket_io)
                for say in (says if known.say is None else (known.say,))
            ]


def _framed(frame: str, is_socket_io: bool) -> str:
    """Return a frame; an event of socket.io may be written without the number before it."""
    return f"42{frame}" if is_socket_io and frame.startswith("[") else frame


def is_of_socket_io(address: str) -> bool:
    """Return True for an address of socket.io, whose way in has steps of its own."""
    return "EIO=" in address


def _way(url: str, steps: tuple[str, ...], say: str, is_socket_io: bool) -> Way:
    if not is_socket_io:
        return Way(url, template_line("say", say), steps)
    every = (*_SOCKET_IO_STEPS, *steps)
    return Way(url, template_line("say", say), every, tables=_SOCKET_IO_REPLY)
