"""Whoever does not join in time is told that all went well (1000)."""

from server.web import chat_endpoints


def bend() -> None:
    chat_endpoints._expect_joined = lambda client: (
        None if client.room else client.connection.close(1000)
    )
