"""The options with which a user connects, and the path that follows from them."""

from dataclasses import dataclass

from alicebob.data import tokens
from alicebob.dialects.base import Dialect
from alicebob.dialects.parsing import address


@dataclass(frozen=True, slots=True)
class ConnectOptions:
    """The name, room and token of a user, and anything unusual about the connection.

    ``path`` follows from the others unless it is given. ``token`` is the sign-in token: None for a
    valid one, "" for none. ``bearer`` is a token in a header instead of the URL. ``claimed`` is the
    name in the join message, if it is not the user's. ``since`` is the last id that the user knows.
    A user that ``is_silent`` does not send a join message. ``offer`` is the list of subprotocols to
    offer; None offers the dialect's own, if it needs one.
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


def path_of(connect_options: ConnectOptions, dialect: Dialect, secret: str, number: int = 0) -> str:
    """Return the path and query of the URL of connection ``number``, with a token signed with
    ``secret`` if there is one."""
    if connect_options.path:
        return connect_options.path
    token = connect_options.token
    if token is None and connect_options.bearer is None and secret:
        token = tokens.token(connect_options.name or "", secret)
    path = dialect.path(connect_options.name, connect_options.room, number)
    more = address("", since=connect_options.since, token=token or None).lstrip("?")
    return f"{path}{'&' if '?' in path else '?'}{more}" if more else path
