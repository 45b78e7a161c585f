"""The client that says "I" in wire features: it requests pages and opens WebSockets by path."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn
from urllib.parse import parse_qsl

from alicebob.actions.sign_in import proof
from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.user import HANDSHAKE_PATIENCES, User
from alicebob.dialects.base import Dialect
from alicebob.dialects.echo import BINARY, TEXT, Echo
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS_BY_MESSAGE
from alicebob.dialects.plain import PLAIN
from alicebob.model.received import Message, ReceivedEvent, shorten
from alicebob.record.journal import Journal
from alicebob.scenario.scenario import Scenario
from alicebob.servers.probe import allow_late_departure
from alicebob.transport import http
from alicebob.transport.raw_handshake import HANDSHAKES, ask, is_hung_up_after_goodbye, never_ended

_SPOKEN: dict[str, Dialect] = {"/chat": PLAIN, "/ws": EVENTS_BY_MESSAGE, "/rooms": ENVELOPE}


class DirectClient:
    """Acts and expectations in the first person. Lines into the chat are judged by its laws."""

    def __init__(self, scenario: Scenario) -> None:
        self._stage = scenario
        self._lines: list[User] = []
        self._response: http.Response | None = None
        self._held: list[str] = []  # what the server should have hung up on

    # -- pages

    @property
    def response(self) -> http.Response:
        """The last answer; asking for it before a request is an error of the feature."""
        if self._response is None:
            raise LookupError("nothing was asked for in this scenario")
        return self._response

    def request(self, path: str, method: str = "GET") -> None:
        """Asks for ``path`` as it is written."""
        scenario = self._stage
        try:
            self._response = http.get(scenario.server.address, path, scenario.patience, method)
        except OSError as error:
            scenario.fail(f"{path} was not answered.", "an answer", str(error))

    def ask_for_upgrade(self, path: str, way: str) -> None:
        """Sends a handshake that is wrong in the ``way`` that the feature says."""
        scenario = self._stage
        try:
            self._response = ask(scenario.server.address, path, HANDSHAKES[way], scenario.patience)
        except OSError as error:
            scenario.fail("The handshake was not answered.", "an answer", str(error))
        self._note_departure(path)

    def say_goodbye_and_stay(self, path: str) -> None:
        """Enters by hand, says Close, and waits for the server to end the line."""
        address, patience = self._stage.server.address, self._stage.patience
        is_over = is_hung_up_after_goodbye(address, path, patience)
        self._held = [] if is_over else ["a line on which both have said Close"]
        self._note_departure(path)

    def begin_handshakes(self) -> None:
        """Begins handshakes in many ways, ends none, and waits for the server to hang up."""
        scenario = self._stage
        try:
            self._held = never_ended(
                scenario.server.address, HANDSHAKE_PATIENCES * scenario.patience
            )
        except OSError as error:
            scenario.fail("The server takes no connections.", "it does", str(error))

    def expect_hang_up(self) -> None:
        """The server ended the lines on which it was said goodbye, or no handshake came."""
        if self._held:
            expected = (
                "the server ends the line (RFC 6455 §7.1.1), or the one on which nothing comes"
            )
            self._stage.fail("The server does not hang up.", expected, "; ".join(self._held))

    def _note_departure(self, path: str) -> None:
        """A line opened by hand is in no journal; that it ends may be told late."""
        connect_options = self._entrance(path)
        name = PLAIN.public_name(connect_options.name)
        self._stage.loose_ends.append(allow_late_departure(name, connect_options.room or "lobby"))

    def expect(self, headline: str, expected: object, actual: object) -> None:
        """Two values are the same."""
        if expected != actual:
            self._stage.fail(headline, str(expected), f"{actual}")

    def expect_within(self, headline: str, part: str, whole: str) -> None:
        """``part`` stands somewhere in ``whole``."""
        if part not in whole:
            self._stage.fail(headline, f"{part!r} somewhere", shorten(whole) or "nothing")

    def expect_described(self, addresses: list[str]) -> None:
        """The last answer is an AsyncAPI document, of version 3, that tells of these addresses."""
        try:
            document = json.loads(self.response.text)
            version = document["asyncapi"]
            told = {channel["address"] for channel in document["channels"].values()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self._stage.fail(
                "That is no AsyncAPI document.", "one", f"{type(error).__name__}: {error}"
            )
        self.expect("The document is of another version.", "3", str(version).partition(".")[0])
        for address in addresses:
            self.expect_within("The document lacks an address.", address, " ".join(sorted(told)))

    def expect_going_away(self) -> None:
        """Expect that /health answers that the server is shutting down, or no longer answers."""
        scenario = self._stage
        try:
            answer = http.get(scenario.server.address, "/health", scenario.patience)
        except OSError:
            return
        self.expect("The server does not say that it goes away.", 503, answer.status)
        self.expect_within("The server does not say that it goes away.", "draining", answer.text)

    def expect_assets(self) -> None:
        """The page names at least one script and one style sheet; each is there, of its type."""
        found = http.assets(self.response.text)
        kinds = {
            "script": {"text/javascript", "application/javascript"},
            "style sheet": {"text/css"},
        }
        for kind, types in kinds.items():
            if kind not in found.values():
                self._stage.fail(f"The page loads no {kind}.", f"a {kind} of its own", "none")
            for path in (path for path, its in found.items() if its == kind):
                self.request("/" + path.removeprefix("./").lstrip("/"))
                self.expect(f"{path} does not load.", 200, self.response.status)
                if self.response.kind not in types:
                    self._stage.fail(
                        f"{path} is no {kind}.", " or ".join(sorted(types)), self.response.kind
                    )

    # -- lines

    @property
    def connection(self) -> User:
        """The line opened last."""
        if not self._lines:
            raise LookupError("no WebSocket was opened in this scenario")
        return self._lines[-1]

    def open(self, path: str, origin: str | None = None) -> None:
        """Opens a WebSocket at ``path``, as a page of ``origin`` would if one is given.

        ``{host}`` in an origin is the server's own host and port.
        """
        if origin is not None:
            origin = origin.replace("{host}", self._stage.server.address.authority)
        self._open(replace(self._entrance(path), origin=origin))

    def open_with(self, path: str, shown: str, written: str) -> None:
        """Opens a WebSocket at ``path`` with two proofs of a name, as ``proofs.proof`` knows them:
        one is shown in the header, one written in the address. The shown one counts."""
        secret = self._stage.server.secret
        (name, bearer), (other, token) = proof(shown, secret), proof(written, secret)
        whole = path if not token else f"{path}{'&' if '?' in path else '?'}token={token}"
        connect_options = replace(self._entrance(whole), name=name or other, bearer=bearer or None)
        self._open(connect_options)

    def _open(self, connect_options: ConnectOptions) -> None:
        user = self._newcomer(connect_options.path)
        self._lines.append(user)
        self._stage.try_connect(user, connect_options)

    def _newcomer(self, path: str) -> User:
        path = path.partition("token=")[0].rstrip("?&")
        label = f"I ({path})" if not self._lines else f"I ({path}, line {len(self._lines) + 1})"
        dialect = _spoken_at(path)
        if dialect is not None:
            self._stage.speaks(label, dialect)
            return self._stage.ensure_user(label)
        position = replace(self._stage.position, dialect=Echo(), journal=Journal())
        user = User(label, position)
        self._stage.elsewhere.append(user)
        return user

    def _entrance(self, path: str) -> ConnectOptions:
        query = dict(parse_qsl(path.partition("?")[2], keep_blank_values=True))
        in_path = path.partition("?")[0].removeprefix("/rooms/")
        room = query.get("room") if in_path.startswith("/") else in_path
        return ConnectOptions(query.get("user"), room, path, is_silent=True)

    def expect_established(self) -> None:
        """The last handshake was answered with 101."""
        if self.connection.rejection is not None:
            self._stage.fail(
                "I was not let in.", "status 101", str(self.connection.rejection.status)
            )

    def expect_refused(self, status: int) -> None:
        """The last handshake was answered with ``status``."""
        away = self.connection.rejection
        self.expect("The handshake was answered otherwise.", status, away.status if away else 101)

    def expect_heard(self, what: str, matches: Callable[[ReceivedEvent], bool]) -> None:
        """One of my lines hears it, the last one opened first."""
        for user in reversed(self._lines):
            if user.inbox.claim(matches) is not None:
                return
        found = self._stage.journal.wait_until(
            lambda: any(user.inbox.claim(matches) for user in reversed(self._lines)),
            self._stage.patience,
        )
        if not found:
            self._not_heard(what)

    def expect_echo(self, data: str | bytes) -> None:
        """Expect the message back, in the same kind of frame."""
        came = Message(TEXT, data) if isinstance(data, str) else Message(BINARY, data.hex())
        if (
            self.connection.inbox.wait_for(lambda received: received == came, self._stage.patience)
            is None
        ):
            self._not_heard(f"the echo of {came}")

    def expect_pong(self, payload: str) -> None:
        """A ping on my last line is answered, with its payload."""
        if not self.connection.ping(payload.encode()):
            self._stage.fail("My ping was not answered.", f"a pong with {payload!r}", "none came")

    def expect_end(self, code: int) -> None:
        """The server ends my last line with ``code``."""
        self.connection.wait_for_end()
        ended = self.connection.ended
        self.expect("My line ended otherwise.", code, ended.code if ended else "it is open")

    def _not_heard(self, what: str) -> NoReturn:
        received = ", ".join(str(h) for user in self._lines for h in user.inbox.received[-5:])
        self._stage.fail(f"I did not hear {what}.", what, received or "nothing at all")


def _spoken_at(path: str) -> Dialect | None:
    """The dialect of an address of the chat; None elsewhere."""
    return next((d for start, d in _SPOKEN.items() if path.startswith(start)), None)
