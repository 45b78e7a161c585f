"""A room's name may be as long as you like, and have letters of every script."""

import re

from server.core import names


def bend() -> None:
    names._ROOM = re.compile(r"[\w.-]+")
