"""``GET /stats``: the current state of the chat, for people and scripts."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from server.chat.service import CHAT
from server.store.base import StoreUnavailable
from server.ws.upgrade import CONNECTIONS

STATS = "stats"  # the question to other nodes
_SUMMED = ("connections", "messages_in", "deliveries_out", "evictions")


async def stats(request: web.Request) -> web.Response:
    """Answer with current numbers and counters since the start; ``uptime`` is in seconds.

    Where nodes share a store, these are the numbers of all, and each node's own follow.
    """
    answer = own_stats(request.app)
    try:
        nodes = await request.app[CHAT].sequencer.ask(STATS)
    except StoreUnavailable:  # what this node knows is better than nothing
        nodes = {}
    if nodes:
        answer |= whole(nodes.values()) | {"nodes": nodes}
    return web.json_response(answer, headers={"Cache-Control": "no-store"})


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
        "rooms": rooms,
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
        for name, count in node["rooms"].items():
            rooms[name] = max(count, rooms.get(name, 0))
    return {**{name: sums[name] for name in _SUMMED}, "rooms": dict(sorted(rooms.items()))}
