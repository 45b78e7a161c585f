"""Expectations of one user: events, their absence, a rejection, or an end."""

from collections.abc import Callable, Iterable

from alicebob.clients.user import User
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.feature_mistake import look_up
from alicebob.model.received import (
    PastMessage,
    ReceivedEvent,
    Rejected,
    TypingChanged,
    UserJoined,
    UserLeft,
    is_news,
)
from alicebob.model.shown_text import shorten
from alicebob.record.journal import MessageSent
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario

_GOING_AWAY, _RESTARTING = 1001, 1012
_SHOWN = 5  # of the events that came instead


def expect(
    scenario: Scenario,
    label: str,
    what: str,
    matches: Callable[[ReceivedEvent], bool],
    patiences: float = 1.0,
) -> ReceivedEvent:
    """Expect that ``label`` receives an event that matches, and return it; each call takes another
    one.

    The wait ends when nothing has arrived for ``patiences`` times the patience of the scenario.
    """
    scenario.judge.expect_nothing_proven()
    user, patience = scenario.user(label), patiences * scenario.patience
    event = user.inbox.wait_for(matches, patience)
    if event is None:
        received = ", ".join(map(str, _without_markers(user)[-_SHOWN:])) or "nothing at all"
        actual = f"received {received}; then nothing for {patience:g} s"
        scenario.judge.fail(f"{label} did not receive {what}.", f"{label} receives {what}", actual)
    return event


def expect_not(
    scenario: Scenario,
    label: str,
    what: str,
    matches: Callable[[ReceivedEvent], bool],
    by: Iterable[str] = (),
) -> None:
    """Expect that ``label`` has not received a matching event, and never will.

    A fence of the users who could have caused it (``by``; all connected users, if none of them is
    connected) proves it. The late leave of a client of an earlier scenario does not count, nor the
    arrival of a probe user.
    """
    scenario.judge.expect_nothing_proven()
    user, connected = scenario.user(label), scenario.connected_users()
    named = [scenario.users[name] for name in by if name in scenario.users]
    expect_fence(scenario, [each for each in named if each in connected] or connected, user)
    ours: list[ReceivedEvent] = [event.received for event in scenario.carry_over.late_departures]
    ours += _arrivals_of_probes(scenario, user)
    while (received := user.inbox.claim(matches)) is not None:
        if received not in ours:
            actual = f"received {received}"
            scenario.judge.fail(
                f"{label} received {what}.", f"{label} does not receive {what}", actual
            )
        ours.remove(received)


def _arrivals_of_probes(scenario: Scenario, reader: User) -> list[ReceivedEvent]:
    """Return how ``reader`` is told of the probe users that fences have brought into the room."""
    probes = [user.connection for user in scenario.users.values() if user.is_probe]
    here = reader.connection
    told = [
        reader.dialect.join_of(probe.name)
        for probe in probes
        if probe is not None and here is not None and probe.room == here.room
    ]
    return [each for each in told if each is not None]


def expect_message(
    scenario: Scenario, label: str, sender: str, text: str, patiences: float = 1.0
) -> None:
    """Expect that ``label`` receives the message ``text`` from ``sender``, as the wire shows it.

    The connection that sent it expects the receipt, or nothing, where messages do not come back.
    """
    dialect = scenario.user(label).dialect
    if not dialect.echoes and _sent_it(scenario, label, sender, text):
        receipt = dialect.receipt_of(text)
        if receipt is not None:
            expect_event(scenario, label, receipt)
        return
    told = dialect.message_from(sender, text)
    what = f"{shorten(text)} from {sender}"
    expect(scenario, label, what, lambda received: received == told, patiences)


def expect_no_message(scenario: Scenario, label: str, sender: str, text: str) -> None:
    """Expect that ``label`` never receives the message ``text`` from ``sender``."""
    told = scenario.user(label).dialect.message_from(sender, text)
    what = f"{shorten(text)} from {sender}"
    expect_not(scenario, label, what, lambda received: received == told, [sender])


def expect_notice(scenario: Scenario, label: str, what: str, name: str) -> None:
    """Expect that ``label`` receives the notice that ``name`` "joined" or "left"."""
    expect_event(scenario, label, _notice(scenario, label, what, name))


def expect_no_notice(scenario: Scenario, label: str, what: str, name: str) -> None:
    """Expect that ``label`` never receives the notice that ``name`` "joined" or "left"."""
    expect_no_event(scenario, label, _notice(scenario, label, what, name), by=[name])


def _notice(scenario: Scenario, label: str, what: str, name: str) -> UserJoined | UserLeft:
    dialect = scenario.user(label).dialect
    kinds = {"joined": dialect.join_of, "left": dialect.leave_of}
    notice = look_up(kinds, what, "notification")(name)
    if notice is None:
        raise CouldNotTell(f"whether {name} {what}", "this server tells nobody of it")
    return notice


def _sent_it(scenario: Scenario, label: str, sender: str, text: str) -> bool:
    """Return True if ``sender`` is the last connection of ``label``, and it has sent ``text``."""
    connection = scenario.user(label).connection
    if connection is None or connection.name != sender:
        return False
    entries = scenario.journal.entries
    own = (each.what for each in entries if each.connection.number == connection.number)
    return any(isinstance(what, MessageSent) and what.text == text for what in own)


def expect_event(scenario: Scenario, label: str, event: ReceivedEvent) -> None:
    """Expect that ``label`` receives this event."""
    expect(scenario, label, str(event), lambda received: received == event)


def expect_no_event(
    scenario: Scenario, label: str, event: ReceivedEvent, by: Iterable[str] = ()
) -> None:
    """Expect that ``label`` never receives this event, which ``by`` could have caused."""
    expect_not(scenario, label, str(event), lambda received: received == event, by)


def expect_none(scenario: Scenario, label: str, what: str, *kinds: type[ReceivedEvent]) -> None:
    """Expect that ``label`` never receives an event of these kinds."""
    expect_not(scenario, label, what, lambda received: isinstance(received, kinds))


def expect_nothing(scenario: Scenario, label: str) -> None:
    """Expect that ``label`` receives nothing about anybody, but that users on pages are typing: a
    page tells that by itself, and each marker of a fence is typed."""
    on_pages = [user for user in scenario.users.values() if user.dialect.shows_typing]
    typists = {user.connection.name for user in on_pages if user.connection is not None}

    def is_unexpected(received: ReceivedEvent) -> bool:
        is_typed = isinstance(received, TypingChanged) and received.name in typists
        return is_news(received) and not is_typed

    expect_not(scenario, label, "something", is_unexpected)


def expect_rejected(scenario: Scenario, label: str) -> None:
    """Expect that the handshake of ``label`` was rejected, with a status 4xx or 503."""
    rejection = scenario.user(label).rejection
    if rejection is None:
        headline = f"{label} was able to connect."
        scenario.judge.fail(headline, "the handshake is rejected", "it succeeded")
    status = rejection.status
    if status is not None and not (400 <= status < 500 or status == 503):
        headline = f"{label} was rejected with an unexpected status."
        scenario.judge.fail(headline, "a status 4xx or 503", f"{status}")


def expect_told_when_to_return(scenario: Scenario, label: str) -> None:
    """Expect that the handshake of ``label`` was rejected with 429 and the seconds to wait."""
    rejection = scenario.user(label).rejection
    actual = f"{rejection.status}, Retry-After: {rejection.retry_after}" if rejection else "101"
    seconds = rejection.retry_after if rejection and rejection.status == 429 else ""
    if not seconds.isdecimal() or not int(seconds):
        headline = f"{label} is not told when to come back."
        scenario.judge.fail(headline, "status 429, Retry-After: a number of seconds", actual)


def expect_end(scenario: Scenario, label: str, code: int | None = None) -> None:
    """Expect that the server ends the connection of ``label``, with ``code`` if it is given."""
    expect_end_of(scenario, scenario.user(label), code)


def expect_end_of(scenario: Scenario, user: User, code: int | None = None) -> None:
    """Expect that the server ends the connection of ``user``, with ``code`` if it is given."""
    if not user.wait_for_end() or user.ended is None:
        headline = f"{user.label} is still connected."
        scenario.judge.fail(headline, "the server closes the connection", "it is open")
    if code is not None and user.ended.code not in _may_be(scenario, code):
        actual = f"{user.ended.code} {user.ended.reason}".rstrip()
        headline = f"The connection of {user.label} ended with another close code."
        scenario.judge.fail(headline, f"close code {code}", actual)


def _may_be(scenario: Scenario, code: int) -> set[int]:
    """Return the codes that mean ``code``: one of several servers that stops may ask its users to
    come back to another one."""
    is_one_of_several = len(scenario.server.nodes) > 1
    return {_GOING_AWAY, _RESTARTING} if code == _GOING_AWAY and is_one_of_several else {code}


def expect_pings(scenario: Scenario, label: str, count: int) -> None:
    """Expect that the server pings ``label`` ``count`` times; the client answers each ping."""
    user = scenario.user(label)
    if not user.wait_for_pings(count):
        headline = f"The server does not ping {label}."
        scenario.judge.fail(headline, f"{count} pings", f"{user.pings_heard} pings")


def expect_no_pong(scenario: Scenario, label: str) -> None:
    """Expect that ``label``, whose connection has ended, received no pong."""
    heard = scenario.user(label).pongs_heard
    if heard:
        scenario.judge.fail(f"{label} received a pong.", "no pong", f"{heard[-1]!r}")


def expect_nothing_since_leave(scenario: Scenario, label: str) -> None:
    """Expect that ``label`` received nothing after asking to leave, but what the server had sent
    before: neither the own leave nor a rejection."""
    received = scenario.user(label).inbox.received
    late = [e for e in received if isinstance(e, Rejected) or e == UserLeft(label)]
    if late:
        scenario.judge.fail(f"{label} received something.", "nothing more", f"{late[0]}")


def has_received_leave(scenario: Scenario, listener: str, name: str) -> bool:
    """Return whether ``listener`` has received by now that ``name`` left."""
    return UserLeft(name) in scenario.user(listener).inbox.received


def _without_markers(user: User) -> list[ReceivedEvent]:
    """Return what a user received, without the suite's own messages of earlier scenarios."""
    return [
        each
        for each in user.inbox.received
        if not (isinstance(each, PastMessage) and each.is_marker)
    ]
