"""When a token runs out, its bearer may stay."""

from server.web import chat_endpoints


def bend() -> None:
    chat_endpoints._sign_out = lambda connection: None
