"""The servers of a run: one for all scenarios, and one for each setting in use."""

import tempfile
from pathlib import Path

from alicebob.dialects.base import Dialect
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.servers.profile import Profile
from alicebob.servers.server_start import ServerStart
from alicebob.servers.server_under_test import ServerUnderTest
from alicebob.servers.settings import KEPT, LIMITED, SPENT


class ServerPool:
    """Starts servers as they are needed, and stops them all in the end."""

    def __init__(self, profile: Profile, dialect: Dialect, patience: float) -> None:
        self._profile = profile
        self._dialect = dialect
        self._patience = patience
        self._open: dict[str, ServerUnderTest] = {}
        self._failures: dict[str, ServerDidNotStart] = {}  # by setting
        self.notes: list[str] = []  # what was odd about the end of servers, in sentences
        self._folder = tempfile.TemporaryDirectory(prefix="chat-under-test-")
        self._started = 0

    def server(self, setting: str) -> ServerUnderTest:
        """Return the server for a setting, started if necessary. Raises ``ServerDidNotStart``.

        A setting with which the server did not start is not tried again: each try takes long.
        """
        server = self._open.get(setting)
        if server is not None:
            if all(process.exit_code is None for process in server.processes):
                return server
            self._stop(server.processes)  # what it started may still run
        if setting in self._failures:
            raise self._failures[setting]
        if self._profile.driver is not None:
            self._profile.driver.patience = self._patience
            self._profile.driver.start()
        try:
            server = self._attach() if self._profile.addresses else self._start(setting)
        except ServerDidNotStart as failure:
            self._failures[setting] = failure
            raise
        described = self._profile.described
        server.promises, server.driver = self._profile.possible, self._profile.driver
        server.form = self._profile.form
        server.facts = described.facts if described is not None else None
        self._open[setting] = server
        return server

    def discard(self, server: ServerUnderTest) -> None:
        """Stop a server that no scenario uses again, unless it ran before the suite."""
        if server.processes:
            self._stop(server.processes)
            self._open = {k: t for k, t in self._open.items() if t is not server}

    def start_again(self, server: ServerUnderTest) -> None:
        """Start the nodes of a server that have ended, at their addresses. Raises
        ``ServerDidNotStart``."""
        if server.process is None:
            raise FeatureMistake("the suite can start again only a server that it started")
        started = [(node, node.process) for node in server.nodes if node.process is not None]
        ended = [(node, process) for node, process in started if process.exit_code is not None]
        for _, process in ended:
            process.start()
        start = ServerStart(self._profile, self._dialect, self._patience)
        for node, process in ended:
            try:
                start.wait_until_ready(node, server.secret)
            except BaseException:  # an interruption, too
                self._stop([process])
                raise
            node.was_stopped = False
        server.was_stopped = False

    def close(self) -> None:
        """Stop all servers, and remove their files."""
        for server in self._open.values():
            self._stop(server.processes)
        if self._profile.driver is not None:
            self._profile.driver.stop()
        self._folder.cleanup()

    def _stop(self, processes: list[Process]) -> None:
        for process in processes:
            process.stop()
            if process.stop_note and process.stop_note not in self.notes:
                self.notes.append(process.stop_note)

    def _attach(self) -> ServerUnderTest:
        start = ServerStart(self._profile, self._dialect, self._patience)
        nodes = tuple(start.attach(address) for address in self._profile.addresses)
        return ServerUnderTest(nodes, ran_before=True)

    def _start(self, setting: str) -> ServerUnderTest:
        start = ServerStart(self._profile, self._dialect, self._patience)
        folder = self._new_folder()
        try:
            services = start.services(folder)
            ports = {_port_name(n): str(s.process.address.port) for n, s in enumerate(services, 1)}
            fill = {**ports, "{folder}": str(folder)}
            environment = self._environment(setting, fill)
            secret = environment.get("CHAT_AUTH_SECRET", "")
            nodes = start.nodes(environment, fill, secret)
        except BaseException:  # an interruption, too
            self._stop(start.began[::-1])
            raise
        return ServerUnderTest(
            nodes,
            services,
            secret,
            environment.get("CHAT_OPERATOR_TOKEN", ""),
            is_limited=setting in LIMITED,
            is_proxied="CHAT_TRUSTED_PROXY" in environment,
            is_spent=setting in SPENT,
            keeps_history=setting == KEPT,
            node_timeout=self._profile.cluster.node_timeout,
        )

    def _new_folder(self) -> Path:
        """Return a folder for a new server alone."""
        self._started += 1
        folder = Path(self._folder.name) / str(self._started)
        folder.mkdir()
        return folder

    def _environment(self, setting: str, fill: dict[str, str]) -> dict[str, str]:
        """Return the environment of a new server, with its placeholders replaced."""
        profile = self._profile
        environment = dict(profile.setting(setting) if setting else profile.environment)
        for placeholder, text in fill.items():
            environment = {k: v.replace(placeholder, text) for k, v in environment.items()}
        return environment


def _port_name(number: int) -> str:
    """Return the placeholder for the port of a service, which are counted from 1."""
    return "{service_port}" if number == 1 else f"{{service_{number}_port}}"
