"""The client that says "I" in wire features: it requests pages and opens WebSockets by path."""

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn, TypeVar
from urllib.parse import parse_qsl

from alicebob.actions.http_client import SWITCHING_PROTOCOLS, HttpClient
from alicebob.actions.sign_in import token_of
from alicebob.clients.client import HANDSHAKE_PATIENCES
from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.user import User
from alicebob.dialects.base import Dialect
from alicebob.dialects.echo import BINARY, TEXT, Echo
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS_BY_MESSAGE
from alicebob.dialects.plain import PLAIN
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import Message, ReceivedEvent
from alicebob.model.wire_facts import DEFAULT_ROOM
from alicebob.record.journal import Journal
from alicebob.scenario.carry_over import allow_late_leave
from alicebob.scenario.scenario import Scenario
from alicebob.transport.address import Address
from alicebob.transport.hostile import is_closed_after_endless_head, is_closed_without_reading
from alicebob.transport.raw_handshake import (
    is_closed_after_close,
    sent_behind_close,
    unfinished_handshakes,
)

_DIALECTS: dict[str, Dialect] = {"/chat": PLAIN, "/ws": EVENTS_BY_MESSAGE, "/rooms": ENVELOPE}
T = TypeVar("T")
_SHOWN = 5  # of the events that came instead


class DirectClient:
    """Connections in the first person. Those to the chat are judged by its laws."""

    def __init__(self, scenario: Scenario) -> None:
        self.http = HttpClient(scenario)
        self._scenario = scenario
        self._connections: list[User] = []
        self._behind_close: bytes | None = None
        self._left_open: list[str] = []  # TCP connections that the server should have closed

    @property
    def connection(self) -> User:
        """The connection opened last. Raises ``FeatureMistake`` before the first one."""
        if not self._connections:
            raise FeatureMistake("no WebSocket was opened in this scenario")
        return self._connections[-1]

    def request_upgrade(self, path: str, way: str) -> None:
        """Send a handshake that is wrong in the ``way`` that the feature says."""
        self.http.request_upgrade(path, way)
        self._allow_late_leave(path)

    def open(self, path: str, origin: str | None = None) -> None:
        """Open a WebSocket at ``path``, as a page of ``origin`` would if one is given.

        ``{host}`` in an origin is the server's own host and port.
        """
        if origin is not None:
            origin = origin.replace("{host}", self._scenario.server.address.authority)
        self._open(replace(_connect_options(path), origin=origin))

    def open_with(self, path: str, in_header: str, in_query: str) -> None:
        """Open a WebSocket at ``path`` with two tokens, of which the one in the header counts.

        ``actions/sign_in`` knows the tokens by these words.
        """
        secret = self._scenario.server.secret
        (name, bearer), (other, token) = token_of(in_header, secret), token_of(in_query, secret)
        whole = path if not token else f"{path}{'&' if '?' in path else '?'}token={token}"
        options = replace(_connect_options(whole), name=name or other, bearer=bearer or None)
        self._open(options)

    def close_and_stay(self, path: str) -> None:
        """Connect by hand, send Close, and wait for the server to close the TCP connection."""
        address, patience = self._scenario.server.address, self._scenario.patience
        is_over = is_closed_after_close(address, path, patience)
        self._left_open = [] if is_over else ["a connection on which both sides have sent Close"]
        self._allow_late_leave(path)

    def send_behind_close(self, path: str) -> None:
        """Connect twice by hand; leave with one connection, on which more is sent behind the
        Close, while the other keeps talking."""
        scenario = self._scenario
        try:
            self._behind_close = sent_behind_close(scenario.server.address, path, scenario.patience)
        except OSError as error:
            headline = "The server does not end a connection after both Close frames."
            scenario.judge.fail(headline, "the server closes the TCP connection", str(error))
        for _ in range(2):
            self._allow_late_leave(path)

    def expect_nothing_behind_close(self) -> None:
        """Expect that the server answered the Close, and sent nothing after that answer."""
        headline = "The server does not end with its Close frame."
        self.http.expect(headline, b"", self._behind_close)

    def start_handshakes(self) -> None:
        """Start handshakes in many ways, finish none, and wait for the server to close each."""
        self._left_open = self._play(unfinished_handshakes)

    def send_endless_head(self) -> None:
        """Send a request whose head does not end, and wait for the server to close."""
        is_closed = self._play(is_closed_after_endless_head)
        self._left_open = [] if is_closed else ["a request whose head does not end"]

    def read_no_answers(self) -> None:
        """Send requests without reading their answers, and wait for the server to close."""
        is_closed = self._play(is_closed_without_reading)
        self._left_open = [] if is_closed else ["requests whose answers nobody reads"]

    def _play(self, part: Callable[[Address, float], T]) -> T:
        """Return what ``part`` finds at the server. Fail if the server accepts no connection."""
        scenario = self._scenario
        try:
            return part(scenario.server.address, HANDSHAKE_PATIENCES * scenario.patience)
        except OSError as error:
            headline = "The server accepts no connections."
            scenario.judge.fail(headline, "it accepts connections", str(error))

    def expect_tcp_closed(self) -> None:
        """Expect that the server closed the TCP connections of the steps before."""
        if self._left_open:
            expected = "the server closes the TCP connection (RFC 6455 §7.1.1), also of a request"
            actual = "still open: " + "; ".join(self._left_open)
            self._scenario.judge.fail(
                "The server does not close the TCP connection.", expected, actual
            )

    def expect_established(self) -> None:
        """Expect that the last handshake was answered with 101."""
        rejection = self.connection.rejection
        if rejection is not None:
            self._scenario.judge.fail(
                "My connection was rejected.", "status 101", str(rejection.status)
            )

    def expect_rejected(self, status: int) -> None:
        """Expect that the last handshake was rejected, with ``status`` if the server promises which
        status it has."""
        rejection = self.connection.rejection
        self.http.expect_rejected(status, rejection.status if rejection else SWITCHING_PROTOCOLS)

    def expect_received(self, what: str, matches: Callable[[ReceivedEvent], bool]) -> None:
        """Expect a matching event on one of my connections, the latest first."""

        def has_come() -> bool:
            latest_first = reversed(self._connections)
            return any(user.inbox.claim(matches) is not None for user in latest_first)

        if not self._scenario.journal.wait_until(has_come, self._scenario.patience):
            self._fail_not_received(what)

    def expect_echo(self, data: str | bytes) -> None:
        """Expect the message back, in the same kind of frame."""
        echo = Message(TEXT, data) if isinstance(data, str) else Message(BINARY, data.hex())
        inbox, patience = self.connection.inbox, self._scenario.patience
        if inbox.wait_for(lambda received: received == echo, patience) is None:
            self._fail_not_received(f"the echo of {echo}")

    def expect_pong(self, payload: str) -> None:
        """Expect that a ping on my last connection is answered, with its payload."""
        if not self.connection.ping(payload.encode()):
            expected = f"a pong with {payload!r}"
            self._scenario.judge.fail("My ping was not answered.", expected, "none came")

    def expect_end(self, code: int) -> None:
        """Expect that the server closes my last connection with ``code``."""
        self.connection.wait_for_end()
        ended = self.connection.ended
        headline = "My connection ended with another close code."
        self.http.expect(headline, code, ended.code if ended else "it is open")

    def _open(self, options: ConnectOptions) -> None:
        user = self._new_user(options.path)
        self._connections.append(user)
        self._scenario.try_connect(user, options)

    def _new_user(self, path: str) -> User:
        path, count = path.partition("token=")[0].rstrip("?&"), len(self._connections)
        label = f"I ({path}, connection {count + 1})" if count else f"I ({path})"
        dialect = next((d for start, d in _DIALECTS.items() if path.startswith(start)), None)
        if dialect is not None:
            self._scenario.set_dialect(label, dialect)
            return self._scenario.ensure_user(label)
        context = replace(self._scenario.user_context, dialect=Echo(), journal=Journal())
        user = User(label, context)
        self._scenario.users_elsewhere.append(user)
        return user

    def _allow_late_leave(self, path: str) -> None:
        """Allow the leave notice of a user who connected outside the journal."""
        options = _connect_options(path)
        name = PLAIN.public_name(options.name)
        self._scenario.late_leaves.append(allow_late_leave(name, options.room or DEFAULT_ROOM))

    def _fail_not_received(self, what: str) -> NoReturn:
        received = ", ".join(
            str(event) for user in self._connections for event in user.inbox.received[-_SHOWN:]
        )
        self._scenario.judge.fail(f"I did not receive {what}.", what, received or "nothing at all")


def _connect_options(path: str) -> ConnectOptions:
    query = dict(parse_qsl(path.partition("?")[2], keep_blank_values=True))
    in_path = path.partition("?")[0].removeprefix("/rooms/")
    room = query.get("room") if in_path.startswith("/") else in_path
    return ConnectOptions(query.get("user"), room, path, is_silent=True)
