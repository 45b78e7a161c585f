"""Users who send messages while a server or the store ends, and come back when they are lost."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

from alicebob.actions.messages import together
from alicebob.assertions import history
from alicebob.clients.user import User
from alicebob.model.received import Message, Rejected
from alicebob.scenario.scenario import Scenario

_LOOK_AGAIN = 0.02  # seconds; between two looks at whether a user was lost
_BREATH = 5  # messages that are sent before an answer to the last of them is waited for


def talk_during(
    scenario: Scenario, users: Sequence[User], count: int, act: Callable[[], object], topic: str
) -> None:
    """Have each of ``users`` send ``count`` messages while ``act`` is done. Who is disconnected
    comes back on a server that is there, where they left off, and goes on."""
    over = threading.Event()

    def act_then() -> None:
        try:
            act()
        finally:
            over.set()

    def talk(user: User) -> None:
        for number in range(1, count + 1):
            _return_if_lost(scenario, user)
            text, known = f"{topic} {number} of {user.label}", len(user.inbox.received)
            user.try_send_message(text)
            if number % _BREATH == 0:
                wait_for_answer(scenario, user, text, known)
        while not over.wait(_LOOK_AGAIN):
            _return_if_lost(scenario, user)
        _return_if_lost(scenario, user)

    together([*(partial(talk, user) for user in users), act_then])


def wait_for_answer(scenario: Scenario, user: User, text: str, known: int) -> None:
    """Wait until ``user``, who had received ``known`` events before, has received the own message
    ``text`` or a rejection, or is lost. While the store is away, nothing need be answered."""
    inbox, seen = user.inbox, known

    def has_come() -> bool:
        nonlocal seen
        fresh = inbox.received[seen:]
        seen += len(fresh)
        is_away = user.ended is not None or scenario.server.is_store_away
        return is_away or any(map(is_answer, fresh))

    def is_answer(event: object) -> bool:
        return isinstance(event, Rejected) or (isinstance(event, Message) and event.content == text)

    scenario.journal.wait_until(has_come, scenario.patience)


def _return_if_lost(scenario: Scenario, user: User) -> None:
    if user.ended is not None:
        history.reconnect(scenario, user.label)
