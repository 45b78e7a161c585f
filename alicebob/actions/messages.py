"""Actions with many messages or many users: crowds, bursts, long conversations."""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from alicebob.assertions import expectations
from alicebob.clients.user import User
from alicebob.data.tricky_strings import LENGTHS
from alicebob.model.feature_mistake import FeatureMistake, look_up
from alicebob.model.received import Message, ReceivedEvent, UserJoined, UserLeft
from alicebob.scenario.fence import expect_fence
from alicebob.scenario.scenario import Scenario
from alicebob.transport.raw_frames import TEXT, masked

TALK = 1.2  # seconds that a long talk lasts: as long as a slip of the server may take to show

HELD_BACK_PATIENCES = 5.0
"""Patiences until an echo comes: a server may read less from a sender while readers are behind, and
it shows no sign of life in the meantime."""


def says(sender: str, text: str) -> Callable[[ReceivedEvent], bool]:
    """Return a function that matches the message ``text`` from ``sender``."""
    return lambda received: received == Message(sender, text)


def notification(what: str, name: str) -> UserJoined | UserLeft:
    """Return the notice that ``name`` "joined" or "left"."""
    kinds: dict[str, type[UserJoined | UserLeft]] = {"joined": UserJoined, "left": UserLeft}
    return look_up(kinds, what, "notification")(name)


def say_in_a_row(user: User, count: int, topic: str = "message") -> None:
    """Send ``count`` different messages without waiting for anything."""
    for number in range(1, count + 1):
        user.send_message(f"{topic} {number} of {user.label}")


def say_bytewise(scenario: Scenario, speaker: User, text: str) -> None:
    """Send ``text`` as one frame, one byte at a time, with messages of another user in between.

    Otherwise the network could deliver all bytes at once, and the scenario would prove nothing.
    Raises ``FeatureMistake`` if no other user is connected.
    """
    other = next((user for user in scenario.connected_users() if user is not speaker), None)
    if other is None:
        raise FeatureMistake("another user must be connected, to send between the bytes")
    frame = masked(TEXT, speaker.wire(text))
    speaker.send_raw(frame[:1], "the first byte of a frame", text, is_complete=False)
    for end in range(2, len(frame) + 1):
        expect_fence(scenario, [], other)
        is_complete = end == len(frame)
        speaker.send_raw(frame[end - 1 : end], "the next byte", is_complete=is_complete)


def say_at_once(users: Sequence[User], count: int) -> None:
    """Have every user send ``count`` messages at the same time, each from a thread of its own."""
    together([partial(say_in_a_row, user, count) for user in users])


def together(acts: Sequence[Callable[[], object]]) -> None:
    """Call all functions at the same time, each in a thread of its own. Raises the first error."""
    start = threading.Barrier(len(acts))
    errors: list[Exception] = []

    def act(do: Callable[[], object]) -> None:
        try:
            start.wait()
            do()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=act, args=(do,), daemon=True) for do in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def hear_all(
    scenario: Scenario, listener: User, speaker: User, count: int, topic: str = "message"
) -> None:
    """Expect that ``listener`` receives all ``count`` messages from ``speaker``, in their order."""
    assert speaker.connection is not None
    for number in range(1, count + 1):
        text = f"{topic} {number} of {speaker.label}"
        name = speaker.connection.name
        expectations.expect_message(scenario, listener.label, name, text)


def say_lengths(user: User) -> None:
    """Send messages of every length at which a frame or a buffer could be cut."""
    for length in LENGTHS:
        user.send_message(f"{length} ".ljust(length, "·")[:length])


def arrive_together(scenario: Scenario, names: Sequence[str]) -> None:
    """Connect all users at the same moment, each from a thread of its own."""
    users = [scenario.ensure_user(name) for name in names]
    together(
        [
            partial(scenario.connect, user.label, scenario.connect_options(user.label))
            for user in users
        ]
    )


def leave_together(scenario: Scenario, names: Sequence[str]) -> None:
    """Disconnect all users at the same moment, each from a thread of its own."""
    together([partial(scenario.disconnect, name) for name in names])


def come_and_go_together(scenario: Scenario, names: Sequence[str], times: int) -> None:
    """Connect and disconnect all users ``times`` times, each in a thread of its own.

    "the second Alice" connects as Alice.
    """

    def come_and_go(name: str) -> None:
        for _ in range(times):
            scenario.connect(name, scenario.connect_options(name.removeprefix("the second ")))
            scenario.disconnect(name)

    for name in names:
        scenario.ensure_user(name)
    together([partial(come_and_go, name) for name in names])


def try_connect_together(scenario: Scenario, labels: Sequence[str], name: str) -> None:
    """Have all users try to connect as ``name`` at the same moment."""
    users = [scenario.ensure_user(label) for label in labels]
    together(
        [partial(scenario.try_connect, user, scenario.connect_options(name)) for user in users]
    )


def talk(scenario: Scenario, first: User, second: User) -> None:
    """Have two users answer each other for a while, each as soon as the other's message arrives."""
    end, turn = time.monotonic() + TALK, 0
    while time.monotonic() < end:
        turn += 1
        for speaker, listener in ((first, second), (second, first)):
            text = f"turn {turn} of {speaker.label}"
            speaker.send_message(text)
            assert speaker.connection is not None
            expectations.expect_message(scenario, listener.label, speaker.connection.name, text)


def connect_and_leave(scenario: Scenario, label: str, count: int) -> None:
    """Have ``label`` connect and leave ``count`` times."""
    for _ in range(count):
        scenario.connect(label, scenario.connect_options(label))
        scenario.disconnect(label)


def come_and_go(scenario: Scenario, count: int) -> None:
    """Have users connect, send a message and leave, one after the other."""
    for number in range(1, count + 1):
        name = f"Visitor {number}"
        visitor = scenario.connect(name, scenario.connect_options(name))
        visitor.send_message(f"hello from {name}")
        expectations.expect_message(scenario, name, name, f"hello from {name}")
        visitor.leave()
        if not visitor.wait_for_end():
            scenario.judge.fail(
                f"The server did not answer the Close frame of {name}.",
                "the server answers a Close frame",
                "it did not",
            )


def say_long(scenario: Scenario, speaker: User, listener: User, count: int) -> None:
    """Send long messages, each as soon as ``listener`` and the speaker have received the last.

    The speaker is a reader, too, and may be the slower one.
    """
    for number in range(1, count + 1):
        text = f"{number:04d} " + "x" * 60_000
        speaker.send_message(text)
        assert speaker.connection is not None
        for reader in dict.fromkeys([listener, speaker]):
            name, most = speaker.connection.name, HELD_BACK_PATIENCES
            expectations.expect_message(scenario, reader.label, name, text, most)


def flood(scenario: Scenario, speaker: User, is_over: Callable[[], bool]) -> None:
    """Send and receive long messages until ``is_over``."""
    for _ in range(100):
        if is_over():
            return
        say_long(scenario, speaker, speaker, 10)
    scenario.judge.fail("Sixty megabytes changed nothing.", "it comes to an end", "it did not")
