"""History queries: the right messages, for the right reader, preserved to the character."""

import pytest

from server.core.events import PrivateMessage, PublicMessage
from server.core.history_query import (
    MAX_HISTORY_CHARACTERS,
    MAX_HISTORY_MESSAGES,
    HistoryQuery,
)
from server.store.base import Store
from server.store.memory import MemoryStore
from tests.server.support.store_kinds import (
    Make,
    append,
    is_complete,
    send_message,
    send_private,
    texts,
    uncommitted,
)

EVERY_KIND = "".join(map(chr, range(0x250))) + "é\u2028\ufeff\ufffe\uffff👩‍👩‍👧\U0010ffff"
FARTHEST = 10**40  # a client may ask for any number


def numbers(store: Store, count: int) -> list[int]:
    return [send_message(store, str(number)) for number in range(count)]


def test_what_was_said_is_recalled_oldest_first(store: Store) -> None:
    numbers(store, 3)
    assert texts(store) == ["0", "1", "2"]


def test_a_message_comes_back_as_it_was(store: Store) -> None:
    said = append(store, PublicMessage("Zoë", EVERY_KIND, 0, "c-17"))
    assert store.read_history("lobby", HistoryQuery()).messages == (said,)


def test_a_private_message_comes_back_as_it_was(store: Store) -> None:
    private_message = append(store, PrivateMessage("Zoë", "Bob", EVERY_KIND, 0, "\x7f'\"%"))
    assert store.read_history("lobby", HistoryQuery(reader="Bob")).messages == (private_message,)


def test_nothing_was_said(store: Store) -> None:
    assert texts(store) == []


def test_only_what_stands_after_a_place(store: Store) -> None:
    sequences = numbers(store, 4)
    assert texts(store, HistoryQuery(after=sequences[1])) == ["2", "3"]


def test_only_what_stands_before_a_place(store: Store) -> None:
    sequences = numbers(store, 4)
    assert texts(store, HistoryQuery(before=sequences[2])) == ["0", "1"]


def test_only_what_stands_between_two_places(store: Store) -> None:
    sequences = numbers(store, 5)
    assert texts(store, HistoryQuery(after=sequences[0], before=sequences[4])) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("limit", "newest"), [(0, []), (1, ["3"]), (3, ["1", "2", "3"]), (9, ["0", "1", "2", "3"])]
)
def test_only_the_newest(store: Store, limit: int, newest: list[str]) -> None:
    numbers(store, 4)
    assert texts(store, HistoryQuery(limit=limit)) == newest


def test_the_newest_before_a_place(store: Store) -> None:
    sequences = numbers(store, 6)
    assert texts(store, HistoryQuery(before=sequences[4], limit=2)) == ["2", "3"]


def test_many_are_recalled(store: Store) -> None:
    numbers(store, 300)
    assert texts(store) == [str(number) for number in range(300)]


@pytest.mark.parametrize("sequence", [0, FARTHEST])
def test_any_number_may_be_asked_for(store: Store, sequence: int) -> None:
    numbers(store, 2)
    everything = ["0", "1"]
    assert texts(store, HistoryQuery(after=sequence)) == ([] if sequence else everything)
    assert texts(store, HistoryQuery(before=sequence)) == (everything if sequence else [])


def test_what_is_not_committed_yet_is_recalled_too(store: Store) -> None:
    send_message(store, "kept")
    said = uncommitted(store, "new")
    store.append("attic", PublicMessage("Alice", "elsewhere"))
    assert texts(store) == ["kept", "new"]
    assert texts(store, HistoryQuery(limit=1)) == ["new"]
    assert texts(store, HistoryQuery(before=said)) == ["kept"]
    assert texts(store, HistoryQuery(after=said)) == []


def test_rooms_share_nothing(store: Store) -> None:
    send_message(store, "hi", "lobby")
    send_message(store, "ho", "Lobby")
    assert (texts(store, room="lobby"), texts(store, room="Lobby")) == (["hi"], ["ho"])


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
def test_a_private_message_is_for_its_two_alone(
    store: Store, reader: str | None, heard: list[str]
) -> None:
    send_message(store, "hi")
    send_private(store, "psst", "Alice", "Bob")
    store.append("lobby", PrivateMessage("Alice", "Bob", "pst!"))
    assert texts(store, HistoryQuery(reader=reader)) == heard


def test_a_private_message_of_others_takes_nobodys_place(store: Store) -> None:
    numbers(store, 3)
    send_private(store, "psst", "Alice", "Bob")
    assert texts(store, HistoryQuery(limit=2, reader="Carol")) == ["1", "2"]


def test_no_more_is_recalled_than_a_frame_could_hold(store: Store) -> None:
    for number in range(3):
        store.append("lobby", PublicMessage("Alice", str(number) * (MAX_HISTORY_CHARACTERS // 2)))
    store.commit()
    assert [text[0] for text in texts(store)] == ["1", "2"]
    assert not is_complete(store)
    assert is_complete(store, HistoryQuery(limit=2))


def test_no_more_messages_are_recalled_than_a_frame_could_hold(make: Make) -> None:
    store = make(limit=MAX_HISTORY_MESSAGES + 1)
    said = [PublicMessage("Alice", str(number)) for number in range(MAX_HISTORY_MESSAGES + 1)]
    store.append_all("lobby", said)
    store.commit()
    assert texts(store) == [one.text for one in said[1:]]
    assert not is_complete(store)
    assert is_complete(store, HistoryQuery(limit=MAX_HISTORY_MESSAGES))
    assert is_complete(store, HistoryQuery(after=said[0].sequence))


class Watched(PublicMessage):
    """Counts the looks at the sequence number of any such message."""

    looks = 0

    def __getattribute__(self, name: str) -> object:
        if name == "sequence":
            Watched.looks += 1
        return super().__getattribute__(name)


def test_a_page_from_far_back_takes_no_look_at_the_later_messages() -> None:
    store = MemoryStore(100_000, 10)
    store.append_all("lobby", [Watched("Alice", str(number)) for number in range(10_000)])
    before = store.logs["lobby"].kept[100].sequence
    Watched.looks = 0
    assert texts(store, HistoryQuery(before=before, limit=3)) == ["97", "98", "99"]
    assert Watched.looks < 100
