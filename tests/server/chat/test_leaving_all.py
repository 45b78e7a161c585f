"""The last moment of a node: everybody has left, and their connections are about to be closed."""

from server.ws.close_codes import CloseCode
from server.ws.frames import PING, PONG
from tests.server.support.chatting import party
from tests.server.support.client_frames import masked


async def test_what_is_said_when_everybody_has_left_has_no_answer() -> None:
    async with party() as people:
        alice, bob = await people.events("Alice"), await people.plain("Bob")
        await alice.hear_until(type="user_joined", nickname="Bob")
        people.chat.leave_all()
        for each in (alice, bob):
            each.send_message(type="message", content="too late")
            each.peer.send(masked(PING, b"read"))
            assert await each.peer.frame() == (PONG, b"read")
        await people.connections.shut_down(CloseCode.SERVICE_RESTART, "server restarting")
        assert await alice.receive() == {"close": 1012}
        assert await bob.receive() == {"close": 1012}
        assert people.chat.counters.leaves == {1012: 2}
        assert people.chat.rooms == {}
