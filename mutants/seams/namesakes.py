"""Tell the connections of one user apart."""

from server.chat.client import Client
from server.core.room import Room


def others_of(client: Client, name: str | None = None) -> list[Client]:
    """Return the other clients in the room with the name of ``client``, in the order in which they
    joined."""
    members: dict[Client, str] = {} if client.room is None else client.room.members
    wanted = name or client.name
    return [one for one, its in members.items() if its == wanted and one is not client]


def first_of_each_name(clients: list[Client]) -> list[Client]:
    """Return the first client of each name."""
    return list({client.name: client for client in reversed(clients)}.values())[::-1]


def has_namesake(room: "Room[Client]", client: Client, name: str) -> bool:
    """Return True if another client in ``room`` has this name."""
    return any(its == name and one is not client for one, its in room.members.items())
