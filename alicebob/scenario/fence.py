"""Fences of a scenario: proof that what has not come by now never comes."""

from collections import Counter
from collections.abc import Iterable, Sequence

from alicebob.clients.user import User
from alicebob.model.could_not_tell import CouldNotTell
from alicebob.model.sent import SetTyping
from alicebob.model.wire_facts import DEFAULT_ROOM
from alicebob.record.journal import MessageSent, RequestSent
from alicebob.scenario import markers
from alicebob.scenario.scenario import Scenario


def expect_fence(scenario: Scenario, speakers: list[User], listener: User) -> None:
    """Raise a fence between ``speakers`` and ``listener``. Fail if it proves nothing.

    Speakers in another room receive their own markers there; then the listener speaks as well, so
    that the server has handled both rooms. Where all users can ping, the speakers need not speak;
    but a pong of one server says nothing about another one, so there somebody speaks after it.

    Raises ``CouldNotTell`` for a server that does not keep the order of one user's messages, and
    for several servers without one order.
    """
    reason = f"whether {listener.label} receives anything more"
    if not _keep_order([*speakers, listener]):
        raise CouldNotTell(reason, "this server does not keep the order of messages")
    if not scenario.server.shares_one_order:
        raise CouldNotTell(reason, "the servers of this chat do not promise one order for all")
    if all(user.dialect.is_extended for user in [*speakers, listener]):
        _expect_pongs(scenario, speakers)
        if len(scenario.server.nodes) > 1:
            _expect_voice_behind(scenario, listener)
        elif speakers != [listener]:
            _expect_pongs(scenario, [listener])
        return
    for some in (speakers, [listener] if listener.is_joined else []):
        listeners = list(dict.fromkeys([listener, *some]))
        _expect_none(scenario, raise_fence(scenario, some, listeners))
    if listener.is_joined and not listener.dialect.echoes:
        _expect_other_voice(scenario, speakers, listener)


def _expect_voice_behind(scenario: Scenario, listener: User) -> None:
    """Raise a fence by somebody in the room of ``listener`` who does not type, which a message
    would end: it comes behind everything that a pong has followed."""
    room = listener.connection.room if listener.connection is not None else DEFAULT_ROOM
    here = [listener, *(user for user in scenario.connected_users(room) if user is not listener)]
    able = [u for u in here if u.is_joined and not u.is_within_message and not _types(scenario, u)]
    voice = able[0] if able else scenario.connect_probe(room)
    _expect_none(scenario, raise_fence(scenario, [voice], [listener]))


def _types(scenario: Scenario, user: User) -> bool:
    """Return True if ``user`` has begun to type, and neither stopped nor spoken since."""
    for entry in reversed(scenario.journal.entries):
        if entry.connection is user.connection:
            match entry.what:
                case RequestSent(SetTyping(is_typing)):
                    return is_typing
                case MessageSent():
                    return False
    return False


def _expect_other_voice(scenario: Scenario, speakers: list[User], listener: User) -> None:
    """Raise a fence by another user than ``listener``, who does not receive the own markers.

    What the speakers sent has reached the other user before; all readers of a room have one order,
    so nothing of it can come behind the other user's marker. A user in the middle of a message
    cannot speak.
    """
    room = listener.connection.room if listener.connection is not None else DEFAULT_ROOM
    here = scenario.connected_users(room)
    others = [user for user in here if user is not listener and not user.is_within_message]
    other = others[0] if others else scenario.connect_probe(room)
    _expect_none(scenario, raise_fence(scenario, [s for s in speakers if s is not other], [other]))
    _expect_none(scenario, raise_fence(scenario, [other], [listener]))


def raise_fence(
    scenario: Scenario, speakers: list[User], listeners: list[User]
) -> list[tuple[User, User]]:
    """Return the pairs (speaker, listener) for which the fence proves nothing.

    Where the server limits rates, a probe user sends the markers, after every message of the
    speakers has been answered. Where it does not keep the order, nothing can be proved; nor where
    several servers have no one order, though most of what is on its way has come by then.
    """
    unproved = [(speaker, listener) for speaker in speakers for listener in listeners]
    if not _keep_order([*speakers, *listeners]):
        return unproved
    missing = _raise_fence(scenario, speakers, listeners)
    return missing if scenario.server.shares_one_order else unproved


def _raise_fence(
    scenario: Scenario, speakers: list[User], listeners: list[User]
) -> list[tuple[User, User]]:
    journal, patience = scenario.journal, scenario.patience
    if scenario.server.is_limited:
        missing = markers.wait_for_answers(speakers, journal, patience)
        if missing:
            return missing
        rooms = {user.connection.room for user in speakers if user.connection is not None}
        probes = [user for user in speakers if user.is_probe]
        speakers = probes or [scenario.connect_probe(room) for room in sorted(rooms)]
    return markers.send_markers(speakers, listeners, journal, patience)


def hear_markers(users: Sequence[User]) -> bool:
    """Return True if each of ``users`` receives a marker when all of them speak: the own one, or
    that of somebody else in the room. A fence proves nothing about anybody else."""
    connections = [user.connection for user in users if user.connection is not None]
    rooms = Counter(connection.room for connection in connections)
    return all(each.facts.echoes or rooms[each.room] > 1 for each in connections)


def _keep_order(users: Iterable[User]) -> bool:
    connections = (user.connection for user in users)
    return all(each is None or each.facts.keeps_order for each in connections)


def _expect_pongs(scenario: Scenario, users: list[User]) -> None:
    missing = markers.wait_for_pongs(users, scenario.journal, scenario.patience)
    if missing:
        label = missing[0][0].label
        scenario.judge.fail(
            f"The server did not answer a ping of {label}.",
            f"{label} receives a pong with the nonce of the ping",
            "it did not come, so the suite cannot tell whether anything else will",
        )


def _expect_none(scenario: Scenario, missing: list[tuple[User, User]]) -> None:
    if missing:
        speaker, listener = missing[0]
        scenario.judge.fail(
            f"{listener.label} no longer receives messages from {speaker.label}.",
            f"the next message from {speaker.label} reaches {listener.label}",
            "it did not arrive, so the suite cannot tell whether anything else will",
        )
