"""The users in a room, in pages that all lists of them share.

In a room of thousands every joining client receives all users. Their list is a few dozen pages, and
only those in which a user has come, changed or left have to be made and encoded again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from server.core.events import PresentUser

_users = attrgetter("users")


@dataclass(slots=True)
class UserPage:
    """Users who joined one after the other; to be taken as frozen.

    ``encoded`` is for the dialect that shows users.
    """

    users: tuple[PresentUser, ...]
    encoded: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class People(Collection[PresentUser]):
    """All users in a room at one time, in the order in which they joined."""

    pages: tuple[UserPage, ...]

    def __len__(self) -> int:
        return sum(map(len, map(_users, self.pages)))

    def __iter__(self) -> Iterator[PresentUser]:
        return chain.from_iterable(map(_users, self.pages))

    def __contains__(self, user: object) -> bool:
        return any(user in page.users for page in self.pages)


def pages_of(people: Collection[PresentUser]) -> tuple[UserPage, ...]:
    """Return the pages of ``people``: a single new one if they are no ``People``."""
    return people.pages if isinstance(people, People) else (UserPage(tuple(people)),)
