"""A server that is told to stop waits for ever for somebody who is stuck."""

from server.ws import connection


def bend() -> None:
    connection.CLOSE_TIMEOUT = 3600.0
    from server.ws import registry

    registry.SHUTDOWN_TIMEOUT = 3600.0
