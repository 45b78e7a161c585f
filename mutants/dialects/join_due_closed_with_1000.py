"""Whoever does not join in time is told that all went well (1000)."""

from server.web import chat_endpoints


def bend() -> None:
    chat_endpoints._expect_joined = lambda guest: (
        None if guest.room else guest.connection.close(1000)
    )
