"""Actions of users who exceed the rate limit, and of users who wait for it."""

import re
import time

from alicebob.assertions import expectations
from alicebob.clients.user import User
from alicebob.model.received import Message, Pong, ReceivedEvent, Rejected, RejectionReason
from alicebob.scenario.markers import wait_for_answers
from alicebob.scenario.scenario import Scenario

_TRIES = 20  # of a message that may be rejected
_AT_ONCE = 5  # messages, fewer than make a flood
_MOST = 100  # messages, of which the server must reject one
_MOST_ROUNDS = 10  # of pings, by which the server must have closed the connection
_PINGS = 30  # in a round
_SECONDS = re.compile(r"([0-9]+(?:\.[0-9]+)?) s\b")
_LONGEST = 2.0  # seconds that a user may be asked to wait
_PAUSE = 1.5  # seconds; a row of rejections ends after one (docs/protocol.md#rate-limits)
_TOO_FAST = Rejected(RejectionReason.TOO_FAST)


def say_until_heard(scenario: Scenario, user: User, text: str) -> None:
    """Send ``text``; if it exceeds the rate limit, send it again after the server's next ping."""
    wait_for_answers([user], scenario.journal, scenario.patience)
    _forget_rejections(user)
    for _ in range(_TRIES):
        if _answer_to(scenario, user, text) != _TOO_FAST:
            return
        wait_for_pings(scenario, user.label, 1)
    scenario.judge.fail(
        f"{user.label} can no longer send.", f'"{text}" is accepted', "it is rejected"
    )


def say_until_refused(scenario: Scenario, user: User) -> None:
    """Send messages, a few at a time, until one is rejected.

    Over a slow network, messages that wait for each other would never be too fast.
    """
    for beginning in range(1, _MOST, _AT_ONCE):
        texts = [f"faster {number}" for number in range(beginning, beginning + _AT_ONCE)]
        for text in texts:
            user.send_message(text)
        if wait_for_answers([user], scenario.journal, scenario.patience):
            expected = "each message comes back, or is rejected for the rate limit"
            scenario.judge.fail(f"{user.label} was not answered.", expected, "nothing came")
        if _forget_rejections(user):
            return
    scenario.judge.fail(
        f"{user.label} is never rejected.",
        "a rejection for the rate limit",
        "the server accepted all messages",
    )


def say_when_told(scenario: Scenario, user: User, text: str) -> None:
    """Wait for as long as the last rejection says, then expect that ``text`` is accepted."""
    refusals = [received for received in user.inbox.received if isinstance(received, Rejected)]
    sentence = refusals[-1].sentence if refusals else ""
    found = _SECONDS.search(sentence)
    if found is None or float(found[1]) > _LONGEST:
        expected = "the rejection says when, as in: try again in 0.1 s"
        scenario.judge.fail(
            f"The rejection does not tell {user.label} when to try again.",
            expected,
            f"{sentence!r}",
        )
    _wait_for_pings_during(scenario, user, float(found[1]))
    if _answer_to(scenario, user, text) == _TOO_FAST:
        expected = f"after {found[1]} s a message is accepted"
        scenario.judge.fail(
            f"{user.label} waited for as long as the server asked, and is still rejected.",
            expected,
            "it was rejected again",
        )


def flood_until_cut(scenario: Scenario, user: User) -> None:
    """Send messages, each as soon as the last was answered, until the connection ends."""
    for number in range(1, _MOST + 1):
        text = f"more {number}"
        user.try_send_message(text)
        if _wait_for_answer(scenario, user, text) is None:
            return


def ping_until_cut(scenario: Scenario, user: User) -> None:
    """Send ping messages, many at once and more after an answer, until the connection ends."""
    for beginning in range(1, _MOST_ROUNDS * _PINGS, _PINGS):
        nonces = [f"ping {number}" for number in range(beginning, beginning + _PINGS)]
        for nonce in nonces:
            user.try_ping(nonce)
        if _wait_for_any(scenario, user, (Pong(nonces[-1]), _TOO_FAST)) is None:
            return


def wait_for_pings(scenario: Scenario, label: str, count: int) -> None:
    """Send nothing until the server has sent this many more pings."""
    expectations.expect_pings(scenario, label, scenario.user(label).pings_heard + count)


def pause(scenario: Scenario, label: str) -> None:
    """Send nothing for longer than the pause that ends a row of rejections.

    The network may hold pings back, so their number does not tell how much time has passed.
    """
    _wait_for_pings_during(scenario, scenario.user(label), _PAUSE)


def _forget_rejections(user: User) -> int:
    """Take the rejections of earlier messages from the inbox; return their number."""
    count = 0
    while user.inbox.claim(lambda received: received == _TOO_FAST):
        count += 1
    return count


def _answer_to(scenario: Scenario, user: User, text: str) -> ReceivedEvent:
    user.send_message(text)
    answer = _wait_for_answer(scenario, user, text)
    if answer is None:
        expected = "the message comes back, or is rejected for the rate limit"
        scenario.judge.fail(
            f"{user.label} said {text!r}, and was not answered.", expected, "nothing came"
        )
    return answer


def _wait_for_answer(scenario: Scenario, user: User, text: str) -> ReceivedEvent | None:
    """Return the user's own message or its rejection; None if the connection ends or neither
    comes."""
    assert user.connection is not None
    return _wait_for_any(scenario, user, (Message(user.connection.name, text), _TOO_FAST))


def _wait_for_any(
    scenario: Scenario, user: User, answers: tuple[ReceivedEvent, ...]
) -> ReceivedEvent | None:
    """Return the first of ``answers``; None if the connection ends or none comes."""
    found: ReceivedEvent | None = None

    def is_over() -> bool:
        nonlocal found
        found = user.inbox.claim(lambda received: received in answers)
        return found is not None or user.ended is not None

    scenario.journal.wait_until(is_over, scenario.patience)
    return found


def _wait_for_pings_during(scenario: Scenario, user: User, seconds: float) -> None:
    """Wait for the server's pings until this many seconds are over.

    Only time fills the bucket of the rate limit; the pings show that it passes on the server, too.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        wait_for_pings(scenario, user.label, 1)
