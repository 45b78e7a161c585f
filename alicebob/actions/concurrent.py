"""Users who send messages without a pause while something else happens."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from alicebob.actions import server_control
from alicebob.actions.messages import together
from alicebob.assertions import history
from alicebob.clients.user import User
from alicebob.model.received import History, Message
from alicebob.model.sent import ReadHistory
from alicebob.record.journal import EventReceived
from alicebob.scenario.scenario import Scenario

_MOST = 400  # things that each one says, however long the rest takes
_PAGE = 20  # messages of the history that a question asks for
_ASKED_AGAIN = 20  # times
_BREATH = 5  # things that are said before the last of them is waited for


def arrive_meanwhile(scenario: Scenario, speakers: Sequence[str], count: int) -> None:
    """Connect ``count`` new users, one after the other, while ``speakers`` send messages."""

    def arrive() -> None:
        for newcomer in newcomers:
            scenario.connect(newcomer.label, scenario.connect_options(newcomer.label, room))

    newcomers = [scenario.ensure_user(f"Newcomer {number}") for number in range(1, count + 1)]
    room = _room(scenario, speakers)
    _talk_while(scenario, speakers, arrive)


def come_back_meanwhile(
    scenario: Scenario, speakers: Sequence[str], label: str, count: int
) -> None:
    """Reset and restore the connection of ``label`` ``count`` times, while ``speakers`` send
    messages."""

    def be_lost_and_come_back() -> None:
        for _ in range(count):
            scenario.journal.wait_until(message_for(scenario, label), scenario.patience)
            scenario.user(label).reset()
            history.reconnect(scenario, label)

    _talk_while(scenario, speakers, be_lost_and_come_back)


def ask_meanwhile(scenario: Scenario, speaker: str, label: str, count: int) -> None:
    """Have ``label`` ask for ``count`` histories in a single write while ``speaker`` sends
    messages, and expect that one of these arrives among the answers.

    Once proves nothing: the next message may come only after the last answer. So ``label`` asks
    again, but a server that answers all questions before it serves others fails each time.
    """
    user = scenario.user(label)

    def answers_and_messages() -> list[History | Message]:
        begun = len(user.inbox.received)
        user.ask_at_once([ReadHistory(None, _PAGE)] * count)
        has_come = _answered(user, begun, count)
        if not scenario.journal.wait_until(has_come, scenario.patience):
            scenario.judge.fail(
                f"{label} did not receive all answers.", f"{count} answers", "some never came"
            )
        came = user.inbox.received[begun:]
        return [each for each in came if isinstance(each, History | Message)]

    def ask() -> None:
        if not any(_is_among_answers(answers_and_messages()) for _ in range(_ASKED_AGAIN)):
            scenario.judge.fail(
                f"Whenever {label} asks {count} questions, nobody else is served.",
                f"messages from {speaker} arrive between the answers",
                "all answers come first",
            )

    _talk_while(scenario, [speaker], ask)


def _answered(user: User, begun: int, count: int) -> Callable[[], bool]:
    """Return a function that returns True once ``user`` has received ``count`` histories."""
    seen, left = begun, count

    def has_come() -> bool:
        nonlocal seen, left
        fresh = user.inbox.received[seen:]
        seen += len(fresh)
        left -= sum(isinstance(each, History) for each in fresh)
        return left <= 0

    return has_come


def _is_among_answers(received: Sequence[History | Message]) -> bool:
    """Return True if there is a message after the first history and before the last."""
    kinds = [isinstance(each, History) for each in received]
    return False in kinds[kinds.index(True) : len(kinds) - kinds[::-1].index(True)]


def kill_meanwhile(scenario: Scenario, speakers: Sequence[str], listener: str, count: int) -> None:
    """Kill the server once ``listener`` has received ``count`` messages from ``speakers``."""
    act_once_heard(scenario, speakers, listener, count, lambda: server_control.kill(scenario))


def act_once_heard(
    scenario: Scenario,
    speakers: Sequence[str],
    listener: str,
    count: int,
    act: Callable[[], object],
) -> None:
    """Do ``act`` once ``listener`` has received ``count`` messages from ``speakers``, who go on
    until it is done."""
    has_heard = message_for(scenario, listener, count)

    def act_then() -> None:
        scenario.journal.wait_until(has_heard, scenario.patience)
        act()

    _talk_while(scenario, speakers, act_then)


def _talk_while(scenario: Scenario, speakers: Sequence[str], do: Callable[[], None]) -> None:
    over = threading.Event()

    def do_it() -> None:
        try:
            do()
        finally:
            over.set()

    def speak(user: User) -> None:
        for number in range(1, _MOST + 1):
            if over.is_set() or user.ended is not None:
                return
            own = f"message {number} of {user.label}"
            is_heard = message_for(scenario, user.label, text=own)
            user.try_send_message(own)
            if number % _BREATH == 0:
                scenario.journal.wait_until(is_heard, scenario.patience)

    users = [scenario.user(label) for label in speakers]
    together([partial(speak, user) for user in users] + [do_it])


def message_for(
    scenario: Scenario, label: str, count: int = 1, text: str | None = None
) -> Callable[[], bool]:
    """Return a function that returns True once ``label`` has received ``count`` messages, or
    ``text``.

    It also returns True when the connection has ended. Each call reads only the new entries.
    """
    user = scenario.user(label)
    entries, seen = scenario.journal.entries, len(scenario.journal.entries)

    def has_come() -> bool:
        nonlocal seen, count
        while seen < len(entries) and count > 0 and user.ended is None:
            entry = entries[seen]
            seen += 1
            match entry.what:
                case EventReceived(Message(_, content), False) if entry.connection.user == label:
                    count -= text in (None, content)
        return count <= 0 or user.ended is not None

    return has_come


def _room(scenario: Scenario, speakers: Sequence[str]) -> str | None:
    connection = scenario.user(speakers[0]).connection
    return connection.room if connection is not None else None
