"""A key that somebody has used before is taken for a replay and refused."""

from aiohttp import web

from server import handshake


def bend() -> None:
    sound, used = handshake._accept, set[str]()

    def accept(key: str) -> str:
        if key in used:
            raise web.HTTPBadRequest(text="This key was used before.")
        used.add(key)
        return sound(key)

    handshake._accept = accept
