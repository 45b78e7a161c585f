"""One run of behave: its options, the scenarios that it judges, and its summary."""

import shlex
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from alicebob.dialects.base import Dialect
from alicebob.dialects.registry import DIALECTS, by_name
from alicebob.record.junit import write_junit
from alicebob.record.summary import Run, summary
from alicebob.record.verdicts import (
    BROKEN,
    NO_SERVICE,
    NOT_FOR_THIS_DIALECT,
    NOT_PROMISED,
    NOT_STARTED,
    Verdict,
    proves_nothing,
)
from alicebob.runner import options as given_options
from alicebob.runner.endings import Ending
from alicebob.runner.pages import Pages
from alicebob.runner.services import missing_service, tried
from alicebob.runner.tagged_scenario import ScenarioInfo
from alicebob.runner.tags import DESCRIBED_WIRE, ONE_SERVER, check_tags
from alicebob.scenario.carry_over import CarryOvers
from alicebob.scenario.first_talk import FirstTalk
from alicebob.scenario.judge import ScenarioDescription
from alicebob.scenario.scenario import Scenario
from alicebob.servers.marked_scenarios import Standing, names_of
from alicebob.servers.pool import ServerPool
from alicebob.servers.process import ServerDidNotStart
from alicebob.servers.profile import BadOption, Profile
from alicebob.servers.profile_options import from_options
from alicebob.servers.progress import print_progress
from alicebob.servers.promises import LATE, LEVELS, PROMISES, given
from alicebob.servers.server_under_test import ServerUnderTest
from alicebob.transport.visitor import Screen, VisitorTab
from alicebob.transport.visitor_network import VisitorNetwork

_TIMEOUTS = 2  # time-outs of servers for which the suite waits until one counts as gone


class NothingJudged(AssertionError):
    """Raised at the end of a run that judged no scenario: such a run proves nothing."""


class Suite:
    """Chooses the scenarios to judge, starts their servers, and keeps the verdicts."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Read the options. Raises ``BadOption`` with a sentence for invalid options."""
        given_options.check_names(options)
        self._options = dict(options)
        self.patience = given_options.patience(options.get("patience"))
        self.profile: Profile = from_options(options)
        described = self.profile.described
        self._dialect: Dialect = described or by_name(self.profile.dialect)
        self.patience += described.facts.delay if described is not None else 0.0
        folder = Path(options.get("pages", "alicebob-pages"))
        self._pages = Pages(
            self.profile, given_options.via(options.get("via")), self.patience, folder
        )
        self._missing_service = missing_service(self.profile)
        self._pool = ServerPool(self.profile, self._dialect, self.patience)
        page = self.profile.page
        self._carry_overs = CarryOvers(page is not None and page.tells_past)
        self._began = self._scenario_began = time.monotonic()
        self._verdicts = given_options.verdicts(options.get("verdicts"))
        self._junit = given_options.junit_folder(options.get("junit"))
        self._enough = given_options.enough(options.get("enough"))
        self._has_first_talk = given_options.first_talk(options.get("first_talk"))
        self._broken = 0

    @property
    def notes(self) -> Sequence[str]:
        """Sentences about servers whose end was odd."""
        return self._pool.notes

    def open(self) -> None:
        """Start the server, or connect to it, and hold a first talk. Raises
        ``ServerDidNotStart``. Without a service that it needs, nothing is started."""
        if self._missing_service is not None:
            return
        try:
            server = self._pool.server("")
            if self._has_first_talk:
                carry_over = self._carry_overs.of(server, self._dialect)
                FirstTalk(server, self._dialect, self.patience, carry_over).hold()
        except KeyboardInterrupt:
            print_progress("Interrupted during the start of the server, which was stopped.")
            raise
        except ServerDidNotStart as failure:
            seconds = round(time.monotonic() - self._began, 3)
            self._verdicts.write(
                Verdict("", failure.step, NOT_STARTED, (), seconds, why=str(failure))
            )
            self._write_junit()
            self._pool.close()
            raise

    def check_marks(self, names: Collection[str]) -> None:
        """Raise ``BadOption`` if the profile marks a scenario that is not among ``names``."""
        try:
            self.profile.marks.check(names, self.profile.sentences)
        except ValueError as error:
            raise BadOption(f"{self._options.get('profile')}: {error}") from None

    def standing(self, info: ScenarioInfo) -> Standing:
        """Return the standing of a scenario, by the marks of the profile."""
        missing = set(self._asked(info)) - self.profile.promises
        return self.profile.marks.standing(names_of(info.name, info.location), missing)

    def why_known(self, info: ScenarioInfo) -> str:
        """Return the why of a known failure, "" for any other scenario."""
        return self.profile.marks.why(names_of(info.name, info.location)) or ""

    def unpromised(self, info: ScenarioInfo) -> str | None:
        """Return the reason for which this scenario is not judged; None if it is judged.

        Raises ``FeatureMistake`` for a tag that the suite does not know.
        """
        self._scenario_began = time.monotonic()
        check_tags(info.location, info.tags, self.profile.sentences)
        if self._broken >= self._enough:
            return f"not judged: {self._broken} broken scenarios are enough"
        asked = self._asked(info)
        missing = self._missing(info, asked)
        if missing:
            return self._leave_out(info, missing)
        if self._is_for_another_dialect(info):
            why = f"not for {self.profile.wire}"
            self._write(info, Ending(NOT_FOR_THIS_DIALECT, why), asked)
            return why
        return self._not_played(info, asked)

    def _not_played(self, info: ScenarioInfo, asked: Collection[str]) -> str | None:
        """Return the reason for which a scenario is not run: a service is missing, or it is not
        played through pages."""
        service = self._missing_service
        if service is not None:
            why = f"no {service.name}: {tried(service)}"
            self._write(info, Ending(NO_SERVICE, why), asked)
            return f"{NO_SERVICE}: {why}"
        limits = info.after("socket.")
        is_bound = info.is_bound and not info.is_for_pages
        found = self._pages.why_not(asked, limits, is_bound, info.uses_browser)
        if found is None:
            return None
        self._write(info, Ending(found.verdict, found.why), asked)
        return f"{found.verdict}: {found.why}"

    def _asked(self, info: ScenarioInfo) -> list[str]:
        """Return the promises that a scenario needs, in the order in which they are listed.

        One without a promise tag, such as a team's own, needs none.
        """
        own, tags = self.profile.own_promises, set(info.after("promise."))
        asked = given(tags & {*LEVELS, *PROMISES}) | (own.keys() & tags)
        return [name for name in self.profile.sentences if name in asked]

    def _missing(self, info: ScenarioInfo, asked: Collection[str]) -> str | None:
        """Return the promise for lack of which a scenario is not judged; None if it is judged."""
        profile = self.profile
        absent = [name for name in asked if name not in profile.promises]
        if self.standing(info) is Standing.AHEAD:
            absent = []
        impossible = [name for name in asked if name in profile.impossible]
        return next(iter([*impossible, *absent]), None)

    def _leave_out(self, info: ScenarioInfo, promise: str) -> str:
        """Write that a scenario is not judged, and return the reason."""
        fact = self.profile.impossible.get(promise, "")
        why = f"not promised: {promise} ({self.profile.sentences[promise]})"
        self._write(info, Ending(NOT_PROMISED, why, fact), [promise])
        return f"{why}, because {fact}" if fact else why

    def _is_for_another_dialect(self, info: ScenarioInfo) -> bool:
        """Return True for a scenario that is for other dialects only.

        With ``-D dialect=`` that includes scenarios that name their dialects themselves.
        """
        only = info.after("only.")
        if self.profile.described is not None:
            is_bound = info.is_bound and DESCRIBED_WIRE not in info.after("dialect.")
            return is_bound or (bool(only) and DESCRIBED_WIRE not in only)
        return self._dialect.name not in (only or DIALECTS) or (
            info.is_bound and self._dialect.name != "plain" and "dialect" in self._options
        )

    def begin(self, info: ScenarioInfo) -> Scenario:
        """Return the scenario object for a scenario, with a running server."""
        setting = next(iter(info.after("setting.")), "")
        server = self._pool.server(setting)
        description = ScenarioDescription(
            info.name, info.requirement, self._again(info), frozenset(info.after("breaks."))
        )
        spoken = [name for name in info.after("dialect.") if name != DESCRIBED_WIRE]
        is_own = not spoken or self.profile.described is not None
        dialect = self._dialect if is_own else by_name(spoken[0])
        carry_over = self._carry_overs.of(server, self._dialect)
        scenario = Scenario(
            server,
            dialect,
            description,
            self._patience_of(info, server),
            carry_over,
            self._pool.start_again,
            self._pages.players(),
        )
        if ONE_SERVER in info.after("servers."):
            scenario.placement.stay_on_one()
        scenario.judge.more_words = lambda: self._pages.words(info.location)
        return scenario

    def visit(self, label: str, network: VisitorNetwork, screen: Screen) -> VisitorTab:
        """Return a tab of the browser, in which a scenario drives the page itself."""
        return self._pages.visit(label, network, screen)

    def _patience_of(self, info: ScenarioInfo, server: ServerUnderTest) -> float:
        """Return the patience of a scenario, which is larger where the end of a server is noticed
        late: servers that were busy themselves may wait for another one longer than they say."""
        is_late = any(promise in LATE for promise in self._asked(info))
        later = _TIMEOUTS * server.node_timeout if is_late else 0.0
        return self.patience * self._pages.more_patient(info.uses_browser) + later

    def end(self, scenario: Scenario | None, info: ScenarioInfo, ending: Ending | None) -> None:
        """Write the verdict, unless the scenario was interrupted, and close what it left open.

        A server on which a scenario failed, or could not tell, is not used again. A ``scenario``
        that could not begin is None.
        """
        if ending is not None:
            self._broken += ending.verdict == BROKEN
            crowd = 0 if scenario is None else scenario.crowd
            self._write(info, ending, self._asked(info), crowd)
        if scenario is None:
            return
        scenario.drop_connections()
        if scenario.server.is_spent or ending is None or not ending.is_kept:
            self._pool.discard(scenario.server)

    def interrupt(self, scenario: Scenario) -> None:
        """End a scenario that was interrupted, without a verdict."""
        scenario.drop_connections()
        self._pool.discard(scenario.server)

    def stop_servers(self) -> None:
        """Stop the servers of a run that ends before its time."""
        self._pool.close()

    def _write(
        self, info: ScenarioInfo, ending: Ending, promises: Collection[str], crowd: int = 0
    ) -> None:
        seconds = round(time.monotonic() - self._scenario_began, 3)
        fields = {**asdict(ending), "promises": tuple(promises), "seconds": seconds}
        self._verdicts.write(Verdict(info.location, info.name, crowd=crowd, **fields))

    def close(self, *, is_interrupted: bool = False) -> str:
        """Stop the servers, write the JUnit file, and return the summary of the run. Raises
        ``NothingJudged``."""
        self._pool.close()
        self._pages.close()
        self._write_junit()
        run = Run(
            self.profile.name,
            time.monotonic() - self._began,
            self.profile.wire,
            self.profile.sentences,
            self._enough,
            self.profile.facts,
        )
        told = "\n".join([summary(self._verdicts.all, run), *self.notes])
        if is_interrupted:
            return f"{told}\nThe run was interrupted. All servers that it started have ended."
        if proves_nothing(self._verdicts.all):
            raise NothingJudged(
                f"\n{told}\nNo scenario was judged, so nothing is proved. Check the paths, names "
                "and tags that were given, and what the server promises (-D promises=)."
            )
        return told

    def _write_junit(self) -> None:
        if self._junit is not None:
            seconds = time.monotonic() - self._began
            write_junit(self._junit, self._verdicts.all, self.profile.name, seconds)

    def _again(self, info: ScenarioInfo) -> str:
        """Return the command that runs a scenario again."""
        if "again" in self._options:
            return self._options["again"].replace("{scenario}", info.location)
        return " ".join(["behave", info.location, *self._given_options()])

    def _given_options(self) -> Iterable[str]:
        for name, value in self._options.items():
            yield f"-D {name}={shlex.quote(value)}"
