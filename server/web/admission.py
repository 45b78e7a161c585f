"""Questions whether a connection would be accepted: browsers hide the answer to a handshake."""

from aiohttp import web

from server.dialects.plain import PLAIN
from server.web.connect_request import expect_free_elsewhere, expect_no_wait, read_connect_request
from server.ws.handshake import expect_allowed_origin
from server.ws.upgrade import expect_capacity


async def admission(request: web.Request) -> web.Response:
    """``POST /admission?user=NAME&room=ROOM``: 204 if a connection with this query would be
    accepted, or the status and sentence with which it would be rejected.

    Nothing changes by asking: no token is taken, and no rejection is counted.
    """
    expect_allowed_origin(request)
    asked = read_connect_request(request, PLAIN, None)
    expect_capacity(request)
    if asked.name is not None:
        await expect_free_elsewhere(request, asked.room, asked.name, asked.session)
    if asked.policy.rate_limits is not None:
        expect_no_wait(request, asked.policy.rate_limits.wait_to_join(asked.sender))
    return web.Response(status=204)
