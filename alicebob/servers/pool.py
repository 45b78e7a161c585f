"""The servers of a run: one for all scenarios, and one for each setting in use."""

import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from alicebob.clients.connect_options import ConnectOptions, path_of
from alicebob.dialects.base import Dialect
from alicebob.dialects.own_form import Form
from alicebob.model.facts import Facts
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.servers.driver_process import DriverProcess
from alicebob.servers.other_answers import AnsweredOtherwise, Answers, answered_otherwise
from alicebob.servers.probe import new_probe_name
from alicebob.servers.process import FirstTalkFailed, Process, ServerDidNotStart
from alicebob.servers.profile import Profile
from alicebob.servers.promises import DESCRIBED, EXACT_KEYS, NOT_FOUND, STRICT_HANDSHAKE
from alicebob.servers.readiness import USUAL_PATIENCE
from alicebob.servers.settings import KEPT, LIMITED, LIMITED_BY_NAME, OWN
from alicebob.transport.address import Address
from alicebob.transport.upgrade import UpgradeRejected
from alicebob.transport.websocket import SocketCallbacks

_SILENT = (
    "it accepts connections, and answers no handshake. Is it still starting? Then say in its "
    "profile how it tells that it is ready: ready, and perhaps start_seconds."
)
_SPENT = {OWN, KEPT, LIMITED_BY_NAME}  # settings whose server serves one scenario only


@dataclass(slots=True)
class ServerUnderTest:
    """A server, and the facts about it.

    ``secret`` signs sign-in tokens, and ``operator`` is the token for announcements; "" without
    them. ``probe_name`` is the name of the user who tried last whether the server was ready.
    ``facts`` are those of its profile; None for a server that speaks a dialect of the suite.
    """

    address: Address
    process: Process | None = None
    secret: str = ""
    operator: str = ""
    probe_name: str = ""
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

    @property
    def output(self) -> str:
        """The output of the server, as far as the suite knows it, and of its driver."""
        printed = self.process.output if self.process is not None else ""
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
        """The exit code of a server that ended without being stopped; None if it has not."""
        return None if self.process is None or self.was_stopped else self.process.exit_code


class ServerPool:
    """Starts servers as they are needed, and stops them all in the end."""

    def __init__(self, profile: Profile, dialect: Dialect, patience: float) -> None:
        self._profile = profile
        self._dialect = dialect
        self._patience = patience
        self._open: dict[str, ServerUnderTest] = {}
        self._failures: dict[str, ServerDidNotStart] = {}  # by setting
        self._probe_name = ""  # of the user who tried last whether a server was ready
        self.notes: list[str] = []  # what was odd about the end of servers, in sentences
        self._folder = tempfile.TemporaryDirectory(prefix="chat-under-test-")
        self._started = 0

    def server(self, setting: str) -> ServerUnderTest:
        """Return the server for a setting, started if necessary. Raises ``ServerDidNotStart``.

        A setting with which the server did not start is not tried again: each try takes long.
        """
        server = self._open.get(setting)
        if server is not None:
            if server.process is None or server.process.exit_code is None:
                return server
            self._stop(server.process)  # what it started may still run
        if setting in self._failures:
            raise self._failures[setting]
        if self._profile.driver is not None:
            self._profile.driver.patience = self._patience
            self._profile.driver.start()
        try:
            server = self._attach() if self._profile.address else self._start(setting)
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
        if server.process is not None:
            self._stop(server.process)
            self._open = {k: t for k, t in self._open.items() if t is not server}

    def start_again(self, server: ServerUnderTest) -> None:
        """Start a server that has ended, at its address. Raises ``ServerDidNotStart``."""
        if server.process is None:
            raise FeatureMistake("the suite can start again only a server that it started")
        server.process.start()
        self._wait_until_ready(server.process, server.address, server.secret)
        server.probe_name, server.was_stopped = self._probe_name, False

    def close(self) -> None:
        """Stop all servers, and remove their files."""
        for server in self._open.values():
            if server.process is not None:
                self._stop(server.process)
        if self._profile.driver is not None:
            self._profile.driver.stop()
        self._folder.cleanup()

    def _stop(self, process: Process) -> None:
        process.stop()
        if process.stop_note and process.stop_note not in self.notes:
            self.notes.append(process.stop_note)

    def _attach(self) -> ServerUnderTest:
        address = self._profile.address
        assert address is not None
        try:
            self._approach("", address)
        except AnsweredOtherwise as answer:
            raise FirstTalkFailed(f"The first talk failed: {answer}") from None
        except OSError as error:
            why = error.strerror or str(error)
            raise ServerDidNotStart(f"No chat answers at {self._profile.name}: {why}.") from None
        return ServerUnderTest(address, probe_name=self._probe_name, ran_before=True)

    def _start(self, setting: str) -> ServerUnderTest:
        environment = self._environment(setting)
        secret = environment.get("CHAT_AUTH_SECRET", "")
        operator = environment.get("CHAT_OPERATOR_TOKEN", "")
        profile = self._profile
        process = Process(
            profile.command, environment, profile.folder, awaited_line=profile.readiness.line
        )
        address = replace(process.address, origin=profile.origin, headers=profile.headers)
        self._wait_until_ready(process, address, secret)
        return ServerUnderTest(
            address,
            process,
            secret,
            operator,
            self._probe_name,
            is_limited=setting in LIMITED,
            is_proxied="CHAT_TRUSTED_PROXY" in environment,
            is_spent=setting in _SPENT,
            keeps_history="CHAT_HISTORY" in environment,
        )

    def _environment(self, setting: str) -> dict[str, str]:
        """Return the environment of a new server; ``{folder}`` becomes a folder of its own."""
        profile = self._profile
        environment = profile.setting(setting) if setting else profile.environment
        self._started += 1
        folder = Path(self._folder.name) / str(self._started)
        folder.mkdir()
        return {key: value.replace("{folder}", str(folder)) for key, value in environment.items()}

    def _wait_until_ready(self, process: Process, address: Address, secret: str) -> None:
        readiness, answers = self._profile.readiness, self._answers()
        self._dialect.begin_anew()

        def approach(_bare: Address) -> None:
            was_printed = process.output_log.was_awaited_line_printed
            readiness.check(address, was_printed, self._patience)
            try:
                self._approach(secret, address)
            except OSError as error:
                if not answers.is_final(error):
                    raise
                why = _SILENT if isinstance(error, TimeoutError) else error
                raise FirstTalkFailed(process.account(f"The first talk failed: {why}")) from None

        try:
            process.wait_until_ready(approach, readiness.deadline(self._patience))
        except BaseException:  # an interruption, too
            self._stop(process)
            raise

    def _answers(self) -> Answers:
        """Return the answers of a new server; one that has said that it is ready must mean it."""
        return Answers(0.0 if self._profile.readiness.is_told else self._patience)

    def _approach(self, secret: str, address: Address) -> None:
        """Connect and disconnect a probe user. Raises ``OSError`` with the reason if it cannot."""
        self._probe_name = new_probe_name()
        ended = threading.Event()
        callbacks = SocketCallbacks(lambda *_: None, lambda *_: ended.set())
        driver = self._dialect.transport(callbacks, self._patience)
        path = path_of(ConnectOptions(self._probe_name), self._dialect, secret)
        try:
            driver.connect(address, self._dialect.handshake(path, self._probe_name, None, 0))
        except UpgradeRejected as answered:
            status, body = answered.status, answered.body
            raise answered_otherwise(status, body, address, self._dialect) from None
        driver.send_close()
        # The first users must not hear of it, by whatever name. Not every server answers a Close.
        ended.wait(min(self._patience, USUAL_PATIENCE))
        driver.abandon()
