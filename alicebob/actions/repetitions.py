"""Actions with client ids: many of them, ids that are alike, and ids that are used up."""

from collections.abc import Sequence
from functools import partial

from alicebob.actions.messages import together
from alicebob.clients.user import User
from alicebob.data.client_ids import ALIKE_IDS
from alicebob.model.received import RejectionReason
from alicebob.model.sent import SendMessage


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
