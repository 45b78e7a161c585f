"""Settling: a step that acts begins when the acts of earlier steps have reached everybody.

On a slow network, what Bob does may reach the server before what Alice did earlier. So before each
step in which somebody acts, the suite waits for the events that the laws demand by now, and for the
answers to pings where the wire tells nobody of an act. Users who act at the same moment do so in
one step.
"""

from collections import Counter
from collections.abc import Callable, Sequence

from alicebob.clients.user import User
from alicebob.laws import Law
from alicebob.laws.due import Due, due
from alicebob.laws.law import is_told, law_of
from alicebob.laws.sessions import SessionIndex
from alicebob.model.received import Rejected
from alicebob.model.sent import SetTyping
from alicebob.record.journal import (
    Connected,
    Disconnected,
    Disconnecting,
    Entry,
    EventReceived,
    Journal,
    MessageSent,
    RequestSent,
)
from alicebob.scenario import markers
from alicebob.scenario.fence import hear_markers, raise_fence
from alicebob.scenario.scenario import Scenario


class Settling:
    """Settles a scenario before its steps, as long as everything arrives."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._settled = 0  # journal entries
        self._is_given_up = False
        self._sessions = SessionIndex()

    def unsettled_users(self) -> set[str]:
        """Return the labels of the users who acted since the last wait."""
        new = self._scenario.journal.entries[self._settled :]
        return {entry.connection.user for entry in new if _is_act(entry)}

    def settle(self) -> None:
        """Wait until all events of earlier steps have arrived.

        After the first event that does not arrive, nothing more is waited for in this scenario.
        While the store of several servers is away, what is due may only come when it is back.
        """
        scenario, journal = self._scenario, self._scenario.journal
        if scenario.server.is_store_away:
            return
        new, self._settled = journal.entries[self._settled :], len(journal.entries)
        if self._is_given_up or scenario.server.was_stopped or not any(map(_is_act, new)):
            return
        if scenario.server.is_limited:
            markers.wait_for_answers(scenario.connected_users(), journal, scenario.patience)
        self._wait_for_typing(new)
        lookout = _Lookout(journal, self._due)
        if not journal.wait_until(lookout.has_come, scenario.patience):
            self._give_up()

    def _due(self, entries: Sequence[Entry]) -> Due:
        """Return what is due by ``entries``, without what the server does not promise to send."""
        scenario = self._scenario
        applies = scenario.judge.applies
        awaited = due(self._sessions.of(entries), scenario.carry_over)
        return Counter(
            {
                (number, received): count
                for (number, received), count in awaited.items()
                if not is_told(received) or applies(law_of(received))
            }
        )

    def _give_up(self) -> None:
        """Keep the broken laws if a fence proves that an event never comes: users may leave in the
        next step, and what they have not received by then could not be judged any more."""
        self._is_given_up = True
        users = self._scenario.connected_users()
        before = len(self._scenario.journal.entries)
        if hear_markers(users) and not raise_fence(self._scenario, users, users):
            self._scenario.judge.keep_missing(before)

    def _wait_for_typing(self, new: Sequence[Entry]) -> None:
        """Wait for pongs of the users who typed: nothing else tells them that it was received.

        Not every wire that a profile describes has pings. The pong of one server says nothing about
        another one: there, wait for what users of all servers must see.
        """
        typists = {entry.connection.number for entry in new if _is_typing(entry)}
        users: list[User] = [
            user
            for user in self._scenario.connected_users()
            if user.connection is not None
            and user.connection.number in typists
            and user.connection.facts.is_extended
        ]
        if users:
            markers.wait_for_pongs(users, self._scenario.journal, self._scenario.patience)
        if typists and len(self._scenario.server.nodes) > 1:
            self._scenario.journal.wait_until(self._is_typing_seen, self._scenario.patience)

    def _is_typing_seen(self) -> bool:
        """Return True if nobody still has to be told that somebody types, or no longer does."""
        violations = self._scenario.judge.violations()
        return not any(each.law is Law.TYPING and each.may_heal for each in violations)


class _Lookout:
    """Lookout for what is due now. What happens meanwhile adds nothing to it, but may excuse
    something: a message that is rejected never comes, and one may be lost with its connection."""

    def __init__(self, journal: Journal, due_by: Callable[[Sequence[Entry]], Due]) -> None:
        self._journal, self._due_by = journal, due_by
        entries = journal.entries[:]
        self._seen, self._awaited = len(entries), due_by(entries)
        self._leaving = {e.connection.number for e in entries if isinstance(e.what, Disconnecting)}

    def has_come(self) -> bool:
        """Return True if nothing of it is left. Each entry is looked at once."""
        entries = self._journal.entries  # which does not grow meanwhile: see Journal.wait_until
        new, self._seen = entries[self._seen :], len(entries)
        for entry in new:
            self._take(entry)
        if self._awaited and any(map(self._may_excuse, new)):
            self._awaited &= self._due_by(entries)
        return not self._awaited

    def _take(self, entry: Entry) -> None:
        """Take what has arrived, and what a connection that has ended cannot receive any more."""
        awaited, number = self._awaited, entry.connection.number
        match entry.what:
            case EventReceived(received):
                awaited[number, received] -= 1
                if awaited[number, received] <= 0:
                    del awaited[number, received]
            case Disconnected():
                for key in [key for key in awaited if key[0] == number]:
                    del awaited[key]

    def _may_excuse(self, entry: Entry) -> bool:
        """Return True if messages on this connection may not be due any more.

        What a leave may excuse is known when it begins.
        """
        match entry.what:
            case EventReceived(received):
                return isinstance(received, Rejected)
            case Disconnected():
                return entry.connection.number not in self._leaving
        return False


def _is_act(entry: Entry) -> bool:
    """Return True for what users do, not for what they receive, nor for the suite's own markers."""
    match entry.what:
        case EventReceived() | Connected():
            return False
        case MessageSent(fence=is_marker) | RequestSent(fence=is_marker):
            return not is_marker
    return True


def _is_typing(entry: Entry) -> bool:
    return isinstance(entry.what, RequestSent) and isinstance(entry.what.client_message, SetTyping)
