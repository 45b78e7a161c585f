"""Actions of dialects that have more than messages: joining, pings, the typing indicator."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from alicebob.assertions import expectations
from alicebob.assertions.answers import next_answer
from alicebob.clients.connect_options import ConnectOptions
from alicebob.dialects.events import EVENTS, EVENTS_BY_MESSAGE
from alicebob.dialects.registry import by_name
from alicebob.model.feature_mistake import FeatureMistake
from alicebob.model.received import (
    History,
    Message,
    Pong,
    PrivateMessage,
    ReceivedEvent,
    TypingChanged,
)
from alicebob.model.sent import Ping, SetTyping
from alicebob.scenario.scenario import Scenario
from alicebob.servers.settings import SETTINGS

_JUST_NOW = timedelta(minutes=1)  # two clocks need not agree any better
_TRIES = 10  # at something that must be quick, on a machine that may be busy


def private_messages(sender: str, text: str) -> Callable[[ReceivedEvent], bool]:
    """Return a function that matches the private message ``text`` from ``sender``."""
    return lambda h: isinstance(h, PrivateMessage) and (h.sender, h.content) == (sender, text)


def speak(scenario: Scenario, label: str, dialect: str) -> None:
    """Have ``label`` speak the dialect of this name."""
    scenario.set_dialect(label, by_name(dialect))


def connect_offering(scenario: Scenario, label: str, room: str, path: str, offer: str) -> None:
    """Connect ``label`` at ``path``, with the subprotocols in ``offer``."""
    scenario.connect(label, ConnectOptions(label, room, path=path, offer=offer))


def connect_without_joining(scenario: Scenario, label: str, room: str | None = None) -> None:
    """Connect ``label`` in a dialect that joins with a message, and send nothing yet."""
    if label not in scenario.users and scenario.dialect_of(label) is EVENTS:
        scenario.set_dialect(label, EVENTS_BY_MESSAGE)
    user = scenario.ensure_user(label)
    if not user.dialect.joins_by_message:
        raise FeatureMistake(f"in the dialect {user.dialect.name} the handshake joins")
    if not scenario.try_connect(
        user, replace(scenario.connect_options(label, room), is_silent=True)
    ):
        actual = f"{label} {user.rejection}"
        scenario.judge.fail(f"{label} could not connect.", "status 101", actual)


def expect_in(scenario: Scenario, label: str, *, is_joined: bool) -> None:
    """Expect that ``label`` has joined, or has not."""
    words = {True: "has joined", False: "has not joined"}
    if scenario.user(label).is_joined != is_joined:
        headline = f"{label} {words[not is_joined]}."
        scenario.judge.fail(
            headline, f"{label} {words[is_joined]}", f"{label} {words[not is_joined]}"
        )


def expect_agreed(scenario: Scenario, label: str, subprotocol: str) -> None:
    """Expect that the server selected this subprotocol for ``label``; "" for none."""
    agreed = scenario.user(label).agreed or ""
    if agreed != subprotocol:
        headline = f"The server selected another subprotocol for {label}."
        scenario.judge.fail(headline, subprotocol or "no subprotocol", agreed or "no subprotocol")


def ping(scenario: Scenario, label: str) -> None:
    """Send a ping message, and wait for its answer."""
    nonce = f"sign {len(scenario.journal.entries)}"
    scenario.user(label).ask(Ping(nonce))
    expectations.expect(
        scenario, label, "the answer to the ping", lambda received: received == Pong(nonce)
    )


def expect_said_now(scenario: Scenario, label: str, text: str) -> None:
    """Expect that ``label`` receives ``text``, public or private, with the current time, by the
    clock of the suite."""

    def is_it(received: ReceivedEvent) -> bool:
        return isinstance(received, Message | PrivateMessage) and received.content == text

    expectations.expect(scenario, label, f'"{text}"', is_it)
    for received in scenario.user(label).inbox.received:
        if isinstance(received, Message | PrivateMessage) and received.content == text:
            _expect_now(scenario, label, received)


def expect_kept_now(scenario: Scenario, label: str, text: str) -> None:
    """Expect ``text``, public or private, in the next history with the current time."""
    history = next_answer(scenario, label, History, "a history")
    told = history.told if isinstance(history, History) else []
    found = [message for message in told if message.content == text]
    if not found:
        scenario.judge.fail(f"{label} received another history.", f'"{text}"', f"{history}")
    for message in found:
        _expect_now(scenario, label, message)


def _expect_now(scenario: Scenario, label: str, received: Message | PrivateMessage) -> None:
    now = datetime.now(UTC)
    if abs(now - datetime.fromisoformat(received.at)) > _JUST_NOW:
        expected = f"it was sent at about {now:%Y-%m-%d %H:%M:%S} UTC"
        scenario.judge.fail(f"{label} received another time.", expected, f"at {received.at}")


def type_on(scenario: Scenario, typist: str, watcher: str) -> None:
    """Send typing messages for longer than one indicator lasts, each as soon as the last was seen.

    No end of typing may be seen. Starts again when a message took so long that the indicator may
    have ended. Raises ``TimeoutError`` if that happens each time.
    """
    lasts = float(SETTINGS["short_timeouts"]["CHAT_TYPING_TIMEOUT"])
    for _ in range(_TRIES):
        if _type_for(scenario, 1.5 * lasts, lasts / 2, typist, watcher):
            return
    raise TimeoutError(f"typing messages never followed each other within {lasts / 2:g} s")


def _type_for(
    scenario: Scenario, seconds: float, quickly: float, typist: str, watcher: str
) -> bool:
    """Return whether every typing frame arrived quickly enough to prove anything."""
    connection = scenario.user(typist).connection
    assert connection is not None
    on, off, inbox = (
        TypingChanged(connection.name, True),
        TypingChanged(connection.name, False),
        scenario.user(watcher).inbox,
    )
    now = time.monotonic()
    end = now + seconds
    while now < end:
        scenario.user(typist).ask(SetTyping(True))
        expectations.expect(scenario, watcher, f"that {on}", lambda received: received == on)
        last, now = now, time.monotonic()
        is_over = inbox.claim(lambda received: received == off) is not None
        if now - last > quickly:
            return False
        if is_over:
            scenario.judge.fail(
                f"{watcher} saw the typing end.", f"{typist} is typing all the time", f"{off}"
            )
    return True
