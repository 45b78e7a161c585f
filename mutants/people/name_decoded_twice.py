"""A name is percent-decoded twice."""

from urllib.parse import unquote_plus

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: sound(unquote_plus(raw))
