"""The context that all users of a scenario share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from alicebob.dialects.base import Dialect
from alicebob.dialects.own_form import Form
from alicebob.record.journal import Disconnected, Journal
from alicebob.transport.address import Address


@dataclass(frozen=True, slots=True)
class UserContext:
    """Server, dialect, journal and patience: the context that every user of a scenario shares.

    ``on_lost`` fails the scenario when a user cannot send because the connection is lost: it gets
    the user's label, how the connection ended, and the error. ``secret`` signs sign-in tokens,
    where the server asks for them. ``is_described``: frames must match the protocol's document.
    ``has_exact_keys``: frames may have no keys that the dialect does not define.
    ``form``: text frames must also match a document of the server's own. ``address_of_user``
    chooses for each user one of several servers of the chat; None if there is one.
    """

    address: Address
    dialect: Dialect
    journal: Journal
    patience: float
    next_number: Callable[[], int]
    on_lost: Callable[[str, Disconnected | None, str], NoReturn]
    secret: str = ""
    is_described: bool = False
    has_exact_keys: bool = True
    form: Form | None = None
    address_of_user: Callable[[str], Address] | None = None

    def address_of(self, label: str) -> Address:
        """Return the address of the server on which the user called ``label`` is."""
        return self.address if self.address_of_user is None else self.address_of_user(label)
