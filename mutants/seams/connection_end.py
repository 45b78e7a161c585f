"""Change what happens when a connection ends."""

from server.ws.connection import Connection, Receiver


class _Nobody:
    """Receives nothing."""

    def received(self, _connection: Connection, _texts: list[str]) -> None:
        pass

    def received_binary(self, _connection: Connection, _data: bytes) -> None:
        pass

    def ended(self, _connection: Connection, _code: int, _reason: str) -> None:
        pass


def end_unnoticed(connection: Connection) -> None:
    """Keep the end of ``connection`` from the chat."""
    nobody: Receiver = _Nobody()
    connection._receiver = nobody


def end_noticed(connection: Connection, code: int, reason: str) -> None:
    """Notify the chat of an end that does not happen."""
    connection._receiver.ended(connection, code, reason)
    connection.close_code = code
    end_unnoticed(connection)
