"""The server under test, while it runs."""

from dataclasses import dataclass

from alicebob.dialects.own_form import Form
from alicebob.model.facts import Facts
from alicebob.servers.driver_process import DriverProcess
from alicebob.servers.node import Node
from alicebob.servers.process import Process
from alicebob.servers.promises import DESCRIBED, EXACT_KEYS, NOT_FOUND, ORDER, STRICT_HANDSHAKE
from alicebob.servers.service import RunningService
from alicebob.transport.address import Address


@dataclass(slots=True)
class ServerUnderTest:
    """A chat: the server that serves it, or several of them (nodes), and the facts about it.

    ``secret`` signs sign-in tokens, and ``operator`` is the token for announcements; "" without
    them. ``facts`` are those of its profile; None for a server that speaks a dialect of the suite.
    ``node_timeout``: seconds until the users of a node that died are told as left.
    """

    nodes: tuple[Node, ...]
    services: tuple[RunningService, ...] = ()
    secret: str = ""
    operator: str = ""
    is_limited: bool = False  # it has a rate limit
    is_proxied: bool = False  # it believes the suite which address a user has
    is_spent: bool = False  # it serves one scenario only
    promises: frozenset[str] = frozenset()
    keeps_history: bool = False  # in a file
    ran_before: bool = False  # the suite has not started it
    was_stopped: bool = False  # by the scenario
    facts: Facts | None = None
    driver: DriverProcess | None = None  # plays the users
    form: Form | None = None  # of its frames, by a document of its own
    node_timeout: float = 0.0

    @property
    def address(self) -> Address:
        """The address of the first node."""
        return self.nodes[0].address

    @property
    def process(self) -> Process | None:
        """The process of the first node."""
        return self.nodes[0].process

    @property
    def node_processes(self) -> list[Process]:
        """The processes of the nodes that the suite has started."""
        return [node.process for node in self.nodes if node.process is not None]

    @property
    def processes(self) -> list[Process]:
        """The processes that the suite has started: those of the nodes, then the services."""
        return [*self.node_processes, *(service.process for service in self.services)]

    @property
    def is_store_away(self) -> bool:
        """True while a service of the chat does not answer, because the scenario wants it so."""
        return any(service.is_away for service in self.services)

    @property
    def shares_one_order(self) -> bool:
        """True unless several nodes serve the chat, and do not promise one order for all."""
        return len(self.nodes) == 1 or ORDER in self.promises

    @property
    def output(self) -> str:
        """The output of all nodes, as far as the suite knows it, and of the driver."""
        ours = [process.output for process in self.node_processes]
        printed = ours[0] if len(ours) == 1 else _numbered(ours)
        driver = self.driver.output.strip() if self.driver is not None else ""
        return f"{printed}\nThe driver printed\n{driver}" if driver else printed

    def expect_driver(self, *, is_asked: bool) -> None:
        """Raise ``DriverFailed`` if the driver has failed; if it ``is_asked``, also if it hangs."""
        if self.driver is not None and is_asked:
            self.driver.check()
        elif self.driver is not None:
            self.driver.expect_no_failure()

    @property
    def is_described(self) -> bool:
        """True if its frames must match the protocol's document."""
        return DESCRIBED in self.promises

    @property
    def has_exact_keys(self) -> bool:
        """True if its frames have no keys that their dialect does not define."""
        return EXACT_KEYS in self.promises

    @property
    def has_strict_handshake(self) -> bool:
        """True if it rejects a handshake with the status that the protocol gives for the reason."""
        return STRICT_HANDSHAKE in self.promises

    @property
    def answers_not_found(self) -> bool:
        """True if a path that leads nowhere is answered with 404."""
        return NOT_FOUND in self.promises

    @property
    def unexpected_exit_code(self) -> int | None:
        """The exit code of a node that ended without being stopped; None if none has."""
        if self.was_stopped:
            return None
        running = (n.process for n in self.nodes if n.process is not None and not n.was_stopped)
        codes = (process.exit_code for process in running)
        return next((code for code in codes if code is not None), None)


def _numbered(outputs: list[str]) -> str:
    """Return the outputs of several nodes, one below the other."""
    parts = (f"Server {number} printed\n{each}" for number, each in enumerate(outputs, 1))
    return "\n".join(parts)
