"""Anybody may call themselves server or system."""

from server.core import names


def bend() -> None:
    names._RESERVED.clear()
