"""Joining by ``join`` command and by name: the initial events, and the rejections."""

from socket import SO_SNDBUF, SOL_SOCKET

import pytest

from server.auth.jwt_codec import sign
from server.config.settings import Settings
from tests.server.support.chatting import Party, party

CONFLICT, BUSY = 409, 503
SECRET = "a secret between two, long enough to be none"
UNIQUE, ONE_ROOM = Settings(unique_names=True), Settings(max_rooms=1)


def kinds(frames: list[dict[str, object]]) -> list[object]:
    return [frame["type"] for frame in frames]


async def code_told(at: Party, text: str) -> object:
    """Return the code with which ``text`` is rejected before the join."""
    somebody = await at.knock("/ws")
    somebody.utter(text)
    return (await somebody.receive())["code"]


async def test_before_the_join_nothing_is_told() -> None:
    async with party() as at:
        join_options, ann = await at.knock("/ws"), await at.plain("Ann")
        ann.utter("hi")
        await ann.receive()
        join_options.send_message(type="join", nickname="Bob")
        assert (await join_options.receive())["type"] == "system"


@pytest.mark.parametrize("path", ["/chat?user=Bob", "/ws"])
async def test_a_newcomer_is_briefed_and_then_told_like_the_others(path: str) -> None:
    async with party() as at:
        bob = await at.knock(path, "chat.events")
        bob.send_message(type="join", nickname="Bob")
        heard = await bob.hear_until(type="user_joined")
        assert kinds(heard) == ["system", "history", "users", "user_joined"]


async def test_the_list_of_people_does_not_hold_the_newcomer_yet() -> None:
    async with party() as at:
        await at.plain("Ann")
        bob = await at.knock("/chat?user=Bob", "chat.events")
        heard = await bob.hear_until(type="user_joined")
        counters = [frame["user_count"] for frame in heard if "user_count" in frame]
        assert counters == [1, 2]


async def test_a_newcomer_is_shown_the_last_fifty_messages() -> None:
    async with party() as at:
        ann = await at.plain("Ann")
        for number in range(60):
            ann.utter(f"{number}")
        await ann.hear_until(content="59")
        bob = await at.knock("/chat?user=Bob", "chat.events")
        (history,) = [f for f in await bob.hear_until(type="users") if f["type"] == "history"]
        shown = [message["content"] for message in history["messages"]]
        assert shown == [f"{number}" for number in range(10, 60)]


async def test_a_long_history_does_not_cost_a_newcomer_its_connection() -> None:
    async with party(Settings(send_buffer=4096)) as at:
        ann = await at.plain("Ann")
        for number in range(20):
            ann.utter(f"{number}" + "." * 50_000)
            await ann.receive()
        bob = await at.knock("/ws")
        (*_, connection) = at.connections
        socket = connection.transport.get_extra_info("socket")
        socket.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096)  # much must wait in the server
        bob.send_message(type="join", nickname="Bob")
        ann.utter("hi")
        assert await bob.hear_until(content="hi")


async def test_a_client_that_comes_back_is_shown_what_they_missed() -> None:
    async with party() as at:
        ann = await at.events("Ann")
        for number in range(60):
            ann.send_message(type="message", content=f"{number}")
        first = next(f for f in await ann.hear_until(content="59") if f["content"] == "0")
        bob = await at.knock(f"/chat?user=Bob&since={first['id']}", "chat.events")
        (history,) = [f for f in await bob.hear_until(type="users") if f["type"] == "history"]
        assert (len(history["messages"]), history["complete"]) == (59, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type":"message","content":"hi"}', "not-joined"),
        ('{"type":"message","content":" "}', "not-joined"),
        ('{"type":"typing","typing":true}', "not-joined"),
        ('{"type":"users"}', "not-joined"),
        ('{"type":"history"}', "not-joined"),
        ('{"type":"ping"}', "not-joined"),
        ('{"type":"leave"}', "not-joined"),
        ("hi", "bad-json"),
        ("[]", "not-joined"),
        ('{"type":"dance"}', "not-joined"),
        ('{"type":"message"}', "not-joined"),
        ('{"type":"join"}', "bad-name"),
        ('{"type":"join","nickname":"  "}', "bad-name"),
        ('{"type":"join","nickname":"System"}', "bad-name"),
        ('{"type":"join","nickname":"a\\u0000b"}', "bad-name"),
        ('{"type":"join","nickname":"\\ud800"}', "bad-name"),
        ('{"type":"join","nickname":"' + "n" * 65 + '"}', "bad-name"),
        ('{"type":"join","nickname":7}', "bad-name"),
    ],
)
async def test_before_the_join_all_else_is_rejected(text: str, code: str) -> None:
    async with party() as at:
        assert await code_told(at, text) == code


async def test_a_client_that_was_rejected_may_try_again() -> None:
    async with party() as at:
        bob = await at.knock("/ws")
        bob.send_message(type="join", nickname="")
        bob.send_message(type="join", nickname="Bob")
        heard = await bob.hear_until(type="user_joined")
        assert kinds(heard)[0] == "error"


@pytest.mark.parametrize("nickname", ["Robert", "Bob", "", 7, None])
async def test_a_second_join_is_rejected(nickname: object) -> None:
    async with party() as at:
        bob = await at.events("Bob")
        bob.send_message(type="join", nickname=nickname)
        assert (await bob.receive())["code"] == "already-joined"


@pytest.mark.parametrize("path", ["/ws", "/rooms/lobby"])
@pytest.mark.parametrize("claimed", [{}, {"nickname": "Eve", "username": "Eve"}])
async def test_where_a_token_tells_the_name_a_join_need_not(
    path: str, claimed: dict[str, str]
) -> None:
    async with party(Settings(auth_secret=SECRET)) as at:
        bob = await at.knock(f"{path}?token={sign({'sub': 'Bob'}, SECRET)}")
        bob.send_message(type="join", **claimed)
        mine = {"nickname": "Bob"} if path == "/ws" else {"username": "Bob"}
        assert await bob.hear_until(**mine)


@pytest.mark.parametrize(
    "text", ["hi", '{"type":"message","message":"hi"}', '{"type":"join","username":""}', "[]"]
)
async def test_in_envelope_a_rejection_is_a_bare_text(text: str) -> None:
    async with party() as at:
        bob = await at.knock("/rooms/lobby")
        bob.utter(text)
        assert await bob.receive() == {"text": "Invalid message"}


@pytest.mark.parametrize(("path", "offer"), [("/chat", "chat.plain"), ("/chat", "chat.events")])
async def test_a_taken_name_is_answered_with_409(path: str, offer: str) -> None:
    async with party(UNIQUE) as at:
        await at.plain("Ann")
        assert (await at.knock(f"{path}?user=ANN", offer)).peer.status == CONFLICT


async def test_a_taken_name_is_rejected_for_the_joining_client() -> None:
    async with party(UNIQUE) as at:
        await at.plain("Ann")
        assert await code_told(at, '{"type":"join","nickname":"ann"}') == "name-taken"


async def test_a_taken_name_is_free_in_another_room() -> None:
    async with party(UNIQUE) as at:
        await at.plain("Ann", "red")
        assert (await at.plain("Ann", "blue")).peer.status == 101


async def test_a_name_is_free_again_when_its_bearer_has_gone() -> None:
    async with party(UNIQUE) as at:
        await (await at.plain("Ann")).go()
        assert (await at.plain("Ann")).peer.status == 101


@pytest.mark.parametrize("offer", ["chat.plain", "chat.events"])
async def test_one_room_too_many_is_answered_with_503(offer: str) -> None:
    async with party(ONE_ROOM) as at:
        await at.plain("Ann", "red")
        answered = (await at.knock("/chat?user=Bob&room=blue", offer)).peer
        assert (answered.status, "retry-after" in answered.headers) == (BUSY, True)


async def test_one_room_too_many_is_rejected_for_the_joining_client() -> None:
    async with party(ONE_ROOM) as at:
        await at.plain("Ann", "red")
        assert await code_told(at, '{"type":"join","nickname":"Bob"}') == "full"


async def test_a_room_that_there_is_has_place_when_there_are_too_many() -> None:
    async with party(ONE_ROOM) as at:
        await at.plain("Ann", "red")
        assert (await at.plain("Bob", "red")).peer.status == 101


async def test_when_a_room_is_forgotten_there_is_place_for_another() -> None:
    async with party(ONE_ROOM) as at:
        await (await at.plain("Ann", "red")).go()
        assert (await at.plain("Bob", "blue")).peer.status == 101
