"""A name that is told by a word is decoded as if it stood in an address."""

from urllib.parse import unquote_plus

from server.chat import service
from server.core.names import user_name


def bend() -> None:
    service.user_name = lambda raw: unquote_plus(user_name(raw))  # type: ignore[attr-defined]
