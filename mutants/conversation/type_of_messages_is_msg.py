"""The type of a message is spelled "msg"."""

from server.dialects import plain


def bend() -> None:
    sound = plain._object
    plain._object = lambda sender, content, kind: sound(
        sender, content, "msg" if kind == "message" else kind
    )
