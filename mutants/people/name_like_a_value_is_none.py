"""A name that looks like a value of a programming language is taken for none."""

from server.core import names

_VALUES = {"null", "undefined", "0", "__proto__", "constructor"}


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: names.ANONYMOUS if raw in _VALUES else sound(raw)
