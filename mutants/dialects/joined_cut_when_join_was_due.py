"""Whoever has joined is thrown out all the same when the time to join is over."""

from server.web import chat_endpoints


def bend() -> None:
    chat_endpoints._expect_joined = lambda client: client.connection.close(1008, "no join in time")
