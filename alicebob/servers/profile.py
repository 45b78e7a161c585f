"""The server under test, as a profile or the command line describes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alicebob.dialects.by_facts import ByFacts
from alicebob.dialects.own_form import Form
from alicebob.model.feature_mistake import look_up
from alicebob.servers.driver_process import DriverProcess
from alicebob.servers.marked_scenarios import Marks
from alicebob.servers.promises import PROMISES, given
from alicebob.servers.readiness import HANDSHAKE, Readiness
from alicebob.servers.service import Service
from alicebob.servers.settings import SETTINGS
from alicebob.transport.address import Address
from alicebob.wires.page import ChatPage


class BadOption(ValueError):
    """Raised for an invalid option or profile, with a sentence that says what is valid."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The servers (``nodes``) that together serve one chat, and the services that they share.

    ``node_timeout`` is the number of seconds after which the users of a node that died are told as
    left.
    """

    nodes: int = 1
    services: tuple[Service, ...] = ()
    node_timeout: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The command or the address of a server (exactly one of them), and its promises.

    ``described`` is its wire, unless it speaks a ``dialect`` of the suite. ``own_promises`` are
    those of the team, with their sentences; ``impossible`` the promises that a fact of the server
    rules out, each with the fact. A command runs in ``folder``, None for the current one. Each
    request to the server it starts has the ``headers``, and each handshake the ``origin``; an
    ``address`` has its own. A ``driver`` plays the users, unless the suite speaks the wire itself.
    ``form`` is that of its frames, by a document of its own. ``facts`` are those of its wire in
    words, by their names, each with the place where it stands. ``page`` is what a browser shows.
    ``other_addresses`` are those of further nodes that run already, and ``settings`` take the place
    of the suite's, by their names.
    """

    name: str
    command: tuple[str, ...] = ()
    address: Address | None = None
    dialect: str = "plain"
    promises: frozenset[str] = given(["core"])
    environment: Mapping[str, str] = field(default_factory=dict)
    described: ByFacts | None = None
    own_promises: Mapping[str, str] = field(default_factory=dict)
    impossible: Mapping[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=Marks)
    readiness: Readiness = HANDSHAKE
    folder: Path | None = None
    origin: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    driver: DriverProcess | None = None
    form: Form | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    page: ChatPage | None = None
    cluster: Cluster = Cluster()
    other_addresses: tuple[Address, ...] = ()
    settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The addresses of all nodes that run already; empty for a command."""
        return () if self.address is None else (self.address, *self.other_addresses)

    @property
    def nodes(self) -> int:
        """The number of servers that together serve the chat."""
        return len(self.addresses) or self.cluster.nodes

    @property
    def sentences(self) -> Mapping[str, str]:
        """The sentences of all promises, the suite's and the team's own."""
        return {**PROMISES, **self.own_promises}

    @property
    def possible(self) -> frozenset[str]:
        """The promises without those that a fact of the server makes impossible."""
        return self.promises - self.impossible.keys()

    @property
    def wire(self) -> str:
        """The wire of users, in words: one that the profile describes, or a dialect."""
        if self.described is not None:
            return f"the wire of {self.described.name}"
        return f"the dialect {self.dialect}"

    def setting(self, name: str) -> Mapping[str, str]:
        """Return the environment of a server for scenarios with this setting. Raises
        ``FeatureMistake``."""
        return {**self.environment, **look_up({**SETTINGS, **self.settings}, name, "setting")}
