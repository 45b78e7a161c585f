"""Names are put into title case."""

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: sound(raw).title()
