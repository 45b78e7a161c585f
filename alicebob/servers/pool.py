"""The servers of a run: one for all scenarios, and one for each setting in use."""

import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.dialects.base import Dialect
from alicebob.laws.expected_event import CarryOver
from alicebob.servers.probe import allow_late_departure, probe_name
from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.servers.profile import DESCRIBED, KEPT, LIMITED, OWN, Profile
from alicebob.transport.address import Address
from alicebob.transport.websocket import SocketCallbacks, UpgradeRejected, WebSocketDriver

START_PATIENCES = 10.0  # a start may take this many patiences
_SHOWN = 80  # characters of an answer
_SPENT = {OWN, KEPT}  # settings whose server serves one scenario only


@dataclass(slots=True)
class ServerUnderTest:
    """A server, and what of earlier scenarios may still be heard on it."""

    address: Address
    process: Process | None = None
    carry_over: CarryOver = field(default_factory=CarryOver)
    secret: str = ""  # with which proofs of names are signed, if they are asked for
    operator: str = ""  # the token with which one may announce, if anybody may
    is_spent: bool = False  # serves one scenario only
    is_described: bool = False  # its frames must be as the protocol's document says
    keeps_history: bool = False  # in a file


class ServerPool:
    """Starts servers as they are needed, and stops them all in the end."""

    def __init__(self, profile: Profile, dialect: Dialect, patience: float) -> None:
        self._profile = profile
        self._dialect = dialect
        self._patience = patience
        self._open: dict[str, ServerUnderTest] = {}
        self._probe = ""  # the name of who last tried whether a server is ready
        self._folder = tempfile.TemporaryDirectory(prefix="chat-under-test-")
        self._started = 0

    def server(self, setting: str) -> ServerUnderTest:
        """The server for a setting, started if there is none. Raises ``ServerDidNotStart``."""
        server = self._open.get(setting)
        if server is not None and (server.process is None or server.process.exit_code is None):
            return server
        server = self._attach() if self._profile.address else self._start(setting)
        server.is_described = DESCRIBED in self._profile.promises
        self._open[setting] = server
        return server

    def forsake(self, server: ServerUnderTest) -> None:
        """Stops a server that is not to be used again; one that ran before is left alone."""
        if server.process is not None:
            server.process.stop()
            self._open = {k: t for k, t in self._open.items() if t is not server}

    def start_again(self, server: ServerUnderTest) -> None:
        """Starts a server that has ended, where it was. Raises ``ServerDidNotStart``."""
        if server.process is None:
            raise LookupError("only a server that the suite started can be started again by it")
        server.process.start()
        self._wait_until_ready(server.process, server.secret)
        server.carry_over.late_departures.append(allow_late_departure(self._probe))

    def close(self) -> None:
        """Stops all servers, and removes what they kept."""
        for server in self._open.values():
            if server.process is not None:
                server.process.stop()
        self._folder.cleanup()

    def _attach(self) -> ServerUnderTest:
        address = self._profile.address
        assert address is not None
        try:
            self._approach("", address)
        except OSError as error:
            why = error.strerror or str(error)
            raise ServerDidNotStart(f"No chat answers at {self._profile.name}: {why}.") from None
        return ServerUnderTest(
            address, None, CarryOver([allow_late_departure(self._probe)], knows_all=False)
        )

    def _start(self, setting: str) -> ServerUnderTest:
        environment = self._environment(setting)
        secret, operator = (
            environment.get("CHAT_AUTH_SECRET"),
            environment.get("CHAT_OPERATOR_TOKEN"),
        )
        process = Process(self._profile.command, environment)
        self._wait_until_ready(process, secret or "")
        carry_over = CarryOver([allow_late_departure(self._probe)], proves_names=bool(secret))
        carry_over.is_limited = setting in LIMITED
        server = ServerUnderTest(process.address, process, carry_over, secret or "", operator or "")
        server.is_spent = setting in _SPENT
        server.keeps_history = "CHAT_HISTORY" in environment
        return server

    def _environment(self, setting: str) -> dict[str, str]:
        """The server's environment, with a folder of its own where one is wanted."""
        profile = self._profile
        environment = profile.setting(setting) if setting else profile.environment
        self._started += 1
        folder = Path(self._folder.name) / str(self._started)
        folder.mkdir()
        return {key: value.replace("{folder}", str(folder)) for key, value in environment.items()}

    def _wait_until_ready(self, process: Process, secret: str) -> None:
        approach = partial(self._approach, secret)
        process.wait_until_ready(approach, START_PATIENCES * self._patience)

    def _approach(self, secret: str, address: Address) -> None:
        """Comes in and goes again. Raises ``OSError`` that says why it could not."""
        self._probe = probe_name()
        driver = WebSocketDriver(SocketCallbacks(lambda *_: None, lambda *_: None), self._patience)
        wanted = self._dialect.subprotocol
        path = path_of(ConnectOptions(self._probe), self._dialect, secret)
        try:
            driver.connect(address, path, subprotocols=[wanted] if wanted else None)
        except UpgradeRejected as answered:
            where = self._dialect.path("NAME", None)
            said = " ".join(answered.body.split())[:_SHOWN]
            raise ConnectionError(
                f"the WebSocket handshake at {where} was answered with {answered.status} {said!r}, "
                "not with 101"
            ) from None
        driver.hang_up()
