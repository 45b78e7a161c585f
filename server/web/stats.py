"""``GET /stats``: the current state of the chat, for people and scripts."""

from aiohttp import web

from server.chat.service import CHAT
from server.ws.upgrade import CONNECTIONS


async def stats(request: web.Request) -> web.Response:
    """Answer with current numbers and counters since the start; ``uptime`` is in seconds."""
    chat, connections = request.app[CHAT], request.app[CONNECTIONS]
    answer = {
        "connections": len(connections),
        "rooms": {name: len(room.names) for name, room in sorted(chat.rooms.items())},
        "messages_in": chat.counters.messages,
        "deliveries_out": chat.counters.deliveries,
        "evictions": connections.evictions,
        "uptime": round(chat.counters.uptime, 3),
    }
    return web.json_response(answer, headers={"Cache-Control": "no-store"})
