"""The three addresses: what is spoken there, who is in at once and who by ``join``."""

import pytest

from tests.server.support.chatting import Somebody, party

PLAIN, EVENTS, ENVELOPE = "chat.plain", "chat.events", "chat.envelope"
TWO_HEADERS = "chat.of-tomorrow\r\nSec-WebSocket-Protocol: chat.events"
PATHS = ["/chat", "/ws", "/rooms/lobby"]


async def manner_of(somebody: Somebody) -> str:
    """The dialect, and how one comes in, as a ping tells them."""
    somebody.send_message(type="ping", nonce="n")
    while True:
        match await somebody.receive():
            case {"sender": _, "content": _}:
                return "plain by name"
            case {"type": "pong"}:
                return "events by name"
            case {"type": "error", "code": "not-joined"}:
                return "events by join"
            case {"text": "Invalid message"}:
                return "envelope by join"


@pytest.mark.parametrize(
    ("path", "offer", "manner"),
    [
        ("/chat", None, "plain by name"),
        ("/chat", PLAIN, "plain by name"),
        ("/chat", EVENTS, "events by name"),
        ("/chat", ENVELOPE, "envelope by join"),
        ("/ws", None, "events by join"),
        ("/ws", PLAIN, "plain by name"),
        ("/ws", EVENTS, "events by join"),
        ("/ws", ENVELOPE, "envelope by join"),
        ("/rooms/lobby", None, "envelope by join"),
        ("/rooms/lobby", PLAIN, "plain by name"),
        ("/rooms/lobby", EVENTS, "events by join"),
        ("/rooms/lobby", ENVELOPE, "envelope by join"),
        ("/ws", "chat.of-tomorrow", "events by join"),
        ("/ws", "CHAT.PLAIN", "events by join"),
        ("/ws", "", "events by join"),
        ("/chat", f"chat.of-tomorrow, {EVENTS}", "events by name"),
        ("/chat", f"{EVENTS},{PLAIN}", "events by name"),
        ("/chat", f" {PLAIN} ,{EVENTS}", "plain by name"),
        ("/chat", TWO_HEADERS, "events by name"),
    ],
)
async def test_the_dialect_is_the_one_asked_for_or_else_that_of_the_address(
    path: str, offer: str | None, manner: str
) -> None:
    async with party() as at:
        assert await manner_of(await at.knock(f"{path}?user=Ann", offer)) == manner


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("offer", "answer"),
    [
        (None, None),
        (EVENTS, EVENTS),
        (f"x, {ENVELOPE}", ENVELOPE),
        ("x", None),
        (TWO_HEADERS, EVENTS),
    ],
)
async def test_the_answer_names_the_dialect_that_was_agreed_on(
    path: str, offer: str | None, answer: str | None
) -> None:
    async with party() as at:
        somebody = await at.knock(path, offer)
        assert somebody.peer.headers.get("sec-websocket-protocol") == answer


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("/chat?user=Ann", "lobby"),
        ("/chat?user=Ann&room=red", "red"),
        ("/rooms/red?user=Ann", "red"),
        ("/rooms/red?user=Ann&room=blue", "red"),
        ("/rooms/A.b-_9?user=Ann", "A.b-_9"),
        ("/rooms/r%65d?user=Ann", "red"),
        ("/ws?user=Ann&room=red", "red"),
    ],
)
async def test_the_room_is_that_of_the_path_or_else_of_the_query(path: str, room: str) -> None:
    async with party() as at:
        await at.knock(path, PLAIN)
        assert list(at.chat.rooms) == [room]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "query", ["since=x", "since=-1", "since=1.5", "since=%2B1", "since=" + "9" * 19]
)
async def test_to_come_back_since_invalid_input_is_answered_with_400(path: str, query: str) -> None:
    async with party() as at:
        assert (await at.knock(f"{path}?{query}")).peer.status == 400


@pytest.mark.parametrize(
    "path", ["/chat?room=a+b", "/ws?room=%C3%A9", "/rooms/a%20b", "/rooms/%FF"]
)
async def test_a_bad_room_is_answered_with_400(path: str) -> None:
    async with party() as at:
        assert (await at.knock(path)).peer.status == 400


@pytest.mark.parametrize("path", ["/rooms", "/rooms/", "/rooms/a/b", "/chat/", "/WS"])
async def test_there_is_nothing_at_other_addresses(path: str) -> None:
    async with party() as at:
        assert (await at.knock(path)).peer.status == 404


@pytest.mark.parametrize("path", ["/ws?user=%00", "/rooms/red?user=server"])
async def test_where_a_join_tells_the_name_the_one_in_the_query_is_ignored(path: str) -> None:
    async with party() as at:
        assert (await at.knock(path)).peer.status == 101
