"""Users who read slowly, or not all the time."""

from dataclasses import replace

from alicebob.assertions import expectations
from alicebob.clients.user import User
from alicebob.scenario.scenario import Scenario
from alicebob.transport import http

_ERRANDS = 2  # requests that the user makes before it reads on
_NARROW = 1024  # bytes, or as few as the system allows


def begin(scenario: Scenario, user: User) -> None:
    """Have ``user`` make requests of its own before it reads each frame, as a program does that
    does something with each message."""
    address = scenario.server.address

    def run_errands() -> None:
        for _ in range(_ERRANDS):
            http.get(address, "/", scenario.patience)

    user.read_slowly(run_errands)


def connect_on_narrow_line(scenario: Scenario, label: str) -> None:
    """Connect ``label`` so that the system takes in little of what the user does not read: a server
    can notice after a few messages that the user pauses."""
    options = scenario.connect_options(label)
    scenario.connect(label, replace(options, receive_buffer=_NARROW))


def say_one_by_one(scenario: Scenario, speaker: User, listener: User, count: int) -> None:
    """Send different messages, each as soon as ``listener`` has received the last."""
    assert speaker.connection is not None
    for number in range(1, count + 1):
        text = f"message {number} of {speaker.label}"
        speaker.send_message(text)
        expectations.expect_message(scenario, listener.label, speaker.connection.name, text)
