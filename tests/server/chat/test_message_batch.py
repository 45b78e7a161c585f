"""What many say in one turn: kept and told together, a room at a time."""

from typing import Any, cast

from server.chat.counters import Counts
from server.chat.message_batch import Sayings
from server.core.events import Said
from server.ws.write_batch import Turn

MOST = 64  # messages of a room that wait for the turn's end
READERS = 3


class Desk:
    """A turn, and what was kept and told; everybody in a room is one of three readers."""

    def __init__(self) -> None:
        self.sources: list[Any] = []
        self.done: list[tuple[str, str, list[str]]] = []
        self.counts = Counts()
        self.sayings = Sayings(self.keep, self.tell, self.counts)

    def add_source(self, source: Any) -> None:
        self.sources.append(source)

    def keep(self, room: str, said: list[Said]) -> None:
        self.done.append(("kept", room, [each.text for each in said]))

    def tell(self, room: str, said: list[Said]) -> int:
        self.done.append(("told", room, [each.text for each in said]))
        return READERS

    def say(self, room: str, *texts: str) -> None:
        said = [Said("Alice", text) for text in texts]
        self.sayings.add(room, said, cast(Turn, self))


def test_nothing_is_told_before_the_turn_ends() -> None:
    desk = Desk()
    desk.say("red", "a")
    assert (desk.sources, desk.done) == ([desk.sayings], [])


def test_what_is_said_in_one_room_is_kept_and_then_told_at_once() -> None:
    desk = Desk()
    desk.say("red", "a")
    desk.say("red", "b", "c")
    desk.sayings.flush()
    assert desk.done == [("kept", "red", ["a", "b", "c"]), ("told", "red", ["a", "b", "c"])]


def test_each_room_is_told_its_own() -> None:
    desk = Desk()
    desk.say("red", "a")
    desk.say("blue", "b")
    desk.sayings.flush()
    told = [(room, texts) for what, room, texts in desk.done if what == "told"]
    assert told == [("red", ["a"]), ("blue", ["b"])]


def test_a_turn_is_asked_once() -> None:
    desk = Desk()
    desk.say("red", "a")
    desk.say("blue", "b")
    assert desk.sources == [desk.sayings]


def test_the_next_turn_is_asked_again() -> None:
    desk = Desk()
    desk.say("red", "a")
    desk.sayings.flush()
    desk.say("red", "b")
    assert desk.sources == [desk.sayings] * 2


def test_what_was_told_is_not_told_again() -> None:
    desk = Desk()
    desk.say("red", "a")
    desk.sayings.flush()
    desk.sayings.flush()
    assert len(desk.done) == len(("kept", "told"))


def test_more_than_waits_for_the_turns_end_is_told_early() -> None:
    desk = Desk()
    for _ in range(MOST):
        desk.say("red", "a")
    assert desk.done == []
    desk.say("red", "one more")
    assert [len(texts) for _, _, texts in desk.done] == [MOST + 1] * 2


def test_it_is_counted_what_was_said_and_how_many_heard_it() -> None:
    desk = Desk()
    desk.say("red", "a", "b")
    desk.sayings.flush()
    assert (desk.counts.messages, desk.counts.deliveries) == (2, 2 * READERS)
