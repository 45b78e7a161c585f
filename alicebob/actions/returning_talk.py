"""Users who send messages without a pause, and go on when their connection or a store is lost."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from alicebob.actions.messages import together
from alicebob.assertions import history
from alicebob.clients.user import User
from alicebob.model.received import Message, Rejected
from alicebob.scenario.scenario import Scenario

_MOST = 2_000  # things that each one says, however long the rest takes
_PAUSE = 0.02  # seconds, at most, between two tries
_BREATH = 5  # things that are said before an answer to the last of them is waited for


def talk_and_return(scenario: Scenario, users: Sequence[User], do: Callable[[], object]) -> None:
    """Have ``users`` send messages until ``do`` has ended. Who is disconnected comes back on a
    server that is there, where they left off, and goes on."""
    over = threading.Event()

    def do_it() -> None:
        try:
            do()
        finally:
            over.set()

    def talk(user: User) -> None:
        for number in range(1, _MOST + 1):
            if over.is_set():
                break
            _return_if_lost(scenario, user)
            text, known = f"message {number} of {user.label}", len(user.inbox.received)
            user.try_send_message(text)
            if number % _BREATH == 0:
                wait_for_answer(scenario, user, text, known)
            if _is_refused(user, known):
                over.wait(_PAUSE)  # a server that refuses everything does so quickly
        while not over.wait(_PAUSE):
            _return_if_lost(scenario, user)
        _return_if_lost(scenario, user)

    together([*(partial(talk, user) for user in users), do_it])


def _is_refused(user: User, known: int) -> bool:
    return any(isinstance(event, Rejected) for event in user.inbox.received[known:])


def _return_if_lost(scenario: Scenario, user: User) -> None:
    if user.ended is not None:
        history.reconnect(scenario, user.label)


def wait_for_answer(scenario: Scenario, user: User, text: str, known: int) -> None:
    """Wait until ``user``, who had received ``known`` events before, has received the own message
    ``text`` or a rejection, or is lost."""
    inbox, seen = user.inbox, known

    def has_come() -> bool:
        nonlocal seen
        fresh = inbox.received[seen:]
        seen += len(fresh)
        return user.ended is not None or any(map(is_answer, fresh))

    def is_answer(event: object) -> bool:
        return isinstance(event, Rejected) or (isinstance(event, Message) and event.content == text)

    scenario.journal.wait_until(has_come, scenario.patience)
