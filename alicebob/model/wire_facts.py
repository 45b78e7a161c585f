"""Facts about a wire: the laws judge by them, without knowing any dialect."""

from typing import Protocol

from alicebob.model.facts import Counted
from alicebob.model.received import (
    Message,
    PrivateMessage,
    Receipt,
    RejectionReason,
    UserJoined,
    UserLeft,
)

DEFAULT_ROOM = "lobby"  # of users for whom a feature names none


class WireFacts(Protocol):
    """Facts about a wire. A dialect of the suite has them.

    ``joins_by_message``: a client joins with a message, not with the handshake.
    ``receives_own_join``: a client that joins receives the notice of it. ``is_extended``: the wire
    has presence, history, typing and private messages. ``echoes``: a message comes back to its
    sender. ``keeps_order``: what one client sends arrives in the order of sending.
    ``forgets``: the earlier messages of a room are lost when the last client leaves it.
    ``ends_typing``: the server itself tells the end of typing before a message or a leave.
    ``shows_typing``: a client is a page, which tells by itself that its user writes a message, and
    shows who is typing in one line, where others may push a name out and in again.
    ``counts``: what the number in notices of joins and leaves counts; None if nobody has said.
    """

    joins_by_message: bool
    receives_own_join: bool
    is_extended: bool
    echoes: bool
    keeps_order: bool
    forgets: bool
    ends_typing: bool
    shows_typing: bool
    counts: Counted | None

    @property
    def past_messages(self) -> int | None:
        """Return the number of earlier messages that a client that joins receives, each as an event
        of its own; None for all of them."""

    def rejection_reason(self, reason: RejectionReason) -> RejectionReason:
        """Return the reason that a rejection on this wire gives for ``reason``."""

    def why_rejected(self, text: str) -> RejectionReason | None:
        """Return the reason why ``text`` is rejected, or None if it is allowed."""

    def message_from(self, name: str, text: str) -> Message:
        """Return the message that clients receive when ``name`` sends ``text``."""

    @property
    def has_private(self) -> bool:
        """Return True if clients send and receive private messages."""

    @property
    def has_typing(self) -> bool:
        """Return True if clients tell who is typing."""

    @property
    def lists_users(self) -> bool:
        """Return True if clients receive lists of the users."""

    @property
    def can_list_users(self) -> bool:
        """Return True if clients can ask for a list of the users."""

    def private_from(self, name: str, to: str, text: str) -> PrivateMessage:
        """Return the private message that ``to`` receives when ``name`` sends it ``text``."""

    def receives_own_private(self, to_itself: bool) -> bool:
        """Return True if a private message comes back to its sender."""

    def receipt_of(self, text: str) -> Receipt | None:
        """Return the receipt that the sender of ``text`` gets; None if it gets none."""

    def join_of(self, name: str) -> UserJoined | None:
        """Return the notice that clients receive when ``name`` joins; None if they get none."""

    def leave_of(self, name: str) -> UserLeft | None:
        """Return the notice that clients receive when ``name`` leaves; None if they get none."""
