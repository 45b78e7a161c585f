"""A fault of a relay, and the servers whose promises forbid it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alicebob.dialects.described import Described
from alicebob.servers.profile import Profile
from alicebob.transport.raw_frames import unmasked
from mutants.relay.connection import Change, Connection, Told


def as_it_is(reader: Connection, told: Told) -> Iterable[str]:
    """Return the message that came."""
    return [told.message]


def once(number: int) -> int:
    """Return 1: what a client says goes to the server once."""
    return 1


def control_as_it_is(opcode: int, payload: bytes) -> bytes:
    """Return the control frame that came."""
    return unmasked(opcode, payload)


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault by its ``name``; its ``sentence`` says what goes wrong.

    It is covered by each of ``promises``, on servers for which ``is_possible``. ``change`` decides
    what a client receives, ``said`` how often the server receives the message of a number, and
    ``control`` what becomes of control frames of the server. The features in the folder ``home``
    are the first that should see it.
    """

    name: str
    sentence: str
    promises: tuple[str, ...] = ()
    change: Change = as_it_is
    said: Callable[[int], int] = once
    control: Callable[[int, bytes], bytes] = control_as_it_is
    is_possible: Callable[[Described], bool] = lambda wire: True
    home: str = "conversation"

    def covering(self, profile: Profile) -> tuple[str, ...]:
        """Return the promises of the profile that forbid this fault; none if it cannot happen."""
        if not isinstance(profile.described, Described):
            return ()
        if not self.is_possible(profile.described):
            return ()
        given = profile.promises - set(profile.impossible)
        return tuple(promise for promise in self.promises if promise in given)
