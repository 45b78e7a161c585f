"""A name ends at the first character that means something in an address or a program."""

import re

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: sound(re.split(r"""[&=#/?;%+."'\\<_]""", raw)[0])
