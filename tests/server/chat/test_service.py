"""The chat between rules, order and readers, on lines whose other end the test holds."""

import dataclasses

import pytest

from server.chat.client import Guest
from server.chat.service import Chat
from server.core.events import Event, Recalled, Whispered
from server.core.room import Rules
from server.dialects.events import EVENTS
from server.dialects.plain import PLAIN
from server.store.memory import MemoryBroker
from tests.server.support.connection import SEND_BUFFER, Line, started
from tests.server.support.fake_transport import turn_ends
from tests.server.support.slow_store import SlowBroker

ROOM = "lobby"
ASKED = '{"type":"history"}'


class Desk:
    """A chat, a guest whose line is stuck, and what is written to them."""

    def __init__(self, broker: MemoryBroker) -> None:
        self.chat = Chat(broker, Rules(), most_rooms=10)
        self.line: Line = started()
        self.recalls = self.whispers = 0
        self._dialect = dataclasses.replace(EVENTS, encode=self._encode)
        self.guest = self.seat(self.line)

    def seat(self, line: Line) -> Guest:
        """Somebody whose words are counted here."""
        return Guest(line.connection, self._dialect, ROOM)

    def _encode(self, event: Event) -> bytes | None:
        self.recalls += isinstance(event, Recalled)
        self.whispers += isinstance(event, Whispered)
        return EVENTS.encode(event)


async def stuck_at_a_desk(broker: MemoryBroker) -> Desk:
    """The room has more history than may wait for one reader, and the guest takes nothing."""
    desk = Desk(broker)
    speaker = Guest(started(number=2).connection, PLAIN, ROOM)
    desk.chat.enter(speaker, "Ann")
    desk.chat.enter(desk.guest, "Bob")
    desk.chat.hear_all(speaker, ["x" * 30_000] * 5)
    await desk.chat.order.drained()
    await turn_ends()
    desk.line.transport.waiting = SEND_BUFFER
    desk.recalls = 0
    return desk


@pytest.mark.parametrize("kind", [MemoryBroker, SlowBroker])
async def test_for_who_takes_nothing_the_history_is_written_once(kind: type[MemoryBroker]) -> None:
    desk = await stuck_at_a_desk(kind(10, 10))
    desk.chat.hear_all(desk.guest, [ASKED] * 100)
    await desk.chat.order.drained()
    assert desk.recalls == 1


async def test_whoever_is_cut_for_what_they_asked_is_heard_no_more() -> None:
    desk = await stuck_at_a_desk(MemoryBroker(10, 10))
    before = desk.chat.counts.messages
    desk.chat.hear_all(desk.guest, [ASKED, '{"type":"message","content":"hi"}'])
    assert desk.chat.counts.messages == before


async def test_for_all_who_bear_one_name_a_whisper_is_written_once() -> None:
    desk = Desk(MemoryBroker(10, 10))
    namesakes = [desk.guest, *(desk.seat(started(number=number)) for number in (2, 3, 4))]
    for guest in namesakes:
        desk.chat.enter(guest, "Anonymous")
    desk.chat.hear(desk.guest, '{"type":"message","content":"psst","to":"Anonymous"}')
    assert (desk.whispers, desk.chat.counts.deliveries) == (1, 4)
