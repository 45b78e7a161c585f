"""The sender of a message is shown in lower case."""

from server.dialects import plain


def bend() -> None:
    sound = plain._object
    plain._object = lambda sender, content, kind: sound(sender.lower(), content, kind)
