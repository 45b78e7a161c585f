"""One run of behave: its options, the scenarios that it judges, and its summary."""

import math
import shlex
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alicebob.dialects.registry import DIALECTS, by_name
from alicebob.record.verdicts import (
    BROKEN,
    KEPT,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    Verdict,
    Verdicts,
)
from alicebob.runner.tags import check_tags
from alicebob.scenario.carry_over import CarryOvers
from alicebob.scenario.judge import ScenarioDescription
from alicebob.scenario.scenario import Scenario
from alicebob.servers.pool import ServerPool
from alicebob.servers.profile import BadOption, Profile, from_options
from alicebob.servers.promises import PROMISES

DEFAULT_PATIENCE = 2.0  # seconds without any news
OPTIONS = {
    "profile": "a name in profiles/, or a path to a TOML file [reference]",
    "server": "the command of the server under test, with {port}, or PORT in its environment",
    "url": "http://HOST:PORT of a running server",
    "promises": "the promises of that server, separated by commas [core]",
    "dialect": "the dialect of users for whom a feature names none: plain, events, envelope",
    "patience": "seconds without any news after which the suite stops waiting [2]",
    "verdicts": "a file for the verdicts, one JSON object per line",
    "enough": "stop after this number of broken scenarios",
    "again": "the command that runs a scenario again, with {scenario} for its place",
}
"""The options that behave's ``-D`` takes, as ``-D NAME=VALUE``."""


class NothingJudged(AssertionError):
    """Raised at the end of a run that judged no scenario: such a run proves nothing."""


@dataclass(frozen=True, slots=True)
class ScenarioInfo:
    """A scenario, as behave describes it; ``is_bound`` if it names its own dialects."""

    name: str
    location: str
    requirement: str
    tags: frozenset[str]
    is_bound: bool = False

    def after(self, prefix: str) -> list[str]:
        """Return the tags that begin with ``prefix``, without the prefix."""
        return sorted(tag.removeprefix(prefix) for tag in self.tags if tag.startswith(prefix))


class Suite:
    """Chooses the scenarios to judge, starts their servers, and keeps the verdicts."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Read the options. Raises ``BadOption`` with a sentence for invalid options."""
        unknown = sorted(set(options) - set(OPTIONS))
        if unknown:
            known = "".join(f"\n  -D {name}=  {what}" for name, what in OPTIONS.items())
            raise BadOption(f"unknown option -D {unknown[0]}; known are{known}")
        self._options = dict(options)
        self.patience = _patience(options.get("patience"))
        self.profile: Profile = from_options(options)
        self._dialect = by_name(self.profile.dialect)
        self._pool = ServerPool(self.profile, self._dialect, self.patience)
        self._carry_overs = CarryOvers()
        self._began = self._scenario_began = time.monotonic()
        self._verdicts = _verdicts(options.get("verdicts"))
        self._enough = _enough(options.get("enough"))
        self._judged = 0
        self._broken = 0
        self._not_promised: Counter[str] = Counter()
        self._not_for_dialect = 0

    def open(self) -> None:
        """Start the server, or connect to it. Raises ``ServerDidNotStart``."""
        self._pool.server("")

    def unpromised(self, info: ScenarioInfo) -> str | None:
        """Return the reason for which this scenario is not judged; None if it is judged.

        Raises ``FeatureMistake`` for a tag that the suite does not know.
        """
        check_tags(info.location, info.tags)
        if self._broken >= self._enough:
            return f"not judged: {self._broken} broken scenarios are enough"
        asked = info.after("promise.")
        if not asked:
            raise BadOption(f"{info.location}: a scenario must say which @promise.… it checks")
        missing = [name for name in asked if name not in self.profile.promises]
        if missing:
            self._not_promised[missing[0]] += 1
            self._verdicts.write(Verdict(info.location, info.name, NOT_PROMISED))
            return f"not promised: {missing[0]} ({PROMISES[missing[0]]})"
        if self._is_for_another_dialect(info):
            self._not_for_dialect += 1
            self._verdicts.write(Verdict(info.location, info.name, NOT_FOR_THIS_DIALECT))
            return f"not for the dialect {self._dialect.name}"
        return None

    def _is_for_another_dialect(self, info: ScenarioInfo) -> bool:
        """Return True for a scenario that is for other dialects only.

        With ``-D dialect=`` that includes scenarios that name their dialects themselves.
        """
        only = info.after("only.")
        return self._dialect.name not in (only or DIALECTS) or (
            info.is_bound and self._dialect.name != "plain" and "dialect" in self._options
        )

    def begin(self, info: ScenarioInfo) -> Scenario:
        """Return the scenario object for a scenario, with a running server."""
        self._scenario_began = time.monotonic()
        setting = next(iter(info.after("setting.")), "")
        server = self._pool.server(setting)
        description = ScenarioDescription(
            info.name, info.requirement, self._again(info), frozenset(info.after("breaks."))
        )
        spoken = next(iter(info.after("dialect.")), None)
        dialect = self._dialect if spoken is None else by_name(spoken)
        carry_over = self._carry_overs.of(server)
        return Scenario(
            server, dialect, description, self.patience, carry_over, self._pool.start_again
        )

    def end(
        self, scenario: Scenario, info: ScenarioInfo, *, passed: bool, laws: tuple[str, ...]
    ) -> None:
        """Close what the scenario left open. A server on which a scenario failed is not used
        again."""
        self._judged += 1
        self._broken += not passed
        seconds = round(time.monotonic() - self._scenario_began, 3)
        outcome = KEPT if passed else BROKEN
        self._verdicts.write(Verdict(info.location, info.name, outcome, laws, seconds))
        scenario.drop_connections()
        if scenario.server.is_spent or not passed:
            self._pool.discard(scenario.server)

    def stop_servers(self) -> None:
        """Stop the servers of a run that ends before its time."""
        self._pool.close()

    def close(self) -> str:
        """Stop the servers, and return the summary of the run. Raises ``NothingJudged``."""
        self._pool.close()
        summary = self._summary()
        if not self._judged:
            raise NothingJudged(
                f"{summary}\nNo scenario was judged, so nothing is proved. Check the paths, names "
                "and tags that were given, and what the server promises (-D promises=)."
            )
        return summary

    def _summary(self) -> str:
        seconds = time.monotonic() - self._began
        judged = f"{_scenarios(self._judged)} judged in {seconds:.1f} s"
        lines = [f"Server under test: {self.profile.name}; {judged}."]
        if self._broken >= self._enough:
            lines.append(f"Stopped there: {_scenarios(self._broken)} broken, as -D enough= wants.")
        for promise, count in sorted(self._not_promised.items()):
            lines.append(f"Not promised: {promise} – {PROMISES[promise]} ({_scenarios(count)})")
        if self._not_for_dialect:
            name, count = self._dialect.name, self._not_for_dialect
            lines.append(f"Not for the dialect {name}: {_scenarios(count)}")
        return "\n".join(lines)

    def _again(self, info: ScenarioInfo) -> str:
        """Return the command that runs a scenario again."""
        if "again" in self._options:
            return self._options["again"].replace("{scenario}", info.location)
        return " ".join(["behave", info.location, *self._given_options()])

    def _given_options(self) -> Iterable[str]:
        for name, value in self._options.items():
            yield f"-D {name}={shlex.quote(value)}"


def _scenarios(count: int) -> str:
    return f"{count} scenario" if count == 1 else f"{count} scenarios"


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
