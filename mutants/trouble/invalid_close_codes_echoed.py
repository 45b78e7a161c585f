"""A close code that nobody may send is sent back."""

from server import closecodes


def bend() -> None:
    closecodes.may_be_sent = lambda code: True
