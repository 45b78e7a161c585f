"""One run of behave: its options, the servers it started, what it judged and what it did not."""

import math
import shlex
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness import curtain
from harness.address import Address
from harness.dialects import by_name
from harness.drivers.socket import Ears, NotUpgraded, SocketDriver
from harness.launcher import Process, ServerDidNotStart
from harness.profile import OWN, PROMISES, BadOption, Profile, from_options
from harness.stage import Scene, Stage, Theatre
from harness.verdicts import BROKEN, KEPT, NOT_PROMISED, Verdict, Verdicts

DEFAULT_PATIENCE = 2.0  # seconds without any news
START_PATIENCES = 10.0  # a start may take this many patiences
OPTIONS = {
    "profile": "a name in profiles/, or a path to a TOML file [reference]",
    "server": "the command of the server under test; {port} in it, and PORT in its environment",
    "url": "http://HOST:PORT of a server that runs already",
    "promises": "what that server promises, with commas between [core]",
    "patience": "seconds without any news after which something is taken not to come [2]",
    "verdicts": "a file for the verdicts, one JSON object a line",
    "enough": "so many broken scenarios are enough: the rest is not judged",
}
"""What may stand after behave's ``-D``, as ``-D NAME=VALUE``."""


class NothingJudged(AssertionError):
    """The run came to its end, and nothing was judged: that is no success."""


@dataclass(frozen=True, slots=True)
class Told:
    """What behave knows of a scenario."""

    name: str
    location: str
    requirement: str
    tags: frozenset[str]

    def after(self, prefix: str) -> list[str]:
        """The tags that begin with ``prefix``, without it."""
        return sorted(tag.removeprefix(prefix) for tag in self.tags if tag.startswith(prefix))


class Suite:
    """Holds the servers of a run: one for all scenarios, and one for each setting in use."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Raises ``BadOption`` with a sentence for options that make no sense."""
        unknown = sorted(set(options) - set(OPTIONS))
        if unknown:
            known = "".join(f"\n  -D {name}=  {what}" for name, what in OPTIONS.items())
            raise BadOption(f"unknown option -D {unknown[0]}; known are{known}")
        self._options = dict(options)
        self.patience = _patience(options.get("patience"))
        self.profile: Profile = from_options(options)
        self._dialect = by_name(self.profile.dialect)
        self._theatres: dict[str, Theatre] = {}
        self._began = time.monotonic()
        self._verdicts = _verdicts(options.get("verdicts"))
        self._enough = _enough(options.get("enough"))
        self._judged = 0
        self._broken = 0
        self._probe = ""  # the name of who last tried whether a server is ready
        self._not_promised: Counter[str] = Counter()

    def open(self) -> None:
        """Makes sure that the server is there. Raises ``ServerDidNotStart``."""
        self._theatre("")

    def unpromised(self, told: Told) -> str | None:
        """Why this scenario is not to be judged; None if it is."""
        if self._broken >= self._enough:
            return f"not judged: {self._broken} broken scenarios are enough"
        asked = told.after("promise.")
        if not asked:
            raise BadOption(f"{told.location}: a scenario must say which @promise.… it checks")
        missing = [name for name in asked if name not in self.profile.promises]
        if not missing:
            return None
        self._not_promised[missing[0]] += 1
        self._verdicts.write(Verdict(told.location, told.name, NOT_PROMISED))
        return f"not promised: {missing[0]} ({PROMISES[missing[0]]})"

    def begin(self, told: Told) -> Stage:
        """The stage for a scenario, with a server that runs."""
        setting = next(iter(told.after("setting.")), "")
        theatre = self._theatre(setting)
        again = " ".join(["behave", told.location, *self._given_options()])
        scene = Scene(told.name, told.requirement, again, frozenset(told.after("breaks.")))
        return Stage(theatre, self._dialect, scene, self.patience)

    def end(self, stage: Stage, told: Told, *, passed: bool, laws: tuple[str, ...]) -> None:
        """Lets go of what the scenario held. A server on which one failed is not used again."""
        self._judged += 1
        self._broken += not passed
        self._verdicts.write(Verdict(told.location, told.name, KEPT if passed else BROKEN, laws))
        stage.strike()
        is_spent = stage.theatre.is_spent or not passed
        if is_spent and stage.theatre.process is not None:
            stage.theatre.process.stop()
            self._theatres = {k: t for k, t in self._theatres.items() if t is not stage.theatre}

    def close(self) -> str:
        """Stops the servers; returns what is to be said of the run. Raises ``NothingJudged``."""
        for theatre in self._theatres.values():
            if theatre.process is not None:
                theatre.process.stop()
        summary = self._summary()
        if not self._judged:
            raise NothingJudged(
                f"{summary}\nNo scenario was judged, so nothing is proved. Check the paths, names "
                "and tags that were given, and what the server promises (-D promises=)."
            )
        return summary

    def _summary(self) -> str:
        seconds = time.monotonic() - self._began
        judged = f"{self._judged} scenarios judged in {seconds:.1f} s"
        lines = [f"Server under test: {self.profile.name}; {judged}."]
        for promise, count in sorted(self._not_promised.items()):
            plural = "" if count == 1 else "s"
            lines.append(
                f"Not promised: {promise} – {PROMISES[promise]} ({count} scenario{plural})"
            )
        return "\n".join(lines)

    def _theatre(self, setting: str) -> Theatre:
        """The server for a setting, started if there is none."""
        theatre = self._theatres.get(setting)
        if theatre is not None and (theatre.process is None or theatre.process.exit_code is None):
            return theatre
        self._theatres[setting] = self._attach() if self.profile.address else self._start(setting)
        return self._theatres[setting]

    def _attach(self) -> Theatre:
        address = self.profile.address
        assert address is not None
        if not self._is_ready(address):
            path = self._dialect.path(None, None)
            raise ServerDidNotStart(f"No WebSocket handshake succeeds at {self.profile.name}{path}")
        return Theatre(address, None, [curtain.excuse(self._probe)])

    def _start(self, setting: str) -> Theatre:
        environment = self.profile.setting(setting) if setting else self.profile.environment
        process = Process(self.profile.command, environment)
        process.wait_until_ready(self._is_ready, START_PATIENCES * self.patience)
        excused = [curtain.excuse(self._probe)]
        return Theatre(process.address, process, excused, is_spent=setting == OWN)

    def _is_ready(self, address: Address) -> bool:
        self._probe = curtain.usher_name()
        driver = SocketDriver(Ears(lambda *_: None, lambda *_: None), self.patience)
        try:
            driver.connect(address, self._dialect.path(self._probe, None))
        except (OSError, NotUpgraded):
            return False
        driver.hang_up()
        return True

    def _given_options(self) -> Iterable[str]:
        for name, value in self._options.items():
            yield f"-D {name}={shlex.quote(value)}"


def _verdicts(path: str | None) -> Verdicts:
    try:
        return Verdicts(path)
    except OSError as error:
        raise BadOption(f"-D verdicts=: {path} cannot be written: {error.strerror}") from None


def _enough(text: str | None) -> float:
    if text is None:
        return math.inf
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text)):
        raise BadOption(f"-D enough= takes a number of scenarios from 1, not {text!r}")
    return int(text)


def _patience(text: str | None) -> float:
    if text is None:
        return DEFAULT_PATIENCE
    try:
        patience = float(text)
    except ValueError:
        patience = 0.0
    if not 0 < patience <= 600:
        raise BadOption(f"-D patience= takes seconds, as 2 or 0.5, not {text!r}")
    return patience
