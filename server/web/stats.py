"""``GET /stats``: the current state of the chat, for people and scripts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import web

from server.chat.service import CHAT
from server.store.base import StoreUnavailable
from server.web import announcements
from server.ws.upgrade import CONNECTIONS

STATS = "stats"  # the question to other nodes
USERS_BY_ROOM = "users_by_room"  # tells the names of rooms, which is for the operator alone
_SUMMED = ("connections", "messages_in", "deliveries_out", "evictions")


async def stats(request: web.Request) -> web.Response:
    """Answer with current numbers and counters since the start; ``uptime`` is in seconds.

    Where nodes share a store, these are the numbers of all, and each node's own follow. The
    operator, who sends the token, gets the users of each room as well.
    """
    is_operator = announcements.OPERATOR_TOKEN in request.app and announcements.is_operator(request)
    answer = own_stats(request.app)
    try:
        nodes = await request.app[CHAT].sequencer.ask(STATS)
    except StoreUnavailable:  # what this node knows is better than nothing
        nodes = {}
    if nodes:
        answer |= whole(nodes.values())
    shown = counted(answer, is_operator)
    if nodes:
        shown["nodes"] = {name: counted(node, is_operator) for name, node in nodes.items()}
    return web.json_response(shown, headers={"Cache-Control": "no-store"})


def own_stats(app: web.Application) -> dict[str, Any]:
    """Return the numbers of this node; of its rooms, the users on all nodes are counted."""
    chat, connections = app[CHAT], app[CONNECTIONS]
    users = chat.sequencer.users
    rooms = {
        name: len(room.names) if (count := users(name)) is None else count
        for name, room in sorted(chat.rooms.items())
    }
    return {
        "connections": len(connections),
        USERS_BY_ROOM: rooms,
        "messages_in": chat.messages_said,
        "deliveries_out": chat.counters.deliveries,
        "evictions": connections.evictions,
        "uptime": round(chat.counters.uptime, 3),
    }


def whole(nodes: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the numbers of all nodes together."""
    sums: Counter[str] = Counter()
    rooms: dict[str, int] = {}
    for node in nodes:
        sums.update({name: node[name] for name in _SUMMED})
        for name, count in node[USERS_BY_ROOM].items():
            rooms[name] = max(count, rooms.get(name, 0))
    return {**{name: sums[name] for name in _SUMMED}, USERS_BY_ROOM: dict(sorted(rooms.items()))}


def counted(numbers: Mapping[str, Any], is_operator: bool) -> dict[str, Any]:
    """Return ``numbers`` with counts of rooms and users; names of rooms are for the operator."""
    rooms = numbers[USERS_BY_ROOM]
    answer = {**numbers, "rooms": len(rooms), "users": sum(rooms.values())}
    if not is_operator:
        del answer[USERS_BY_ROOM]
    return answer
