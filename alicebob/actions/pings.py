"""Pings and pongs of RFC 6455 that users send, and the answers that they expect."""

from itertools import pairwise

from alicebob.clients.user import User
from alicebob.scenario.scenario import Scenario
from alicebob.transport.raw_frames import PING, PONG, masked


def payload_of(size: int) -> bytes:
    """Return a payload of ``size`` bytes, of which no two neighbours are equal."""
    return bytes(position % 251 for position in range(size))


def expect_pong(scenario: Scenario, user: User, payload: bytes) -> None:
    """Expect that a ping of ``user`` is answered with the same payload."""
    if not user.ping(payload):
        headline = f"A ping of {user.label} was not answered."
        heard = ", ".join(f"{len(one)} bytes" for one in user.pongs_heard[-3:])
        scenario.judge.fail(headline, f"a pong with {payload!r}", heard or "no pong")


def send_many(user: User, count: int) -> None:
    """Send ``count`` different pings in one write."""
    frames = b"".join(masked(PING, payload) for payload in _numbered(count))
    user.send_raw(frames, f"{count} pings in a single write")


def expect_many(scenario: Scenario, user: User, count: int) -> None:
    """Expect the pongs of ``send_many`` in order, each at most once, and that of the last ping.

    A server may leave out the pongs of earlier pings (RFC 6455 §5.5.3).
    """
    payloads = _numbered(count)
    scenario.journal.wait_until(lambda: payloads[-1] in user.pongs_heard, scenario.patience)
    heard = [payloads.index(one) for one in user.pongs_heard if one in payloads]
    if not heard or heard[-1] != count - 1 or any(a >= b for a, b in pairwise(heard)):
        headline = f"The pings of {user.label} were answered in another way."
        expected = f"pongs in the order of the pings, up to number {count}"
        actual = ", ".join(str(number + 1) for number in heard) or "no pong"
        scenario.judge.fail(headline, expected, actual)


def send_pong(user: User) -> None:
    """Send a pong that answers no ping (RFC 6455 §5.5.3)."""
    user.send_raw(masked(PONG, b"nobody asked"), "a pong that nobody asked for")


def _numbered(count: int) -> list[bytes]:
    return [b"ping %d" % number for number in range(1, count + 1)]
