"""What was said is told again: which of it, to whom, to the character."""

import pytest

from server.core.events import Said, Whispered
from server.core.history_query import MOST_RECALLED, Query
from server.store.base import Broker
from tests.server.support.store_kinds import append, is_complete, say, texts, whisper

EVERY_KIND = "".join(map(chr, range(0x250))) + "é\u2028\ufeff\ufffe\uffff👩‍👩‍👧\U0010ffff"
FARTHEST = 10**40  # a client may ask for any number


def numbers(broker: Broker, count: int) -> list[int]:
    return [say(broker, str(number)) for number in range(count)]


def test_what_was_said_is_recalled_oldest_first(broker: Broker) -> None:
    numbers(broker, 3)
    assert texts(broker) == ["0", "1", "2"]


def test_a_message_comes_back_as_it_was(broker: Broker) -> None:
    said = append(broker, Said("Zoë", EVERY_KIND, 0, "c-17"))
    assert broker.recall("lobby", Query()).messages == (said,)


def test_a_whisper_comes_back_as_it_was(broker: Broker) -> None:
    whispered = append(broker, Whispered("Zoë", "Bob", EVERY_KIND, 0, "\x7f'\"%"))
    assert broker.recall("lobby", Query(reader="Bob")).messages == (whispered,)


def test_nothing_was_said(broker: Broker) -> None:
    assert texts(broker) == []


def test_only_what_stands_after_a_place(broker: Broker) -> None:
    places = numbers(broker, 4)
    assert texts(broker, Query(after=places[1])) == ["2", "3"]


def test_only_what_stands_before_a_place(broker: Broker) -> None:
    places = numbers(broker, 4)
    assert texts(broker, Query(before=places[2])) == ["0", "1"]


def test_only_what_stands_between_two_places(broker: Broker) -> None:
    places = numbers(broker, 5)
    assert texts(broker, Query(after=places[0], before=places[4])) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("limit", "newest"), [(0, []), (1, ["3"]), (3, ["1", "2", "3"]), (9, ["0", "1", "2", "3"])]
)
def test_only_the_newest(broker: Broker, limit: int, newest: list[str]) -> None:
    numbers(broker, 4)
    assert texts(broker, Query(limit=limit)) == newest


def test_the_newest_before_a_place(broker: Broker) -> None:
    places = numbers(broker, 6)
    assert texts(broker, Query(before=places[4], limit=2)) == ["2", "3"]


def test_many_are_recalled(broker: Broker) -> None:
    numbers(broker, 300)
    assert texts(broker) == [str(number) for number in range(300)]


@pytest.mark.parametrize("place", [0, FARTHEST])
def test_any_number_may_be_asked_for(broker: Broker, place: int) -> None:
    numbers(broker, 2)
    everything = ["0", "1"]
    assert texts(broker, Query(after=place)) == ([] if place else everything)
    assert texts(broker, Query(before=place)) == (everything if place else [])


def test_what_is_not_committed_yet_is_recalled_too(broker: Broker) -> None:
    say(broker, "kept")
    said = broker.append("lobby", Said("Alice", "new"))
    broker.append("attic", Said("Alice", "elsewhere"))
    assert texts(broker) == ["kept", "new"]
    assert texts(broker, Query(limit=1)) == ["new"]
    assert texts(broker, Query(before=said.place)) == ["kept"]
    assert texts(broker, Query(after=said.place)) == []


def test_rooms_share_nothing(broker: Broker) -> None:
    say(broker, "hi", "lobby")
    say(broker, "ho", "Lobby")
    assert (texts(broker, room="lobby"), texts(broker, room="Lobby")) == (["hi"], ["ho"])


@pytest.mark.parametrize(
    ("reader", "heard"),
    [
        ("Alice", ["hi", "psst", "pst!"]),
        ("Bob", ["hi", "psst", "pst!"]),
        ("Carol", ["hi"]),
        ("bob", ["hi"]),
        ("", ["hi"]),
        (None, ["hi"]),
    ],
)
def test_a_whisper_is_for_its_two_alone(
    broker: Broker, reader: str | None, heard: list[str]
) -> None:
    say(broker, "hi")
    whisper(broker, "psst", "Alice", "Bob")
    broker.append("lobby", Whispered("Alice", "Bob", "pst!"))
    assert texts(broker, Query(reader=reader)) == heard


def test_a_whisper_of_others_takes_nobodys_place(broker: Broker) -> None:
    numbers(broker, 3)
    whisper(broker, "psst", "Alice", "Bob")
    assert texts(broker, Query(limit=2, reader="Carol")) == ["1", "2"]


def test_no_more_is_recalled_than_a_frame_could_hold(broker: Broker) -> None:
    for number in range(3):
        broker.append("lobby", Said("Alice", str(number) * (MOST_RECALLED // 2)))
    broker.commit()
    assert [text[0] for text in texts(broker)] == ["1", "2"]
    assert not is_complete(broker)
    assert is_complete(broker, Query(limit=2))
