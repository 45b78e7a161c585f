"""Senders that wait for space in a crowded room: nothing more is read from them until then."""

from server.chat.client import Client


class HeldSenders:
    """The clients from which nothing is read, by the room that is crowded."""

    def __init__(self) -> None:
        self._held: dict[str, list[Client]] = {}

    def hold(self, client: Client, texts: list[str]) -> bool:
        """Hold ``texts`` of ``client`` until ``release``; return False if its connection cannot be
        held any more."""
        if not client.connection.receive_queue.hold(texts):
            return False
        self._held.setdefault(client.room_name, []).append(client)
        return True

    def release(self, room: str) -> None:
        """Read again from the senders that waited for space in ``room``."""
        for client in self._held.pop(room, []):
            client.connection.receive_queue.release()
