"""What takes more than one breath: crowds, bursts, long talks. Steps call these by name."""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from alicebob.clients.user import User
from alicebob.data.tricky_strings import LENGTHS
from alicebob.model.received import Heard, Message
from alicebob.scenario.scenario import Stage
from alicebob.transport.raw_frames import TEXT, masked

TALK = 1.2  # seconds that a long talk lasts: as long as a slip of the server may take to show


def says(sender: str, text: str) -> Callable[[Heard], bool]:
    """Matches the message ``text`` from ``sender``."""
    return lambda heard: heard == Message(sender, text)


def say_in_a_row(user: User, count: int, topic: str = "message") -> None:
    """Says ``count`` different things without waiting for anything."""
    for number in range(1, count + 1):
        user.say(f"{topic} {number} of {user.label}")


def say_bytewise(stage: Stage, speaker: User, text: str) -> None:
    """Sends ``text`` as one frame, a byte a write, and has somebody else heard between them.

    Without that the network may hand over all bytes in one go, and nothing was tried. Raises
    ``LookupError`` when nobody else is in.
    """
    other = next((user for user in stage.present() if user is not speaker), None)
    if other is None:
        raise LookupError(f"somebody besides {speaker.label} must be in: they speak between bytes")
    frame = masked(TEXT, speaker.wire(text))
    speaker.send_raw(frame[:1], "the first byte of a frame", text)
    for byte in frame[1:]:
        stage.fence([], other)
        speaker.send_raw(bytes([byte]), "the next byte")


def say_at_once(users: Sequence[User], count: int) -> None:
    """Has everybody say ``count`` things at the same time, each from a thread of their own."""
    together([partial(say_in_a_row, user, count) for user in users])


def together(acts: Sequence[Callable[[], object]]) -> None:
    """Does all of it at the same time, each in a thread of its own; raises what the first raises
    that fails."""
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
    stage: Stage, listener: User, speaker: User, count: int, topic: str = "message"
) -> None:
    """``listener`` hears every one of ``count`` things that ``speaker`` said, in their order."""
    assert speaker.line is not None
    for number in range(1, count + 1):
        text = f"{topic} {number} of {speaker.label}"
        name = speaker.line.name
        stage.expect(listener.label, f'"{text}" from {name}', says(name, text))


def say_lengths(user: User) -> None:
    """Says something of every length at which a frame, a buffer or a line may be cut."""
    for length in LENGTHS:
        user.say(f"{length} ".ljust(length, "·")[:length])


def arrive_together(stage: Stage, names: Sequence[str]) -> None:
    """Everybody knocks at the same moment, each from a thread of their own."""
    users = [stage.newcomer(name) for name in names]
    together([partial(stage.enter, user.label, stage.entrance(user.label)) for user in users])


def leave_together(stage: Stage, names: Sequence[str]) -> None:
    """Everybody says goodbye at the same moment, each from a thread of their own."""
    together([partial(stage.goodbye, name) for name in names])


def come_and_go_together(stage: Stage, names: Sequence[str], times: int) -> None:
    """Everybody comes and goes so many times, each from a thread of their own; "the second Alice"
    as Alice."""

    def come_and_go(name: str) -> None:
        for _ in range(times):
            stage.enter(name, stage.entrance(name.removeprefix("the second ")))
            stage.goodbye(name)

    for name in names:
        stage.newcomer(name)
    together([partial(come_and_go, name) for name in names])


def knock_together(stage: Stage, labels: Sequence[str], name: str) -> None:
    """Everybody tries to come in as ``name`` at the same moment."""
    users = [stage.newcomer(label) for label in labels]
    together([partial(stage.knock, user, stage.entrance(name)) for user in users])


def talk(stage: Stage, first: User, second: User) -> None:
    """Two people answer each other, each as soon as the other is heard, for a good while."""
    end, turn = time.monotonic() + TALK, 0
    while time.monotonic() < end:
        turn += 1
        for speaker, listener in ((first, second), (second, first)):
            text = f"turn {turn} of {speaker.label}"
            speaker.say(text)
            assert speaker.line is not None
            stage.expect(listener.label, f'"{text}"', says(speaker.line.name, text))


def come_and_go(stage: Stage, count: int) -> None:
    """Visitors come, say a word, and leave again, one after the other."""
    for number in range(1, count + 1):
        name = f"Visitor {number}"
        visitor = stage.enter(name, stage.entrance(name))
        visitor.say(f"hello from {name}")
        stage.expect(name, "their own words", says(name, f"hello from {name}"))
        visitor.leave()
        if not visitor.wait_for_end():
            stage.fail(f"{name} said goodbye in vain.", "the server answers a Close", "it did not")


def say_long(stage: Stage, speaker: User, listener: User, count: int) -> None:
    """``speaker`` says long things, no faster than ``listener`` hears them."""
    for number in range(1, count + 1):
        text = f"{number:04d} " + "x" * 60_000
        speaker.say(text)
        assert speaker.line is not None
        stage.expect(listener.label, f"long message {number}", says(speaker.line.name, text))


def flood(stage: Stage, speaker: User, is_over: Callable[[], bool]) -> None:
    """``speaker`` says long things, and hears them, until ``is_over``."""
    for _ in range(100):
        if is_over():
            return
        say_long(stage, speaker, speaker, 10)
    stage.fail("Sixty megabytes changed nothing.", "it comes to an end", "it did not")
