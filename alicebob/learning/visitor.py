"""People of a first talk: their connections, and everything that they send and receive."""

import threading
import time
from collections.abc import Callable

from alicebob.learning.first_talk import Event, Guest, Happening, Part, Saying, Seen
from alicebob.transport.address import Address
from alicebob.transport.upgrade import Handshake
from alicebob.transport.websocket import SocketCallbacks, WebSocketDriver
from alicebob.wires.session import WireSession
from alicebob.wires.wire import Wire

_HANDSHAKE_PATIENCES = 5.0  # a handshake is one wait with no sign of life in between
_MOST_PATIENCES = 10.0  # of waiting, though there are news all the time


class Stage:
    """A server, and the record of what happens there. ``patience`` is in seconds."""

    def __init__(self, address: Address, wire: Wire, patience: float) -> None:
        self.address, self.wire, self.patience = address, wire, patience
        self.news = threading.Condition(threading.RLock())
        self.guests: list[Guest] = []
        self.parts: list[Part] = []
        self.events: list[Event] = []
        self.visitors: dict[str, Visitor] = {}

    @property
    def part(self) -> int:
        """The number of the part that the talk is in."""
        return len(self.parts) - 1

    def begin(self, happening: Happening, who: str) -> None:
        """Begin a part."""
        with self.news:
            self.parts.append(Part(happening, who))

    def arrive(self, guest: Guest) -> "Visitor":
        """Let a guest connect, and take every step of the way in. Raises ``UpgradeRejected``, and
        ``OSError`` without an answer."""
        self.begin(Happening.ARRIVAL, guest.name)
        self.guests.append(guest)
        visitor = self.visitors[guest.name] = Visitor(self, guest)
        visitor.connect()
        return visitor

    def write(self, event: Event) -> None:
        """Add to the record."""
        with self.news:
            self.events.append(event)
            self.news.notify_all()

    def wait_until(self, is_true: Callable[[], bool]) -> bool:
        """Return True as soon as it becomes true, and False after as long as patience lasts without
        any news: on a busy machine, what was said is still on its way."""
        end = time.monotonic() + _MOST_PATIENCES * self.patience
        with self.news:
            while not is_true() and time.monotonic() < end:
                if not self.news.wait(self.patience):
                    return is_true()
            return is_true()

    def received(self, who: str, part: int = 0) -> list[str]:
        """Return what ``who`` received from a part on."""
        with self.news:
            return [
                event.text
                for event in self.events
                if isinstance(event, Seen) and event.who == who and event.part >= part
            ]

    def close(self) -> None:
        """Leave with all connections, as browsers do; hang up where the server does not answer."""
        visitors = list(self.visitors.values())
        for visitor in visitors:
            visitor.begin_to_leave()
        self.wait_until(lambda: all(visitor.has_ended for visitor in visitors))
        for visitor in visitors:
            visitor.hang_up()


class Visitor:
    """One connection. ``has_ended`` is True when it is over."""

    def __init__(self, stage: Stage, guest: Guest) -> None:
        self.guest = guest
        self.has_ended = True
        self.why_ended = ""
        self._stage = stage
        self._session = WireSession(
            stage.wire, guest.name, guest.room, guest.number, lambda: list(stage.visitors)
        )
        callbacks = SocketCallbacks(self._on_frame, self._on_end)
        self._driver = WebSocketDriver(callbacks, _HANDSHAKE_PATIENCES * stage.patience)

    @property
    def is_in(self) -> bool:
        """True once every step of the way in is taken."""
        return self._session.is_in

    def connect(self) -> None:
        """Connect, and send what comes first. Raises ``UpgradeRejected`` and ``OSError``."""
        wire, guest = self._stage.wire, self.guest
        path = wire.address(guest.name, guest.room, guest.number)
        subprotocols = list(wire.subprotocols) or None
        headers = tuple(wire.headers_for(guest.name, guest.room, guest.number).items())
        handshake = Handshake(path, wire.origin, None, subprotocols, more=headers)
        self._driver.connect(self._stage.address, handshake, on_open=self._open)
        with self._stage.news:  # before any frame is answered
            frames = self._opening
        for frame in frames:
            self._send(frame)

    def _open(self) -> None:
        with self._stage.news:
            self.has_ended = False
            self._opening = self._session.opened()

    def say(self, word: str, text: str) -> None:
        """Say ``text``, in which ``word`` is. What a lost connection swallows is seen by nobody."""
        stage = self._stage
        with stage.news:
            frame = self._session.say(text)
            stage.write(Saying(self.guest.name, stage.part, word, text))
            self._send(frame)

    def leave(self) -> None:
        """Leave with a Close frame, and wait for the end."""
        self.begin_to_leave()
        self._stage.wait_until(lambda: self.has_ended)
        self.hang_up()

    def begin_to_leave(self) -> None:
        """Send a Close frame, unless the connection is over."""
        if not self.has_ended:
            self._driver.send_close()

    def hang_up(self) -> None:
        """End the connection, whatever its state."""
        if not self.has_ended:
            self._driver.hang_up()

    def _send(self, frame: str) -> None:
        try:
            self._driver.send_text(frame)
        except ConnectionError as error:
            self.why_ended = self.why_ended or str(error)

    def _on_frame(self, is_text: bool, payload: bytes) -> None:
        stage = self._stage
        with stage.news:
            reception = self._session.received(is_text, payload)
            text = payload.decode("utf-8", "replace")
            leads_in = not reception.heard and not reception.malformed
            stage.write(Seen(self.guest.name, stage.part, text, leads_in))
            for frame in reception.send:  # before anything that is said from now on
                self._send(frame)

    def _on_end(self, code: int, reason: str) -> None:
        with self._stage.news:
            self.has_ended = True
            self.why_ended = f"{code} {reason}".strip()
            self._stage.news.notify_all()
