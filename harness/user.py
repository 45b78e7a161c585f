"""Somebody in the story: a name, a line at a time, and an inbox of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from harness.address import Address
from harness.dialects import Dialect
from harness.drivers.socket import Ears, NotUpgraded, SocketDriver
from harness.heard import Message
from harness.inbox import Inbox
from harness.journal import (
    Arrived,
    Arriving,
    Deaf,
    Ended,
    Happening,
    Hearing,
    Journal,
    Leaving,
    Line,
    Said,
    Sent,
    TurnedAway,
)


@dataclass(frozen=True, slots=True)
class Place:
    """What every user of a scenario shares: the server, its dialect, the journal, the patience.

    ``on_lost`` is told who could not go on because the line is gone; it fails the scenario.
    """

    address: Address
    dialect: Dialect
    journal: Journal
    patience: float
    next_number: Callable[[], int]
    on_lost: Callable[["User", str], NoReturn]


@dataclass(frozen=True, slots=True)
class Entrance:
    """How somebody comes in: what they say of themselves, and anything unusual of their line."""

    path: str
    name: str
    room: str
    origin: str | None = None
    receive_buffer: int | None = None


HANDSHAKE_PATIENCES = 2.5  # a handshake is one wait with no sign of life in between


class User:
    """Acts are written to the journal before they are done. ``line`` is the last one there was."""

    def __init__(self, label: str, place: Place, is_usher: bool = False) -> None:
        self.label = label
        self.inbox = Inbox(place.journal)
        self.line: Line | None = None
        self.turned_away: TurnedAway | None = None
        self.ended: Ended | None = None
        self.pings_heard = 0
        self.pongs_heard: list[bytes] = []
        self._place = place
        self._is_usher = is_usher
        self._driver: SocketDriver | None = None
        self._is_leaving = False
        self.is_deaf = False

    @property
    def is_in(self) -> bool:
        """Has a line that nobody has ended yet."""
        return self._driver is not None and self.ended is None and not self._is_leaving

    @property
    def has_left(self) -> bool:
        """Had a line, and has seen its end."""
        return self.line is not None and self.ended is not None

    def enter(self, entrance: Entrance) -> bool:
        """Connects; False when the server answers the handshake with something else than 101.

        Raises ``OSError`` when it does not answer at all.
        """
        place = self._place
        line = Line(place.next_number(), self.label, entrance.name, entrance.room, self._is_usher)
        self.line, self.ended, self.turned_away = line, None, None
        self._is_leaving = self.is_deaf = False
        ears = Ears(self._on_frame(line), self._on_end(line), self._on_ping, self._on_pong)
        driver = SocketDriver(ears, timeout=HANDSHAKE_PATIENCES * place.patience)
        place.journal.write(line, Arriving())
        try:
            driver.connect(
                place.address,
                entrance.path,
                origin=entrance.origin,
                receive_buffer=entrance.receive_buffer,
                on_open=lambda: place.journal.write(line, Arrived()),
            )
        except NotUpgraded as refused:
            self.turned_away = TurnedAway(refused.status, refused.body)
            place.journal.write(line, self.turned_away)
            return False
        self._driver = driver
        return True

    def say(self, text: str) -> None:
        """Sends ``text`` as one message."""
        wire = self._place.dialect.utter(text)
        self._write(Said(text), lambda driver: driver.send_text(wire))

    def say_marker(self, marker: str) -> None:
        """Says what only fences are made of. Raises ``ConnectionError`` when the line is gone."""
        self._note(Said(marker, fence=True)).send_text(self._place.dialect.utter(marker))

    def send_binary(self, data: bytes) -> None:
        """Sends a binary frame."""
        self._write(Sent(f"a binary frame of {len(data):,} bytes"), lambda d: d.send_binary(data))

    def send_raw(self, data: bytes, what: str, *texts: str) -> None:
        """Writes ``data`` to the line as it is; ``texts`` are the messages in it, if there are."""
        for text in texts:
            self._note(Said(text))
        self._write(Sent(what), lambda driver: driver.send_raw(data))

    def ping(self, payload: bytes) -> bool:
        """Sends a ping and waits for its pong, which has the same payload; False if none comes."""
        self._write(Sent("a ping"), lambda driver: driver.ping(payload))
        journal, patience = self._place.journal, self._place.patience
        return journal.wait_until(lambda: payload in self.pongs_heard, patience)

    def leave(self, code: int = 1000) -> None:
        """Closes the line with a Close frame; ``wait_for_end`` waits for the server's."""
        self._write(Leaving("says goodbye"), lambda driver: driver.say_goodbye(code))
        self._is_leaving = True

    def hang_up(self) -> None:
        """Ends the line without a Close frame."""
        self._write(Leaving("hangs up without a word"), lambda driver: driver.hang_up())

    def vanish(self) -> None:
        """Loses the line as in a crash."""
        self._write(Leaving("is lost: the line is reset"), lambda driver: driver.vanish())

    def go_deaf(self) -> None:
        """Stops reading, and so stops answering pings."""
        self._write(Deaf(), lambda driver: driver.stop_reading())
        self.is_deaf = True

    def hear_again(self) -> None:
        """Reads again."""
        self.is_deaf = False
        self._write(Hearing(), lambda driver: driver.read_again())

    def wait_for_end(self) -> bool:
        """Waits until the line has ended; False if it does not."""
        journal, patience = self._place.journal, self._place.patience
        return journal.wait_until(lambda: self.ended is not None, patience)

    def wait_for_pings(self, count: int) -> bool:
        """Waits until the server has pinged ``count`` times in all; False if it does not."""
        journal, patience = self._place.journal, self._place.patience
        return journal.wait_until(lambda: self.pings_heard >= count, patience)

    def drop(self) -> None:
        """Lets go of the line, whatever state it is in, and of the thread that read it."""
        if self._driver is not None and self.ended is None:
            self._driver.hang_up()

    def _write(self, act: Happening, do: Callable[[SocketDriver], None]) -> None:
        driver = self._note(act)
        try:
            do(driver)
        except ConnectionError as error:
            self._place.on_lost(self, str(error))

    def _note(self, act: Happening) -> SocketDriver:
        if self.line is None or self._driver is None:
            raise LookupError(f"{self.label} has no line in this scenario")
        self._place.journal.write(self.line, act)
        return self._driver

    def _on_frame(self, line: Line) -> Callable[[bool, bytes], None]:
        def on_frame(is_text: bool, payload: bytes) -> None:
            heard = self._place.dialect.understand(is_text, payload)
            is_fence = isinstance(heard, Message) and heard.is_marker
            self.inbox.put(line, heard, is_fence)

        return on_frame

    def _on_end(self, line: Line) -> Callable[[int, str], None]:
        def on_end(code: int, reason: str) -> None:
            self.ended = Ended(code, reason)
            self._place.journal.write(line, self.ended)

        return on_end

    def _on_pong(self, payload: bytes) -> None:
        self.pongs_heard.append(payload)
        self._place.journal.news()

    def _on_ping(self) -> None:
        self.pings_heard += 1
        self._place.journal.news()
