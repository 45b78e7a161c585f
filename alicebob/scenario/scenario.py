"""One scenario, as steps see it: its server, its users and its clock."""

import contextlib
import itertools
import threading
from collections.abc import Callable, Iterable

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.user import User
from alicebob.dialects.base import Dialect
from alicebob.laws.expected_event import CarryOver, ExpectedEvent
from alicebob.model.feature_mistake import FeatureMistake, way_out
from alicebob.model.wire_facts import DEFAULT_ROOM
from alicebob.record.journal import Journal
from alicebob.scenario.carry_over import new_carry_over
from alicebob.scenario.judge import Judge, ScenarioDescription
from alicebob.scenario.placement import Placement
from alicebob.scenario.players import Players
from alicebob.servers.addresses import new_address
from alicebob.servers.node import Node
from alicebob.servers.probe import new_probe_name
from alicebob.servers.server_under_test import ServerUnderTest


class Scenario:
    """A scenario that is being played. ``patience`` is in seconds without any news.

    ``carry_over`` is what the suite knows of the server from earlier scenarios; ``start_again``
    starts a server that has ended.
    """

    def __init__(
        self,
        server: ServerUnderTest,
        dialect: Dialect,
        description: ScenarioDescription,
        patience: float,
        carry_over: CarryOver | None = None,
        start_again: Callable[[ServerUnderTest], None] = lambda _server: None,
        players: Players | None = None,
    ) -> None:
        self.server = server
        self.dialect = dialect
        self.patience = patience
        self.start_again = start_again
        self.carry_over = carry_over or new_carry_over(server, dialect)
        self.journal = Journal()
        self.judge = Judge(server, self.journal, description, self.carry_over)
        self.users: dict[str, User] = {}
        self.users_elsewhere: list[User] = []  # connected to something else than the chat
        self.late_leaves: list[ExpectedEvent] = []  # of connections that are in no journal
        self.placement = Placement(server.nodes)
        self._players = players or Players()
        self._dialects: dict[str, Dialect] = {}  # of users who do not speak ``dialect``
        self._addresses: dict[str, str] = {}  # of users who share one
        self._one_by_one = threading.Lock()
        numbers = itertools.count(1)
        self.user_context = UserContext(
            server.address,
            dialect,
            self.journal,
            patience,
            lambda: next(numbers),
            self.judge.fail_lost,
            server.secret,
            server.is_described,
            server.has_exact_keys,
            server.form,
            lambda label: self.placement.node_of(label).address,
        )

    def user(self, label: str) -> User:
        """Return the user called ``label``. Raise ``FeatureMistake`` if the scenario has none."""
        if label not in self.users:
            way = way_out(label, self.users)
            raise FeatureMistake(f'no user called "{label}" has connected in this scenario{way}')
        return self.users[label]

    def ensure_user(self, label: str, is_probe: bool = False) -> User:
        """Return the user called ``label``, created if the scenario has none."""
        if label not in self.users:
            dialect = self.dialect if is_probe else self.dialect_of(label)
            address = self._address_of(label)
            self.placement.node_of(label)  # in turn, before threads connect several at once
            self.users[label] = User(label, self.user_context, is_probe, dialect, address)
        return self.users[label]

    def set_dialect(self, label: str, dialect: Dialect) -> None:
        """Have ``label``, who has not connected yet, speak ``dialect``."""
        if label in self.users:
            raise FeatureMistake(f'"{label}" has connected already, in another dialect')
        self._dialects[label] = dialect

    def use_browser(self, label: str) -> None:
        """Have ``label``, who has not connected yet, use the chat's page in a browser."""
        if self._players.paged is None:
            raise FeatureMistake("the profile has no [page], so nobody can use a browser")
        self.set_dialect(label, self._players.paged)

    @property
    def crowd(self) -> int:
        """The number of users with sockets, because there are enough users on pages."""
        return self._players.crowd

    def share_address(self, labels: Iterable[str]) -> None:
        """Have ``labels``, who have not connected yet, connect from one address."""
        self._addresses.update(dict.fromkeys(labels, new_address()))

    def _address_of(self, label: str) -> str:
        if not self.server.is_proxied:
            return ""
        return self._addresses.get(label) or new_address()

    def dialect_of(self, label: str) -> Dialect:
        """Return the dialect that a user speaks, or will speak."""
        named = self._dialects.get(label)
        return named or self._players.dialect(label) or self.dialect

    def connected_users(self, room: str | None = None) -> list[User]:
        """Return the users who have joined and read, in ``room`` or in any room."""
        return [
            user
            for user in self.users.values()
            if user.is_joined
            and not user.has_stopped_reading
            and user.connection is not None
            and room in (None, user.connection.room)
        ]

    def connect_options(
        self, user: str | None, room: str | None = None, since: str | None = None
    ) -> ConnectOptions:
        """Return the options of a user who connects as ``user``; None sends no name."""
        return ConnectOptions(user, room, since=since)

    def connect(self, label: str, connect_options: ConnectOptions) -> User:
        """Connect ``label``. Fail if the server rejects them."""
        user = self.ensure_user(label)
        if not self.try_connect(user, connect_options) and user.rejection is not None:
            self.judge.fail(
                f"{label} could not connect.",
                "the WebSocket handshake succeeds (101), and the user joins",
                f"{label} {user.rejection}",
            )
        return user

    def try_connect(self, user: User, connect_options: ConnectOptions) -> bool:
        """Connect ``user``; return False if the server rejects them. Fail without an answer."""
        try:
            with self._one_by_one if user.dialect.gives_names else contextlib.nullcontext():
                return user.connect(connect_options)
        except OSError as error:
            headline = f"{user.label} could not reach the server."
            self.judge.fail(headline, "the server answers the handshake", str(error))

    def connect_probe(self, room: str, node: Node | None = None) -> User:
        """Connect a probe user, who belongs to the suite, to ``room``; on ``node``, or on the next
        server in turn."""
        name = new_probe_name()
        if node is not None:
            self.placement.put(name, node)
        probe = self.ensure_user(name, is_probe=True)
        if not self.try_connect(
            probe, ConnectOptions(name, None if room == DEFAULT_ROOM else room)
        ):
            headline = "The server rejected a further user."
            self.judge.fail(headline, "a further user can connect", f"it {probe.rejection}")
        return probe

    def disconnect(self, label: str) -> None:
        """Close the connection of ``label``. Fail if the server does not answer the Close."""
        user = self.user(label)
        user.leave()
        if not user.wait_for_end():
            headline = f"The server did not answer the Close frame of {label}."
            self.judge.fail(headline, "the server answers a Close frame", "it did not")

    def drop_connections(self) -> None:
        """Drop every connection that is still open."""
        for user in [*self.users.values(), *self.users_elsewhere]:
            user.drop()
