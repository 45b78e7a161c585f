"""The options with which a user connects, and the path that follows from them."""

from dataclasses import dataclass

from alicebob.data import tokens
from alicebob.dialects.base import Dialect
from alicebob.dialects.parsing import address


@dataclass(frozen=True, slots=True)
class ConnectOptions:
    """The name, room and token of a user, and anything unusual about the connection.

    ``path`` is worked out from the rest if it is not given. ``token`` is the proof of their name; a
    good one is made if it is not given, none is shown if it is empty. ``bearer`` is a proof that
    is shown in a header instead of the address. ``claimed`` is the name that they say by a word,
    where it is not theirs. ``since`` is the last id that they know. ``is_silent``: they stay at the
    door without a word, where the dialect wants one. ``offer`` is the list of subprotocols they
    offer, as it is; else the dialect's own, if it must.
    """

    name: str | None
    room: str | None = None
    path: str = ""
    origin: str | None = None
    receive_buffer: int | None = None
    since: str | None = None
    token: str | None = None
    bearer: str | None = None
    claimed: str | None = None
    is_silent: bool = False
    offer: str | None = None


def path_of(connect_options: ConnectOptions, dialect: Dialect, secret: str) -> str:
    """The address, with a proof of the name made with ``secret`` if there is one."""
    if connect_options.path:
        return connect_options.path
    token = connect_options.token
    if token is None and connect_options.bearer is None and secret:
        token = tokens.token(connect_options.name or "", secret)
    path = dialect.path(connect_options.name, connect_options.room)
    more = address("", since=connect_options.since, token=token or None).lstrip("?")
    return f"{path}{'&' if '?' in path else '?'}{more}" if more else path
