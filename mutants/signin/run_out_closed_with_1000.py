"""Whose token runs out is told that all went well (1000)."""

from server.web import chat_endpoints


def bend() -> None:
    chat_endpoints._sign_out = lambda connection: connection.close(1000)
