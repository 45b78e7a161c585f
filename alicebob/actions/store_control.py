"""Actions on the store that the servers of a chat share: it is cut off, ends, and comes back."""

import time

from alicebob.actions import returning_talk
from alicebob.actions.concurrent import message_for
from alicebob.clients.user import User
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import Message, Rejected
from alicebob.scenario.scenario import Scenario
from alicebob.servers.service import RunningService

_HEARD_BEFORE = 40  # messages, after which the store is cut off
_WORDS, _FEW = 100, 20  # that each user says before that, and later
_LOOK_AGAIN = 0.02  # seconds; between two looks at whether the store is back


def cut_off(scenario: Scenario) -> None:
    """Have the store stand still, so that it answers nothing."""
    _note_refusals(scenario)
    for service in services_of(scenario):
        service.stand_still()
    scenario.journal.news()


def restore(scenario: Scenario) -> None:
    """Have the store, which stands still, go on."""
    for service in services_of(scenario):
        service.go_on()


def kill(scenario: Scenario) -> None:
    """Kill the store."""
    _note_refusals(scenario)
    for service in services_of(scenario):
        service.kill()
    scenario.journal.news()


def start_again(scenario: Scenario, *, is_empty: bool = False) -> None:
    """Start the store again, with what it kept unless it ``is_empty``."""
    if is_empty:
        scenario.carry_over.remembers_from = len(scenario.journal.entries)
    for service in services_of(scenario):
        service.start_again(is_empty=is_empty)


def talk_through(scenario: Scenario, labels: list[str], *, is_killed: bool) -> None:
    """Have users send messages without a pause while the store is cut off, or killed, and comes
    back; it stays away until one of them was refused, or nothing has happened for a while."""
    users = [scenario.user(label) for label in labels]
    has_begun = message_for(scenario, labels[0], _HEARD_BEFORE)

    def lose() -> None:
        scenario.journal.wait_until(has_begun, scenario.patience)
        (kill if is_killed else cut_off)(scenario)

    def bring_back() -> None:
        scenario.journal.wait_until(lambda: _is_refused(users), scenario.patience)
        (start_again if is_killed else restore)(scenario)

    returning_talk.talk_during(scenario, users, _WORDS, lose, "word")
    returning_talk.talk_during(scenario, users, _FEW, bring_back, "meanwhile, word")
    for user in users:
        wait_until_back(scenario, user)
    returning_talk.talk_during(scenario, users, _FEW, lambda: None, "in the end, word")


def wait_until_back(scenario: Scenario, user: User) -> None:
    """Have ``user`` speak until a message comes back: the servers have their store again. Fail if
    none does within the patience, and the time for a server to be given up."""
    end = time.monotonic() + scenario.patience
    number = 0
    while time.monotonic() < end and user.ended is None:
        number += 1
        text, known = f"try {number} of {user.label}", len(user.inbox.received)
        user.try_send_message(text)
        returning_talk.wait_for_answer(scenario, user, text, known)
        if Message(user.label, text) in user.inbox.received[known:]:
            return
        scenario.journal.wait_until(lambda: user.ended is not None, _LOOK_AGAIN)
    headline = f"Nothing that {user.label} says is heard, though the store is back."
    scenario.judge.fail(headline, "the chat goes on", "messages are refused, or not answered")


def services_of(scenario: Scenario) -> tuple[RunningService, ...]:
    """Return the services of the chat. Raises ``FeatureMistake`` if the suite starts none."""
    if not scenario.server.services:
        raise FeatureMistake("the profile names no [[service]], so the suite cannot take it away")
    return scenario.server.services


def _note_refusals(scenario: Scenario) -> None:
    scenario.carry_over.may_refuse = True


def _is_refused(users: list[User]) -> bool:
    return any(isinstance(event, Rejected) for user in users for event in user.inbox.received)
