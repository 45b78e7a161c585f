"""One scenario: its server, users and journal, and the expectations that fail it."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NoReturn

from alicebob.clients.connect_options import ConnectOptions
from alicebob.clients.context import UserContext
from alicebob.clients.user import User
from alicebob.dialects.base import Dialect
from alicebob.laws import Violation, judge
from alicebob.laws.expected_event import ExpectedEvent
from alicebob.model.received import ReceivedEvent, UserLeft
from alicebob.record.failure_report import Failure, ReportContext, failure_report
from alicebob.record.journal import Journal
from alicebob.scenario.fence import raise_fence, wait_for_answers, wait_for_pongs
from alicebob.servers.pool import ServerUnderTest
from alicebob.servers.probe import probe_name

DEATH_KNOWN = 0.2  # seconds after which the exit of a server that died is known


@dataclass(frozen=True, slots=True)
class ScenarioDescription:
    """A scenario's name, the requirement it proves, and the command that runs it again."""

    name: str
    requirement: str
    again: str
    breaks: frozenset[str] = frozenset()


class PromiseBroken(AssertionError):
    """A promise is broken; the text is the whole story, ``laws`` are the laws broken in it."""

    def __init__(self, story: str, laws: tuple[str, ...] = ()) -> None:
        super().__init__(story)
        self.laws = laws


class Scenario:
    """The steps' view of a scenario. Whatever is not as it should be is raised as a story."""

    def __init__(
        self,
        server: ServerUnderTest,
        dialect: Dialect,
        description: ScenarioDescription,
        patience: float,
        start_again: Callable[[ServerUnderTest], None] = lambda _server: None,
    ) -> None:
        self.server = server
        self.dialect = dialect
        self.description = description
        self.patience = patience
        self.journal = Journal()
        self.users: dict[str, User] = {}
        self.server_was_stopped = False
        self.loose_ends: list[
            ExpectedEvent
        ] = []  # what may be heard of lines that are in no journal
        self.elsewhere: list[User] = []  # connected, but not to the chat
        self._judged: tuple[int, list[Violation]] = (0, [])
        self._dialects: dict[str, Dialect] = {}  # of those who do not speak what all speak
        numbers = itertools.count(1)
        self.position = UserContext(
            server.address,
            dialect,
            self.journal,
            patience,
            lambda: next(numbers),
            self.lost,
            server.secret,
            server.is_described,
        )
        self.start_again = start_again

    @property
    def death(self) -> int | None:
        """The exit code of a server that ended though nobody had told it to."""
        process = self.server.process
        return None if process is None or self.server_was_stopped else process.exit_code

    def violations(self) -> list[Violation]:
        """The laws that are broken by now; worked out once as long as nothing new happens."""
        entries = self.journal.entries
        if len(entries) != self._judged[0]:
            known = entries[:]
            self._judged = len(known), judge(known, self.server.carry_over)
        return self._judged[1]

    # -- people

    def user(self, label: str) -> User:
        """Return the user called ``label``. Raise ``LookupError`` if the scenario has none."""
        if label not in self.users:
            raise LookupError(f'nobody called "{label}" has come in this scenario')
        return self.users[label]

    def speaks(self, label: str, dialect: Dialect) -> None:
        """Somebody who has not come yet will speak ``dialect``, whatever the others speak."""
        if label in self.users:
            raise LookupError(f'"{label}" has come already, and speaks as they speak')
        self._dialects[label] = dialect

    def dialect_of(self, label: str) -> Dialect:
        """Return the dialect that a user speaks, or will speak."""
        return self._dialects.get(label, self.dialect)

    def ensure_user(self, label: str, is_probe: bool = False) -> User:
        """Somebody who may come in, for the first time or once more."""
        if label not in self.users:
            self.users[label] = User(label, self.position, is_probe, self.dialect_of(label))
        return self.users[label]

    def connect_probe(self, room: str) -> User:
        """Somebody of the suite's own comes into ``room``."""
        name = probe_name()
        probe = self.ensure_user(name, is_probe=True)
        if not self.try_connect(probe, ConnectOptions(name, None if room == "lobby" else room)):
            away = probe.rejection
            self.fail("Nobody else was let in.", "a newcomer is let in", f"{away}")
        return probe

    def connect_options(
        self, user: str | None, room: str | None = None, since: str | None = None
    ) -> ConnectOptions:
        """The way in for who calls themselves ``user``; None: says nothing of a name."""
        return ConnectOptions(user, room, since=since)

    def connect(self, label: str, connect_options: ConnectOptions) -> User:
        """Somebody comes in; a refusal is a failure here."""
        user = self.ensure_user(label)
        if not self.try_connect(user, connect_options) and user.rejection is not None:
            away = user.rejection
            self.fail(
                f"{label} was not let in.",
                "the WebSocket handshake succeeds (101), and they are let in",
                f"the server answered with {away.status or ''} {away.body[:200]}",
            )
        return user

    def try_connect(self, user: User, connect_options: ConnectOptions) -> bool:
        """Somebody tries to come in; whether they were let in."""
        try:
            return user.connect(connect_options)
        except OSError as error:
            self.fail(
                f"{user.label} could not reach the chat.", "the handshake is answered", str(error)
            )

    def connected_users(self, room: str | None = None) -> list[User]:
        """Everybody who is in and hears, in ``room`` or anywhere."""
        return [
            user
            for user in self.users.values()
            if user.is_joined
            and not user.has_stopped_reading
            and user.connection is not None
            and room in (None, user.connection.room)
        ]

    def disconnect(self, label: str) -> None:
        """Somebody closes their line, and the server answers."""
        user = self.user(label)
        user.leave()
        if not user.wait_for_end():
            self.fail(f"{label} said goodbye in vain.", "the server answers a Close", "it did not")

    # -- expectations

    def expect(self, label: str, what: str, matches: Callable[[ReceivedEvent], bool]) -> None:
        """``label`` hears something that matches; once for each time this is asked."""
        user = self.user(label)
        if user.inbox.wait_for(matches, self.patience) is None:
            received = ", ".join(map(str, user.inbox.received[-5:])) or "nothing at all"
            actual = f"heard {received}; then nothing for {self.patience:g} s"
            self.fail(f"{label} did not hear {what}.", f"{label} hears {what}", actual)

    def expect_not(
        self,
        label: str,
        what: str,
        matches: Callable[[ReceivedEvent], bool],
        by: Iterable[str] = (),
    ) -> None:
        """``label`` has not heard it, and will not: proved by a fence of those who could have
        caused it (``by``; everybody who is in, if nobody named is)."""
        user = self.user(label)
        named = [self.users[name] for name in by if name in self.users]
        self.fence(
            [u for u in named if u in self.connected_users()] or self.connected_users(), user
        )
        received = user.inbox.claim(matches)
        if received is not None:
            self.fail(
                f"{label} heard {what}.", f"{label} does not hear {what}", f"heard {received}"
            )

    def fence(self, speakers: list[User], listener: User) -> None:
        """A fence that must stand: without it nothing can be told, and that is a failure too.

        Speakers in another room are heard by themselves there; then the listener speaks as well,
        so the server has been through both rooms. Where all can ping, nobody need say anything.
        """
        if all(user.dialect.is_extended for user in [*speakers, listener]):
            self._expect_no_gap(wait_for_pongs(speakers, self.journal, self.patience))
            if speakers != [listener]:
                self._expect_no_gap(wait_for_pongs([listener], self.journal, self.patience))
            return
        for some in (speakers, [listener] if listener.is_joined else []):
            listeners = list(dict.fromkeys([listener, *some]))
            self._expect_no_gap(self.raise_fence(some, listeners))

    def raise_fence(self, speakers: list[User], listeners: list[User]) -> list[tuple[User, User]]:
        """Return the pairs (speaker, listener) for which the fence proves nothing.

        Where the server limits rates, a probe user sends the markers, after every message of the
        speakers has been answered.
        """
        if self.server.carry_over.is_limited:
            missing = wait_for_answers(speakers, self.journal, self.patience)
            rooms = {user.connection.room for user in speakers if user.connection is not None}
            probes = [user for user in speakers if user.is_probe]
            speakers = probes or [self.connect_probe(room) for room in sorted(rooms)]
            if missing:
                return missing
        return raise_fence(speakers, listeners, self.journal, self.patience)

    def _expect_no_gap(self, missing: list[tuple[User, User]]) -> None:
        if missing:
            speaker, stopped_reading = missing[0]
            self.fail(
                f"{stopped_reading.label} no longer hears {speaker.label}.",
                f"what {speaker.label} says next reaches {stopped_reading.label}",
                "it did not come, so nothing can be told about what else might",
            )

    def expect_rejected(self, label: str) -> None:
        """The handshake of ``label`` was refused, with a client's error (4xx) or a busy 503."""
        away = self.user(label).rejection
        if away is None:
            self.fail(f"{label} was let in.", "the handshake is refused", "it succeeded")
        status = away.status
        if status is not None and not (400 <= status < 500 or status == 503):
            self.fail(f"{label} was refused oddly.", "a status 4xx or 503", f"{status}")

    def expect_end(self, label: str, code: int | None = None) -> None:
        """The server ends the line of ``label``, with ``code`` if one is given."""
        user = self.user(label)
        if not user.wait_for_end() or user.ended is None:
            self.fail(f"{label} is still connected.", "the server ends the line", "it is open")
        if code is not None and user.ended.code != code:
            actual = f"{user.ended.code} {user.ended.reason}".rstrip()
            self.fail(f"The line of {label} ended otherwise.", f"close code {code}", actual)

    def expect_pings(self, label: str, count: int) -> None:
        """The server asks ``label`` for a sign of life that often; it is answered."""
        user = self.user(label)
        if not user.wait_for_pings(count):
            actual = f"{user.pings_heard} pings came"
            self.fail(f"{label} is not asked for a sign of life.", f"{count} pings", actual)

    def has_heard_left(self, listener: str, name: str) -> bool:
        """Return whether ``listener`` has been told by now that ``name`` left."""
        return UserLeft(name) in self.user(listener).inbox.received

    # -- failing

    def lost(self, user: User, error: str) -> NoReturn:
        """Somebody wanted to go on, but the line is gone: that is the server's doing."""
        user.wait_for_end()
        if self.server.process is not None:
            self.server.process.wait(DEATH_KNOWN)
        end = user.ended
        actual = f"it ended with {end.code} {end.reason}".rstrip() if end is not None else error
        self.fail(f"{user.label} could not go on.", f"the line of {user.label} is open", actual)

    def fail(self, headline: str, expected: str, actual: str) -> NoReturn:
        """Raises ``PromiseBroken`` with the story so far, and the laws that are broken besides."""
        code = self.death
        if code is not None:
            headline = f"The server died during this scenario (exit code {code}). {headline}"
        failures = [Failure(headline, self.description.requirement, expected, actual)]
        found = self.violations()
        failures += [
            Failure(
                f"Besides, a law of chat is broken for {v.witness}.",
                v.requirement,
                v.expected,
                v.actual,
                v.law.value,
            )
            for v in found
            if not v.may_heal and v.law.value not in self.description.breaks
        ][:2]
        self.raise_story(failures)

    def raise_story(self, failures: list[Failure]) -> NoReturn:
        """Raises ``PromiseBroken`` with what went wrong and all that surrounds it."""
        log = self.server.process.output if self.server.process else ""
        around = ReportContext(self.journal.entries, log, self.description.again)
        raise PromiseBroken(
            failure_report(failures, around), tuple(f.law for f in failures if f.law)
        )

    def strike(self) -> None:
        """Lets go of everybody who still holds a line."""
        for user in [*self.users.values(), *self.elsewhere]:
            user.drop()
