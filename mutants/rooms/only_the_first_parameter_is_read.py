"""Only the first parameter of an address is read."""

from server.web import chat_endpoints


def bend() -> None:
    sound = chat_endpoints.query_of
    chat_endpoints.query_of = lambda request: dict(list(sound(request).items())[-1:])
