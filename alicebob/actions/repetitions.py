"""Actions with client ids: many of them, ids that are alike, and ids that are used up."""

from collections.abc import Sequence
from functools import partial

from alicebob.actions.messages import together
from alicebob.assertions.expectations import expect
from alicebob.clients.user import User
from alicebob.data.client_ids import ALIKE_IDS
from alicebob.model.received import Message, PrivateMessage, ReceivedEvent, RejectionReason
from alicebob.model.sent import SendMessage
from alicebob.scenario.scenario import Scenario


def send_in_a_row(user: User, count: int, of: str | None = None) -> None:
    """Send ``count`` messages, each with its number as its id; or send again those ``of`` another
    connection of the user."""
    for number in range(1, count + 1):
        user.send_message(f"message {number} of {of or user.label}", client_id=f"number {number}")


def send_at_once(users: Sequence[User], count: int) -> None:
    """Have every user send ``count`` messages with the same ids, each from a thread of its own."""
    together([partial(send_in_a_row, user, count) for user in users])


def send_with_alike_ids(user: User, one: str, other: str, difference: str) -> None:
    """Send two messages with ids that have only a small ``difference``."""
    for text, client_id in zip((one, other), ALIKE_IDS[difference], strict=True):
        user.send_message(text, client_id=client_id)


def send_with_used_id(user: User, text: str, client_id: str, to: str | None = None) -> None:
    """Send a message, to all users or ``to`` one, with the id of another message of the user, for
    which the server must reject it."""
    frame = user.encode(SendMessage(text, to, client_id))
    user.send_invalid(frame, f"a message with a used id: {text}", RejectionReason.INVALID)


def expect_own(scenario: Scenario, label: str, text: str, client_id: str) -> None:
    """Expect that ``label`` receives ``text`` with the client id under which they sent it."""

    def is_own(received: ReceivedEvent) -> bool:
        is_said = isinstance(received, Message | PrivateMessage) and received.content == text
        return is_said and getattr(received, "client_id", None) == client_id

    expect(scenario, label, f'"{text}" with the id "{client_id}"', is_own)
