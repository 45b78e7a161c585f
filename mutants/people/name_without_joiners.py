"""Joiners inside a name are taken out, which tears families and Persian words apart."""

from server.core import names


def bend() -> None:
    sound = names.user_name
    names.user_name = lambda raw: sound(raw).replace("\u200d", "").replace("\u200c", "")
