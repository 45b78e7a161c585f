"""The context that all users of a scenario share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from alicebob.dialects.base import Dialect
from alicebob.record.journal import Journal
from alicebob.transport.address import Address

if TYPE_CHECKING:
    from alicebob.clients.user import User


@dataclass(frozen=True, slots=True)
class UserContext:
    """Server, dialect, journal and patience: the context that every user of a scenario shares.

    ``on_lost`` is told who could not go on because the line is gone; it fails the scenario.
    ``secret`` signs the proofs of names, where the server asks for them. ``is_described``: frames
    must be as the protocol's document says.
    """

    address: Address
    dialect: Dialect
    journal: Journal
    patience: float
    next_number: Callable[[], int]
    on_lost: Callable[["User", str], NoReturn]
    secret: str = ""
    is_described: bool = False
