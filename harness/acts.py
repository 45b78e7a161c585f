"""What takes more than one breath: crowds, bursts, long talks. Steps call these by name."""

import threading
import time
from collections.abc import Callable, Sequence

from harness.heard import Heard, Message
from harness.stage import Stage
from harness.user import User

TALK = 1.2  # seconds that a long talk lasts: as long as a slip of the server may take to show


def says(sender: str, text: str) -> Callable[[Heard], bool]:
    """Matches the message ``text`` from ``sender``."""
    return lambda heard: heard == Message(sender, text)


def say_in_a_row(user: User, count: int, topic: str = "message") -> None:
    """Says ``count`` different things without waiting for anything."""
    for number in range(1, count + 1):
        user.say(f"{topic} {number} of {user.label}")


def say_at_once(users: Sequence[User], count: int) -> None:
    """Has everybody say ``count`` things at the same time, each from a thread of their own."""
    together = threading.Barrier(len(users))
    errors: list[Exception] = []

    def speak(user: User) -> None:
        try:
            together.wait()
            say_in_a_row(user, count)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=speak, args=(user,), daemon=True) for user in users]
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


def flood(stage: Stage, speaker: User, listener: User, is_over: Callable[[], bool]) -> None:
    """``speaker`` says long things, no faster than ``listener`` hears them, until ``is_over``."""
    for number in range(1, 1001):
        if is_over():
            return
        text = f"{number:04d} " + "x" * 60_000
        speaker.say(text)
        assert speaker.line is not None
        stage.expect(listener.label, f"long message {number}", says(speaker.line.name, text))
    stage.fail("Sixty megabytes changed nothing.", "it comes to an end", "it did not")
