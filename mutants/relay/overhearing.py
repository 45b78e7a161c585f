"""The meaning of what passes on one connection, for one who only listens in."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

from alicebob.wires.expansion import Expansion
from alicebob.wires.heard import Heard
from alicebob.wires.scope import Misfit, Scope
from alicebob.wires.session import WireSession
from alicebob.wires.template import Frame, Template
from alicebob.wires.wire import Wire

_EXPRESSION = re.compile(r"\{([?&]?)([a-z,]+)\}")
_OWN = ("user", "room", "number")


class Overhearing:
    """Reader of one connection. It follows the client's way in as a client would go it itself."""

    def __init__(self, wire: Wire, path: str) -> None:
        self._wire = wire
        self._own: dict[str, str] = values_in(wire.url, path)
        self._came: list[str] = []
        self._session = self._new_session()

    @property
    def is_in(self) -> bool:
        """True once the client is in the chat."""
        return self._session.is_in

    @property
    def user(self) -> str | None:
        """The name of the client in the chat, as far as it is known."""
        return self._session.me or self._own.get("user")

    @property
    def room(self) -> str | None:
        """The client's room; None if the wire does not name it."""
        return self._own.get("room")

    @property
    def number(self) -> str | None:
        """The client's number in its address; None without one."""
        return self._own.get("number")

    def said(self, frame: str) -> list[str]:
        """Return what the client says to the room in a frame that it sends."""
        texts = []
        for message in self._wire.split(frame):
            if not self.is_in:
                self._learn(message)
                continue
            self._session.say("")  # counts the message, as {ref} does
            found = found_in(self._wire.sending.say, message) or {}
            if isinstance(found.get("user"), str):
                self._own.setdefault("user", str(found["user"]))
            if isinstance(text := found.get("text"), str):
                texts.append(text)
        return texts

    def told(self, frame: str) -> Iterator[tuple[str, Heard | None]]:
        """Yield each message of a frame of the server, with its meaning; None for those that belong
        to the way in."""
        for message in self._wire.split(frame):
            if not self.is_in:
                self._came.append(message)
            heard = self._read(message)
            yield message, heard

    def _read(self, message: str) -> Heard | None:
        was_in = self.is_in
        reception = self._session.received(True, self._wire.framed(message).encode())
        is_way_in = self._session.is_in and not was_in
        return reception.heard[0] if reception.heard and not is_way_in else None

    def _learn(self, frame: str) -> None:
        """Learn who the client is from a frame on its way in."""
        for step in self._wire.enter:
            found = found_in(step.send, frame) if step.send is not None else None
            new = {n: str(v) for n, v in (found or {}).items() if n in _OWN and n not in self._own}
            if new:
                self._own |= new
                self._session = self._new_session()
                for message in self._came:
                    self._read(message)
                return

    def _new_session(self) -> WireSession:
        own = self._own
        number = int(own["number"]) if own.get("number", "").isdecimal() else None
        session = WireSession(self._wire, own.get("user"), own.get("room"), number)
        session.opened()
        return session


def found_in(template: Template, frame: str) -> dict[str, object] | None:
    """Return the values in a frame; None if it does not fit."""
    scope = Scope({}, (), range(1, 1_000_000))
    try:
        template.fit(Frame(frame), scope)
    except Misfit:
        return None
    return scope.found


def values_in(url: Expansion, path: str) -> dict[str, str]:
    """Return the values with which ``url`` was expanded to ``path``."""
    pattern, at = "", 0
    for hole in _EXPRESSION.finditer(url.source):
        pattern += re.escape(url.source[at : hole.start()])
        pattern += f"(?P<{hole[2]}>[^/?&]*)" if not hole[1] else ".*"
        at = hole.end()
    fitting = re.fullmatch(pattern + re.escape(url.source[at:]), path)
    found = {name: unquote(text) for name, text in fitting.groupdict().items()} if fitting else {}
    asked = parse_qs(urlsplit(path).query)
    return {**{name: asked[name][0] for name in url.names if name in asked}, **found}
