"""Message batch: messages are stored and published together, room by room."""

from typing import Any, cast

from server.chat.counters import Counters
from server.chat.message_batch import MessageBatch
from server.core.events import PublicMessage
from server.ws.write_batch import WriteBatch

MOST = 64  # messages of a room that wait for the flush
READERS = 3


class Desk:
    """A write batch, and what was stored and published; each room has three readers."""

    def __init__(self) -> None:
        self.sources: list[Any] = []
        self.done: list[tuple[str, str, list[str]]] = []
        self.counters = Counters()
        self.poisoned: set[str] = set()  # rooms in which nothing can be told
        self.failed: list[str] = []
        self.message_batch = MessageBatch(self.keep, self.tell, self.counters, self.failed.append)

    def add_source(self, source: Any) -> None:
        self.sources.append(source)

    def keep(self, room: str, said: list[PublicMessage]) -> None:
        self.done.append(("kept", room, [each.text for each in said]))

    def tell(self, room: str, said: list[PublicMessage]) -> int:
        if room in self.poisoned:
            raise OverflowError("an absurd time")
        self.done.append(("told", room, [each.text for each in said]))
        return READERS

    def send_message(self, room: str, *texts: str) -> None:
        said = [PublicMessage("Alice", text) for text in texts]
        self.message_batch.add(room, said, cast(WriteBatch, self))


def test_nothing_is_told_before_the_turn_ends() -> None:
    desk = Desk()
    desk.send_message("red", "a")
    assert (desk.sources, desk.done) == ([desk.message_batch], [])


def test_what_is_said_in_one_room_is_kept_and_then_told_at_once() -> None:
    desk = Desk()
    desk.send_message("red", "a")
    desk.send_message("red", "b", "c")
    desk.message_batch.flush()
    assert desk.done == [("kept", "red", ["a", "b", "c"]), ("told", "red", ["a", "b", "c"])]


def test_each_room_is_told_its_own() -> None:
    desk = Desk()
    desk.send_message("red", "a")
    desk.send_message("blue", "b")
    desk.message_batch.flush()
    told = [(room, texts) for what, room, texts in desk.done if what == "told"]
    assert told == [("red", ["a"]), ("blue", ["b"])]


def test_a_turn_is_asked_once() -> None:
    desk = Desk()
    desk.send_message("red", "a")
    desk.send_message("blue", "b")
    assert desk.sources == [desk.message_batch]


def test_the_next_turn_is_asked_again() -> None:
    desk = Desk()
    desk.send_message("red", "a")
    desk.message_batch.flush()
    desk.send_message("red", "b")
    assert desk.sources == [desk.message_batch] * 2


def test_what_was_told_is_not_told_again() -> None:
    desk = Desk()
    desk.send_message("red", "a")
    desk.message_batch.flush()
    desk.message_batch.flush()
    assert len(desk.done) == len(("kept", "told"))


def test_more_than_waits_for_the_turns_end_is_told_early() -> None:
    desk = Desk()
    for _ in range(MOST):
        desk.send_message("red", "a")
    assert desk.done == []
    desk.send_message("red", "one more")
    assert [len(texts) for _, _, texts in desk.done] == [MOST + 1] * 2


def test_it_is_counted_what_was_said_and_how_many_heard_it() -> None:
    desk = Desk()
    desk.send_message("red", "a", "b")
    desk.message_batch.flush()
    assert (desk.counters.messages, desk.counters.deliveries) == (2, 2 * READERS)


def test_an_exception_costs_one_room_its_batch_only() -> None:
    desk = Desk()
    desk.poisoned.add("red")
    desk.send_message("red", "a")
    desk.send_message("blue", "b")
    desk.message_batch.flush()
    assert desk.failed == ["red"]
    assert ("told", "blue", ["b"]) in desk.done
    desk.poisoned.clear()
    desk.send_message("red", "c")
    desk.message_batch.flush()
    assert desk.done[-1] == ("told", "red", ["c"])
