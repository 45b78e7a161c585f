"""The judge of one scenario: it applies the laws, and fails the scenario with a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from alicebob.laws import Law, RunningJudgement, Violation
from alicebob.laws.expected_event import CarryOver
from alicebob.laws.room_messages import remember
from alicebob.laws.suspects import suspects
from alicebob.model.received import ReceivedEvent
from alicebob.record.causes import anonymous, cause_of
from alicebob.record.failure_report import Failure, ReportContext, failure_report
from alicebob.record.journal import Disconnected, Journal
from alicebob.record.machine_time import MACHINE_TIME
from alicebob.servers.server_under_test import ServerUnderTest

_EXIT_NOTICED = 0.2  # seconds after which the suite knows the exit of a server that died
_LAWS_SHOWN = 3  # broken laws in one report
_MOST_LAWS = 2  # broken laws that a report adds to another failure
NEEDS: Mapping[Law, frozenset[str]] = {
    Law.ARRIVALS: frozenset({"arrivals"}),
    Law.DEPARTURES: frozenset({"departures"}),
    Law.ORDER: frozenset({"sender-order"}),
    Law.JOINING: frozenset({"history", "presence"}),
    Law.PRESENCE: frozenset({"presence"}),
    Law.HISTORY: frozenset({"history"}),
    Law.PRIVATE: frozenset({"private"}),
    Law.TYPING: frozenset({"typing"}),
    Law.ANNOUNCEMENTS: frozenset({"announcements"}),
}
"""The promises without which a law is not applied. All others are applied to every server."""


@dataclass(frozen=True, slots=True)
class ScenarioDescription:
    """A scenario's name, the requirement that it checks, and the command that runs it again.

    ``breaks``: the laws that the scenario breaks on purpose.
    """

    name: str
    requirement: str
    again: str
    breaks: frozenset[str] = frozenset()


class PromiseBroken(AssertionError):
    """A failed scenario. The text is the whole report.

    ``laws`` are the broken laws in it, ``cause`` is what failures of one cause have in common, and
    ``log`` the end of the server's output. ``suspects`` are what would fit better than facts of the
    profile.
    """

    def __init__(
        self,
        report: str,
        laws: tuple[str, ...] = (),
        cause: str = "",
        log: str = "",
        suspects: tuple[str, ...] = (),
    ) -> None:
        super().__init__(report)
        self.laws, self.cause, self.log, self.suspects = laws, cause, log, suspects


class Judge:
    """Judges one scenario by its journal."""

    def __init__(
        self,
        server: ServerUnderTest,
        journal: Journal,
        description: ScenarioDescription,
        carry_over: CarryOver,
    ) -> None:
        self.description = description
        self.more_words: Callable[[], Sequence[str]] = tuple  # about pages, for reports
        self._server = server
        self._journal = journal
        self._carry_over = carry_over
        self._judgement = RunningJudgement(carry_over)
        self._stood_still = MACHINE_TIME.stood_still
        self._known = 0  # journal entries that the violations below take into account
        self._violations: list[Violation] = []
        self._proven: list[Violation] = []  # that nothing can heal any more

    def violations(self) -> list[Violation]:
        """Return the laws that are broken by now."""
        entries = self._journal.entries
        if len(entries) != self._known:
            known, began_at = entries[:], self._journal.began_at
            self._known = len(known)
            found = self._judgement.judge(known, began_at)
            found = [each for each in found if self.applies(each.law)]
            kept = set(map(_lasting, self._proven))
            self._violations = [each for each in found if _lasting(each) not in kept]
            self._violations += self._proven
        return self._violations

    def applies(self, law: Law) -> bool:
        """Return True for a law that the server promises to keep, or that every server must."""
        facts = self._server.facts
        tells_past = law is Law.HISTORY and facts is not None and facts.history != 0
        return tells_past or NEEDS.get(law, frozenset()) <= self._server.promises

    def remember(self) -> None:
        """Keep what was said for the scenarios to come, which a wire of its own may tell again."""
        if self._carry_over.tells_past:
            entries = self._journal.entries
            remember(self._judgement.case(entries), len(entries))

    def keep_missing(self, before: int) -> None:
        """Keep what a fence has proved missing, whatever happens later.

        That is what the journal's entries ``before`` the fence demand: what was sent beside the
        fence, as the marker of a probe user, may still be on its way to somebody.
        """
        journal = self._journal
        earlier = RunningJudgement(self._carry_over).judge(
            journal.entries[:before], journal.began_at
        )
        demanded = set(map(_demand, earlier))
        missing = [each for each in self.violations() if each.may_heal]
        self._proven += [_lasting(each) for each in missing if _demand(each) in demanded]
        self._known = 0

    def fail(self, headline: str, expected: str, actual: str) -> NoReturn:
        """Raise ``PromiseBroken`` with the report, which names other broken laws, too."""
        failures = [
            Failure(self._with_exit(headline), self.description.requirement, expected, actual)
        ]
        failures += [
            _failure(f"In addition, a law of chat is broken for {violation.witness}.", violation)
            for violation in self.violations()
            if not violation.may_heal and not self._is_on_purpose(violation)
        ][:_MOST_LAWS]
        self.raise_report(failures)

    def fail_lost(self, label: str, ended: Disconnected | None, error: str) -> NoReturn:
        """Raise ``PromiseBroken``: ``label`` could not send, because the connection is lost."""
        if self._server.process is not None:
            self._server.process.wait(_EXIT_NOTICED)
        actual = error if ended is None else f"it ended with {ended.code} {ended.reason}".rstrip()
        self.fail(f"{label} could not go on.", f"the connection of {label} is open", actual)

    def fail_laws(self, violations: list[Violation]) -> NoReturn:
        """Raise ``PromiseBroken`` with the report on broken laws."""
        headline = "A law of chat is broken for {}."
        self.raise_report(
            [_failure(self._with_exit(headline.format(v.witness)), v) for v in violations]
        )

    def expect_laws(self) -> None:
        """Raise ``PromiseBroken`` with the report if laws are broken by now, and not on purpose."""
        self._server.expect_driver(is_asked=False)
        broken = self.unexpected()
        if broken:
            self.fail_laws(broken[:_LAWS_SHOWN])

    def expect_nothing_broken(self) -> None:
        """Raise ``PromiseBroken`` if laws are broken in a way that nothing can heal any more."""
        broken = [each for each in self.unexpected() if not each.may_heal]
        if broken:
            self.fail_laws(broken[:_LAWS_SHOWN])

    def expect_nothing_proven(self) -> None:
        """Raise ``PromiseBroken`` if a fence has proved already that something is missing: nothing
        needs to be waited for any more. What is on its way at this moment is not missing."""
        if any(not self._is_on_purpose(each) for each in self._proven):
            self._server.expect_driver(is_asked=False)
            self.expect_nothing_broken()

    def unexpected(self) -> list[Violation]:
        """Return the laws that are broken by now, and not on purpose."""
        return [each for each in self.violations() if not self._is_on_purpose(each)]

    def raise_report(self, failures: list[Failure]) -> NoReturn:
        """Raise ``PromiseBroken`` with the failures, the journal and the server's log.

        Raises ``DriverFailed`` instead if a driver that plays the users hangs, or has failed.
        """
        self._server.expect_driver(is_asked=True)
        log = self._server.output
        still = MACHINE_TIME.stood_still - self._stood_still
        context = ReportContext(
            self._journal.entries, log, self.description.again, still, self.more_words()
        )
        broken = tuple(failure.law for failure in failures if failure.law)
        report = failure_report(failures, context)
        facts = self._server.facts
        found = () if facts is None else suspects(self._journal.entries[:], facts)
        raise PromiseBroken(report, broken, self._cause(failures[0], log), log, found)

    def _cause(self, failure: Failure, log: str) -> str:
        """Return the cause of a failure: the end of the server, if it died."""
        connections = [e.connection for e in self._journal.entries if not e.connection.is_probe]
        names = {name for each in connections for name in (each.user, each.name)}
        code = self._server.unexpected_exit_code
        if code is None:
            return cause_of(failure, names)
        last_words = log.strip().splitlines()[-1:]
        return f"the server died (exit code {code}) | {anonymous(last_words, names)}"

    def _is_on_purpose(self, violation: Violation) -> bool:
        return violation.law.value in self.description.breaks

    def _with_exit(self, headline: str) -> str:
        code = self._server.unexpected_exit_code
        if code is None:
            return headline
        return f"The server died during this scenario (exit code {code}). {headline}"


def _lasting(violation: Violation) -> Violation:
    return replace(violation, may_heal=False)


def _demand(violation: Violation) -> tuple[Law, int, str, ReceivedEvent | None]:
    """Return what must be received, how often, and by whom; not how often it was by now."""
    return violation.law, violation.connection.number, violation.expected, violation.awaited


def _failure(headline: str, violation: Violation) -> Failure:
    return Failure(
        headline,
        violation.requirement,
        f"{violation.witness}: {violation.expected}",
        f"{violation.witness}: {violation.actual}",
        violation.law.value,
        violation.position,
    )
