"""The type of a message is spelled "msg"."""

from server.dialects import plain


def bend() -> None:
    plain._END_OF_MESSAGE = b',"type":"msg"}'
