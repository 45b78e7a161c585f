"""A close code that nobody may send is sent back."""

from server.ws import close_codes


def bend() -> None:
    close_codes.may_be_sent = lambda code: True
