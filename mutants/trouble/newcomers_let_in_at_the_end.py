"""While the server says goodbye, newcomers are let in all the same."""

from server.ws.registry import ConnectionRegistry


def bend() -> None:
    ConnectionRegistry.is_draining = property(lambda _self: False, lambda _self, _value: None)  # type: ignore
