"""Somebody in the story: a name, a line at a time, and an inbox of their own."""

import contextlib
from collections.abc import Callable

from alicebob.clients.connect_options import Entrance, path_of
from alicebob.clients.context import Place
from alicebob.clients.inbox import Inbox
from alicebob.clients.receiver import Door
from alicebob.dialects import Dialect
from alicebob.model.received import Reason
from alicebob.model.sent import Join, Leave, Ping, Question, Say, Type
from alicebob.record.journal import (
    Arriving,
    Asked,
    Blurted,
    Deaf,
    Ended,
    Happening,
    Hearing,
    Leaving,
    Line,
    Said,
    Sent,
    TurnedAway,
)
from alicebob.transport.websocket import Ears, NotUpgraded, SocketDriver

HANDSHAKE_PATIENCES = 2.5  # a handshake is one wait with no sign of life in between


class User:
    """Acts are written to the journal before they are done. ``line`` is the last one there was."""

    def __init__(
        self, label: str, place: Place, is_usher: bool = False, dialect: Dialect | None = None
    ) -> None:
        self.label = label
        self.dialect = dialect or place.dialect
        self.inbox = Inbox(place.journal)
        self.turned_away: TurnedAway | None = None
        self.ended: Ended | None = None
        self.pings_heard = 0
        self.pongs_heard: list[bytes] = []
        self._place = place
        self.is_usher = is_usher
        self._driver: SocketDriver | None = None
        self._door: Door | None = None
        self._is_leaving = False
        self.is_deaf = False
        self.proof = ""  # of the name, as it was shown last

    @property
    def line(self) -> Line | None:
        """The last line, as the journal knows it."""
        return self._door.line if self._door is not None else None

    @property
    def is_in(self) -> bool:
        """Has a line that nobody has ended yet, and has been let in."""
        is_let_in = self._door is not None and self._door.is_in
        return is_let_in and self.ended is None and not self._is_leaving

    @property
    def agreed(self) -> str | None:
        """The subprotocol that the server has agreed to, on the last line."""
        return self._driver.subprotocol if self._driver is not None else None

    @property
    def has_left(self) -> bool:
        """Had a line, and has seen its end."""
        return self.line is not None and self.ended is not None

    def enter(self, entrance: Entrance) -> bool:
        """Connects, and joins by a word where the dialect wants one; False when either is refused.

        Raises ``OSError`` when there is no answer at all.
        """
        line, place = self._new_line(entrance), self._place
        door = self._door = Door(line, self.inbox, place.journal, place.is_described)
        self.ended = self.turned_away = self._driver = None
        self._is_leaving = self.is_deaf = False
        ears = Ears(door.on_frame, self._on_end(line), self._on_ping, self._on_pong)
        driver = SocketDriver(ears, timeout=HANDSHAKE_PATIENCES * place.patience)
        place.journal.write(line, Arriving())
        try:
            self._connect(driver, entrance, door)
        except NotUpgraded as refused:
            return self._turn_away(TurnedAway(refused.status, refused.body))
        self._driver = driver
        if not self.dialect.joins_by_word or entrance.is_silent:
            return True
        return self._ask_to_join(entrance)

    def _new_line(self, entrance: Entrance) -> Line:
        name, room = self.dialect.public_name(entrance.name), entrance.room
        return Line(
            self._place.next_number(),
            self.label,
            name,
            "lobby" if room is None else room,
            self.is_usher,
            self.dialect,
            entrance.since,
        )

    def _connect(self, driver: SocketDriver, entrance: Entrance, door: Door) -> None:
        dialect, place = self.dialect, self._place
        path = path_of(entrance, dialect, place.secret)
        self.proof = entrance.bearer or path.partition("token=")[2].partition("&")[0]
        driver.connect(
            place.address,
            path,
            origin=entrance.origin,
            bearer=entrance.bearer,
            subprotocols=[dialect.subprotocol] if dialect.subprotocol else None,
            offer=entrance.offer,
            receive_buffer=entrance.receive_buffer,
            on_open=door.on_open,
        )

    def join(self, name: str, claimed: str | None = None) -> bool:
        """Asks to join, at the door, as ``name`` or whatever else is ``claimed``; False when it is
        refused."""
        if self._door is None:
            raise LookupError(f"{self.label} is at no door in this scenario")
        self._door.will_join(name)
        word = Join(name if claimed is None else claimed)
        self._write(Asked(word), lambda driver: driver.send_text(self.dialect.utter(word)))
        self._place.journal.wait_until(self._is_answered, self._place.patience)
        return self._door.is_in

    def _ask_to_join(self, entrance: Entrance) -> bool:
        """The same for who does not stay at the door when it is refused."""
        if self.join(entrance.name or "", entrance.claimed):
            return True
        refused = self._door.refused if self._door is not None else None
        self.drop()
        return self._turn_away(TurnedAway(None, str(refused or "no answer")))

    def _is_answered(self) -> bool:
        door = self._door
        return door is None or door.is_in or door.refused is not None or self.ended is not None

    def _turn_away(self, away: TurnedAway) -> bool:
        self.turned_away = away
        if self.line is not None:
            self._place.journal.write(self.line, away)
        return False

    def wire(self, text: str) -> bytes:
        """What the text frame holds that says ``text`` in this user's dialect."""
        return self.dialect.utter(Say(text)).encode()

    def say(self, text: str, to: str | None = None, client_id: str | None = None) -> None:
        """Sends ``text`` as one message, to all or ``to`` one."""
        self._say(Say(text, to, client_id))

    def say_as(self, claimed: str, text: str) -> None:
        """Sends ``text`` as one message, and pretends that it is somebody else's."""
        self._say(Say(text, claimed=claimed))

    def _say(self, word: Say) -> None:
        wire = self.dialect.utter(word)
        said = Said(word.text, to=word.to, client_id=word.client_id)
        self._write(said, lambda driver: driver.send_text(wire))

    def try_to_say(self, text: str) -> None:
        """The same for who may be cut off at any moment."""
        with contextlib.suppress(ConnectionError):
            self._note(Said(text)).send_text(self.dialect.utter(Say(text)))

    def say_marker(self, marker: str) -> None:
        """Says what only fences are made of. Raises ``ConnectionError`` when the line is gone."""
        self._note(Said(marker, fence=True)).send_text(self.dialect.utter(Say(marker)))

    def ping_marker(self, marker: str) -> None:
        """Pings as only fences do. Raises ``ConnectionError`` when the line is gone."""
        word = Ping(marker)
        self._note(Asked(word, fence=True)).send_text(self.dialect.utter(word))

    def ask(self, word: Type | Question) -> None:
        """Sends a word that is no message."""
        wire = self.dialect.utter(word)
        self._write(Asked(word), lambda driver: driver.send_text(wire))

    def blurt(self, text: str, what: str, reason: Reason | None = None) -> None:
        """Sends ``text``, which is to be refused in this dialect, as it is."""
        self._write(Blurted(what, reason), lambda driver: driver.send_text(text))

    def take_leave(self) -> None:
        """Leaves by the dialect's own word; ``wait_for_end`` waits for the server's Close."""
        wire = self.dialect.utter(Leave())
        self._write(Leaving(str(Leave())), lambda driver: driver.send_text(wire))
        self._is_leaving = True

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
