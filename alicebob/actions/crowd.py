"""Actions of a crowd: the readers "Reader 1", "Reader 2" and so on."""

from functools import partial

from alicebob.actions.messages import together
from alicebob.clients.user import User
from alicebob.dialects.registry import by_name
from alicebob.model.sent import SetTyping
from alicebob.scenario.scenario import Scenario

_LONGEST_NAME = 64  # characters


def readers(scenario: Scenario, first: int, last: int) -> list[User]:
    """Return the readers from number ``first`` to ``last``."""
    return [scenario.user(f"Reader {number}") for number in range(first, last + 1)]


def speak(scenario: Scenario, count: int, dialect: str) -> None:
    """Have ``count`` readers, who have not connected yet, speak the dialect of this name."""
    for number in range(1, count + 1):
        scenario.set_dialect(f"Reader {number}", by_name(dialect))


def connect_readers(
    scenario: Scenario,
    count: int,
    room: str | None = None,
    *,
    with_long_names: bool = False,
    stop_reading: bool = False,
) -> None:
    """Connect ``count`` readers, one after the other.

    Readers who ``stop_reading`` receive no notice of each other. Long names have 64 characters.
    """
    for number in range(1, count + 1):
        label = f"Reader {number}"
        name = f"{label} ".ljust(_LONGEST_NAME, "🦊") if with_long_names else label
        reader = scenario.connect(label, scenario.connect_options(name, room))
        if stop_reading:
            reader.stop_reading()


def disconnect_abruptly(scenario: Scenario, first: int, last: int) -> None:
    """End the connections of the readers ``first`` to ``last`` at once, without a Close frame."""
    together([partial(User.hang_up, reader) for reader in readers(scenario, first, last)])


def start_typing(scenario: Scenario, count: int) -> None:
    """Have the first ``count`` readers start typing."""
    for reader in readers(scenario, 1, count):
        reader.ask(SetTyping(True))


def send_messages(scenario: Scenario, count: int) -> None:
    """Have the first ``count`` readers send a message each."""
    for reader in readers(scenario, 1, count):
        reader.send_message(f"hello from {reader.label}")
