"""The start of a server under test: its services, then all its nodes, each until it is ready."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.dialects.base import Dialect
from alicebob.servers.node import Node
from alicebob.servers.other_answers import AnsweredOtherwise, Answers, answered_otherwise
from alicebob.servers.probe import new_probe_name
from alicebob.servers.process import FirstTalkFailed, Process, ServerDidNotStart, new_port
from alicebob.servers.profile import Profile
from alicebob.servers.readiness import USUAL_PATIENCE
from alicebob.servers.service import RunningService, filled
from alicebob.transport.address import Address
from alicebob.transport.upgrade import UpgradeRejected
from alicebob.transport.websocket import SocketCallbacks

_SILENT = (
    "it accepts connections, and answers no handshake. Is it still starting? Then say in its "
    "profile how it tells that it is ready: ready, and perhaps start_seconds."
)


class ServerStart:
    """Starts what a profile describes. ``began`` has each process that was started, so that they
    can be stopped when a later one does not start."""

    def __init__(self, profile: Profile, dialect: Dialect, patience: float) -> None:
        self._profile = profile
        self._dialect = dialect
        self._patience = patience
        self.began: list[Process] = []

    def services(self, folder: Path) -> tuple[RunningService, ...]:
        """Start the services; each has a folder in ``folder``. Raises ``ServerDidNotStart``."""
        found = []
        for number, service in enumerate(self._profile.cluster.services, 1):
            own = folder / f"service-{number}"
            own.mkdir()
            running = RunningService(service, new_port(), own, self._patience)
            self.began.append(running.process)
            found.append(running)
        return tuple(found)

    def nodes(
        self, environment: Mapping[str, str], fill: Mapping[str, str], secret: str
    ) -> tuple[Node, ...]:
        """Start all nodes, and wait until each is ready; ``fill`` is what stands for the
        placeholders of the command. Raises ``ServerDidNotStart``."""
        nodes = tuple(self._begin(environment, fill) for _ in range(self._profile.nodes))
        for node in nodes:
            self.wait_until_ready(node, secret)
        return nodes

    def attach(self, address: Address) -> Node:
        """Return a node that runs already. Raises ``ServerDidNotStart``."""
        node = Node(address)
        try:
            self._approach("", node)
        except AnsweredOtherwise as answer:
            raise FirstTalkFailed(f"The first talk failed: {answer}") from None
        except OSError as error:
            why, name = error.strerror or str(error), self._profile.name
            raise ServerDidNotStart(f"No chat answers at {name}: {why}.") from None
        return node

    def wait_until_ready(self, node: Node, secret: str) -> None:
        """Wait until a user can connect to a node that was started. Raises
        ``ServerDidNotStart``."""
        process, readiness, answers = node.process, self._profile.readiness, self._answers()
        assert process is not None
        self._dialect.begin_anew()

        def approach(_bare: Address) -> None:
            was_printed = process.output_log.was_awaited_line_printed
            readiness.check(node.address, was_printed, self._patience)
            try:
                self._approach(secret, node)
            except OSError as error:
                if not answers.is_final(error):
                    raise
                why = _SILENT if isinstance(error, TimeoutError) else error
                raise FirstTalkFailed(process.account(f"The first talk failed: {why}")) from None

        process.wait_until_ready(approach, readiness.deadline(self._patience))

    def _begin(self, environment: Mapping[str, str], fill: Mapping[str, str]) -> Node:
        profile = self._profile
        process = Process(
            filled(profile.command, fill),
            environment,
            profile.folder,
            awaited_line=profile.readiness.line,
        )
        self.began.append(process)
        return Node(
            replace(process.address, origin=profile.origin, headers=profile.headers), process
        )

    def _answers(self) -> Answers:
        """Return the answers of a new server; one that has said that it is ready must mean it."""
        return Answers(0.0 if self._profile.readiness.is_told else self._patience)

    def _approach(self, secret: str, node: Node) -> None:
        """Connect and disconnect a probe user. Raises ``OSError`` with the reason if it cannot."""
        node.probe_name = name = new_probe_name()
        address, ended = node.address, threading.Event()
        callbacks = SocketCallbacks(lambda *_: None, lambda *_: ended.set())
        driver = self._dialect.transport(callbacks, self._patience)
        path = path_of(ConnectOptions(name), self._dialect, secret)
        try:
            driver.connect(address, self._dialect.handshake(path, name, None, 0))
        except UpgradeRejected as answered:
            status, body = answered.status, answered.body
            raise answered_otherwise(status, body, address, self._dialect) from None
        driver.send_close()
        # The first users must not hear of it, by whatever name. Not every server answers a Close.
        ended.wait(min(self._patience, USUAL_PATIENCE))
        driver.abandon()
