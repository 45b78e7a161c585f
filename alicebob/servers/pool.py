"""The servers of a run: one for all scenarios, and one for each setting in use."""

import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from alicebob.clients.connect_options import Entrance, path_of
from alicebob.dialects import Dialect
from alicebob.laws.expected_event import House
from alicebob.servers.probe import excuse, usher_name
from alicebob.servers.process import Process, ServerDidNotStart
from alicebob.servers.profile import DESCRIBED, KEPT, LIMITED, OWN, Profile
from alicebob.transport.address import Address
from alicebob.transport.websocket import Ears, NotUpgraded, SocketDriver

START_PATIENCES = 10.0  # a start may take this many patiences
_SHOWN = 80  # characters of an answer
_SPENT = {OWN, KEPT}  # settings whose server serves one scenario only


@dataclass(slots=True)
class Theatre:
    """A server, and what of earlier scenarios may still be heard on it."""

    address: Address
    process: Process | None = None
    house: House = field(default_factory=House)
    secret: str = ""  # with which proofs of names are signed, if they are asked for
    operator: str = ""  # the token with which one may announce, if anybody may
    is_spent: bool = False  # serves one scenario only
    is_described: bool = False  # its frames must be as the protocol's document says
    keeps_history: bool = False  # in a file


class Theatres:
    """Starts servers as they are needed, and stops them all in the end."""

    def __init__(self, profile: Profile, dialect: Dialect, patience: float) -> None:
        self._profile = profile
        self._dialect = dialect
        self._patience = patience
        self._open: dict[str, Theatre] = {}
        self._probe = ""  # the name of who last tried whether a server is ready
        self._folder = tempfile.TemporaryDirectory(prefix="chat-under-test-")
        self._started = 0

    def theatre(self, setting: str) -> Theatre:
        """The server for a setting, started if there is none. Raises ``ServerDidNotStart``."""
        theatre = self._open.get(setting)
        if theatre is not None and (theatre.process is None or theatre.process.exit_code is None):
            return theatre
        theatre = self._attach() if self._profile.address else self._start(setting)
        theatre.is_described = DESCRIBED in self._profile.promises
        self._open[setting] = theatre
        return theatre

    def forsake(self, theatre: Theatre) -> None:
        """Stops a server that is not to be used again; one that ran before is left alone."""
        if theatre.process is not None:
            theatre.process.stop()
            self._open = {k: t for k, t in self._open.items() if t is not theatre}

    def start_again(self, theatre: Theatre) -> None:
        """Starts a server that has ended, where it was. Raises ``ServerDidNotStart``."""
        if theatre.process is None:
            raise LookupError("only a server that the suite started can be started again by it")
        theatre.process.start()
        self._wait_until_ready(theatre.process, theatre.secret)
        theatre.house.excused.append(excuse(self._probe))

    def close(self) -> None:
        """Stops all servers, and removes what they kept."""
        for theatre in self._open.values():
            if theatre.process is not None:
                theatre.process.stop()
        self._folder.cleanup()

    def _attach(self) -> Theatre:
        address = self._profile.address
        assert address is not None
        try:
            self._approach("", address)
        except OSError as error:
            why = error.strerror or str(error)
            raise ServerDidNotStart(f"No chat answers at {self._profile.name}: {why}.") from None
        return Theatre(address, None, House([excuse(self._probe)], knows_all=False))

    def _start(self, setting: str) -> Theatre:
        environment = self._environment(setting)
        secret, operator = (
            environment.get("CHAT_AUTH_SECRET"),
            environment.get("CHAT_OPERATOR_TOKEN"),
        )
        process = Process(self._profile.command, environment)
        self._wait_until_ready(process, secret or "")
        house = House([excuse(self._probe)], proves_names=bool(secret))
        house.is_limited = setting in LIMITED
        theatre = Theatre(process.address, process, house, secret or "", operator or "")
        theatre.is_spent = setting in _SPENT
        theatre.keeps_history = "CHAT_HISTORY" in environment
        return theatre

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
        self._probe = usher_name()
        driver = SocketDriver(Ears(lambda *_: None, lambda *_: None), self._patience)
        wanted = self._dialect.subprotocol
        path = path_of(Entrance(self._probe), self._dialect, secret)
        try:
            driver.connect(address, path, subprotocols=[wanted] if wanted else None)
        except NotUpgraded as answered:
            where = self._dialect.path("NAME", None)
            said = " ".join(answered.body.split())[:_SHOWN]
            raise ConnectionError(
                f"the WebSocket handshake at {where} was answered with {answered.status} {said!r}, "
                "not with 101"
            ) from None
        driver.hang_up()
