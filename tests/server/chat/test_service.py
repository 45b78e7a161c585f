"""The chat service between rules, sequencer and connections, on fake transports."""

import dataclasses

import pytest

from server.chat.client import Client
from server.chat.service import ChatService
from server.core.events import Event, History, PrivateMessage
from server.core.rules import Rules
from server.dialects.events import EVENTS
from server.dialects.plain import PLAIN
from server.store.memory import MemoryStore
from server.ws.frames import TEXT
from tests.server.support.chatting import party
from tests.server.support.client_frames import closing, masked
from tests.server.support.connection import SEND_BUFFER, FakeClient, started
from tests.server.support.fake_transport import turn_ends
from tests.server.support.slow_store import SlowStore

ROOM = "lobby"
ASKED = '{"type":"history"}'


class Desk:
    """A chat, a client whose connection is blocked, and the frames written to it."""

    def __init__(self, store: MemoryStore) -> None:
        self.chat = ChatService(store, Rules(), most_rooms=10)
        self.line: FakeClient = started()
        self.recalls = self.private_messages = 0
        self._dialect = dataclasses.replace(EVENTS, encode=self._encode)
        self.client = self.seat(self.line)

    def seat(self, line: FakeClient) -> Client:
        """A client whose encodings are counted."""
        return Client(line.connection, self._dialect, ROOM)

    def _encode(self, event: Event) -> bytes | None:
        self.recalls += isinstance(event, History)
        self.private_messages += isinstance(event, PrivateMessage)
        return EVENTS.encode(event)


async def stuck_at_a_desk(store: MemoryStore) -> Desk:
    """A room with more history than the send buffer of a client that reads nothing."""
    desk = Desk(store)
    speaker = Client(started(number=2).connection, PLAIN, ROOM)
    desk.chat.enter(speaker, "Ann")
    desk.chat.enter(desk.client, "Bob")
    desk.chat.receive_all(speaker, ["x" * 30_000] * 5)
    await desk.chat.sequencer.drained()
    await turn_ends()
    desk.line.transport.waiting = SEND_BUFFER
    desk.recalls = 0
    return desk


@pytest.mark.parametrize("kind", [MemoryStore, SlowStore])
async def test_for_who_takes_nothing_the_history_is_written_once(kind: type[MemoryStore]) -> None:
    desk = await stuck_at_a_desk(kind(10, 10))
    desk.chat.receive_all(desk.client, [ASKED] * 100)
    await desk.chat.sequencer.drained()
    assert desk.recalls == 1


async def test_a_client_that_is_cut_for_what_they_asked_is_heard_no_more() -> None:
    desk = await stuck_at_a_desk(MemoryStore(10, 10))
    before = desk.chat.counters.messages
    desk.chat.receive_all(desk.client, [ASKED, '{"type":"message","content":"hi"}'])
    assert desk.chat.counters.messages == before


async def test_for_all_who_bear_one_name_a_private_message_is_written_once() -> None:
    desk = Desk(MemoryStore(10, 10))
    namesakes = [desk.client, *(desk.seat(started(number=number)) for number in (2, 3, 4))]
    for client in namesakes:
        desk.chat.enter(client, "Anonymous")
    desk.chat.receive(desk.client, '{"type":"message","content":"psst","to":"Anonymous"}')
    assert (desk.private_messages, desk.chat.counters.deliveries) == (1, 4)


@pytest.mark.parametrize("question", [ASKED, '{"type":"users"}'])
async def test_one_question_is_answered_in_a_turn(question: str) -> None:
    chat = ChatService(MemoryStore(10, 10), Rules(), most_rooms=10)
    line = started()
    asker = Client(line.connection, EVENTS, ROOM)
    chat.enter(asker, "Ann")
    await turn_ends()
    line.transport.writes.clear()
    chat.receive_all(asker, [question] * 5)
    assert line.connection.receive_queue.is_held
    assert line.receiver.messages == []
    await turn_ends()
    assert line.transport.written.count(b'"type":') == 1
    assert line.receiver.messages == [question] * 4  # the next turn
    assert not line.connection.receive_queue.is_held


async def test_nothing_more_is_taken_from_senders_in_a_crowded_room() -> None:
    chat = ChatService(MemoryStore(10, 10), Rules(), most_rooms=10)
    line = started()
    sender = Client(line.connection, PLAIN, ROOM)
    chat.enter(sender, "Ann")
    chat.sequencer.crowded.add(ROOM)
    chat.receive_all(sender, ["a", "b"])
    assert line.connection.receive_queue.is_held
    assert chat.counters.messages == 0
    chat.sequencer.crowded.clear()
    chat.held_senders.release(ROOM)
    assert line.receiver.messages == ["a", "b"]  # and so on to the chat
    assert not line.connection.receive_queue.is_held


async def test_what_is_said_behind_questions_and_before_the_close_is_not_lost() -> None:
    async with party() as at:
        bob = await at.knock("/chat?user=Bob", "chat.events")
        ann = await at.knock("/chat?user=Ann", "chat.events")
        said = b'{"type":"message","content":"my last words"}'
        question = masked(TEXT, ASKED.encode())
        ann.peer.send(question * 5 + masked(TEXT, said) + closing(1000))
        heard = await bob.hear_until(type="user_left", nickname="Ann")
        assert "my last words" in [frame.get("content") for frame in heard]
