"""What only the history in a file promises: it outlives the server, and failing it harms nobody."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.core.events import Said, Whispered
from server.core.history_query import Query
from server.store.base import REPEATS, BrokenBroker
from server.store.sqlite import SqliteBroker
from tests.server.support.store_kinds import (
    NOON,
    SECOND,
    HandClock,
    append,
    is_complete,
    say,
    texts,
    whisper,
)


class Server:
    """Opens the same history again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock()
        self.broker = SqliteBroker(path, 10, 3, self.clock)

    def restart(self, limit: int = 10, most_rooms: int = 3) -> SqliteBroker:
        self.broker.close()
        self.broker = SqliteBroker(self.path, limit, most_rooms, self.clock)
        return self.broker

    def breaks(self, is_broken: bool) -> None:
        """From now on the file refuses every change, or takes them again."""
        self.broker._tables._execute(f"PRAGMA query_only = {int(is_broken)}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "chat.db")
    yield server
    server.broker.close()


def test_what_was_said_is_there_after_a_restart(server: Server) -> None:
    said = append(server.broker, Said("Alice", "hi\0", 0, "c-1"))
    whispered = append(server.broker, Whispered("Alice", "Bob", "psst"))
    recalled = server.restart().recall("lobby", Query(reader="Bob"))
    assert (recalled.messages, recalled.is_complete) == ((said, whispered), True)


def test_a_whisper_stays_between_its_two(server: Server) -> None:
    whisper(server.broker, "psst", "Alice", "Bob")
    broker = server.restart()
    assert [texts(broker, Query(reader=name)) for name in ("Alice", "Bob", "Carol", None)] == [
        ["psst"],
        ["psst"],
        [],
        [],
    ]


def test_what_was_never_committed_is_gone(server: Server) -> None:
    say(server.broker, "kept")
    server.broker.append("lobby", Said("Alice", "staged"))
    assert texts(server.restart()) == ["kept"]


def test_places_go_on_above_the_last(server: Server) -> None:
    server.clock.now = NOON + 3600 * SECOND
    last = say(server.broker, "hi", "attic")
    server.clock.now = NOON
    assert say(server.restart(), "ho") == last + 1


def test_the_life_of_a_history_is_longer_than_a_servers(server: Server) -> None:
    say(server.broker, "hi")
    server.clock.now += 3600 * SECOND
    broker = server.restart()
    assert is_complete(broker, Query(after=NOON), "lobby")
    assert is_complete(broker, Query(after=NOON), "attic")
    assert not is_complete(broker, Query(after=NOON - 1), "lobby")
    assert not is_complete(broker, Query(after=NOON - 1), "attic")


def test_what_was_dropped_is_still_known_to_be(server: Server) -> None:
    places = [say(server.broker, str(number)) for number in range(200)]
    broker = server.restart()
    assert texts(broker) == [str(number) for number in range(190, 200)]
    assert is_complete(broker, Query(after=places[189]))
    assert not is_complete(broker, Query(after=places[188]))
    assert not is_complete(broker)


def test_with_a_lower_limit_less_is_shown(server: Server) -> None:
    places = [say(server.broker, str(number)) for number in range(10)]
    broker = server.restart(limit=3)
    assert texts(broker) == ["7", "8", "9"]
    assert not is_complete(broker, Query(after=places[5]))
    assert is_complete(broker, Query(after=places[6]))


def test_with_a_higher_limit_what_is_gone_stays_gone(server: Server) -> None:
    places = [say(server.broker, str(number)) for number in range(200)]
    broker = server.restart(limit=1_000)
    shown = texts(broker)
    assert shown == [str(number) for number in range(200 - len(shown), 200)]
    assert not is_complete(broker)
    assert is_complete(broker, Query(after=places[-len(shown) - 1]))
    assert not is_complete(broker, Query(after=places[-len(shown) - 2]))


def test_rooms_that_were_dropped_are_still_known_to_be(server: Server) -> None:
    last = {room: say(server.broker, "hi", room) for room in "abcde"}
    say(server.broker, "again", "a")  # for it c goes
    broker = server.restart()
    assert {room: texts(broker, room=room) for room in "abcde"} == {
        "a": ["again"],
        "b": [],
        "c": [],
        "d": ["hi"],
        "e": ["hi"],
    }
    assert [is_complete(broker, room=room) for room in "acde"] == [False, False, True, False]
    # e is new, but a room of that name may have been dropped
    assert not is_complete(broker, Query(after=last["a"] - 1), "a")
    assert is_complete(broker, Query(after=last["c"]), "c")


def test_after_a_restart_the_longest_silent_room_goes_first(server: Server) -> None:
    for room in ("a", "b", "c", "a"):
        say(server.broker, "hi", room)
    broker = server.restart()
    say(broker, "hi", "d")
    assert [texts(broker, room=room) != [] for room in "abcd"] == [True, False, True, True]


def test_more_rooms_than_before_are_too_many(server: Server) -> None:
    for room in "abc":
        say(server.broker, "hi", room)
    broker = server.restart(most_rooms=1)
    say(broker, "hi", "d")
    assert [texts(broker, room=room) for room in "abcd"] == [[], [], [], ["hi"]]


@pytest.mark.parametrize(("later", "is_known"), [(REPEATS - 1, True), (REPEATS, False)])
def test_the_clients_ids_are_known_after_a_restart(
    server: Server, later: int, is_known: bool
) -> None:
    server.clock.now += 1
    first = append(server.broker, Said("Alice", "hi", 0, "c-1"))
    server.clock.now += later
    again = append(server.restart(), Said("Alice", "other words", 0, "c-1"))
    assert (again == first) is is_known
    assert len(texts(server.broker)) == 1 + (not is_known)


def test_many_clients_ids_are_known_after_a_restart(server: Server) -> None:
    firsts = [append(server.broker, Said("Alice", "hi", 0, str(number))) for number in range(200)]
    broker = server.restart()
    again = [append(broker, Said("Alice", "hi", 0, str(number))) for number in range(200)]
    assert again == firsts
    assert len(texts(broker)) == 10


def test_what_can_no_longer_be_repeated_leaves_the_file(server: Server) -> None:
    for number in range(200):
        append(server.broker, Said("Alice", "hi", 0, str(number)))
    server.clock.now += REPEATS + SECOND
    for number in range(200):
        append(server.broker, Said("Alice", "hi", 0, "" if number else "new"))
    count = "SELECT count(*) FROM messages"
    assert server.broker._tables._execute(count).fetchone()[0] < 100


def test_when_nothing_can_be_kept_nothing_is(server: Server) -> None:
    say(server.broker, "kept")
    server.breaks(True)
    with pytest.raises(BrokenBroker, match="cannot be written to"):
        say(server.broker, "lost")
    server.breaks(False)
    assert texts(server.broker) == ["kept"]
    say(server.broker, "again")
    assert texts(server.restart()) == ["kept", "again"]


def test_when_a_large_batch_fails_nothing_of_it_is_kept(server: Server) -> None:
    pages = server.broker._tables._execute("PRAGMA page_count").fetchone()[0]
    server.broker._tables._execute(f"PRAGMA max_page_count = {pages + 20}")
    for number in range(3_000):
        server.broker.append("lobby", Said("Alice", f"{number} {'x' * 100}", 0, str(number)))
    with pytest.raises(BrokenBroker, match="the disk is full"):
        server.broker.commit()
    assert texts(server.broker) == []
    say(server.broker, "small")
    assert texts(server.restart()) == ["small"]


def test_what_was_not_kept_is_no_repetition(server: Server) -> None:
    server.breaks(True)
    with pytest.raises(BrokenBroker):
        append(server.broker, Said("Alice", "hi", 0, "c-1"))
    server.breaks(False)
    append(server.broker, Said("Alice", "hi", 0, "c-1"))
    assert texts(server.broker) == ["hi"]


def test_when_nothing_can_be_kept_no_room_goes_for_it(server: Server) -> None:
    for room in "abc":
        say(server.broker, "hi", room)
    server.breaks(True)
    with pytest.raises(BrokenBroker):
        say(server.broker, "hi", "d")
    server.breaks(False)
    assert [texts(server.broker, room=room) for room in "abcd"] == [["hi"], ["hi"], ["hi"], []]
    assert is_complete(server.broker, room="d")


def test_it_is_found_out_whether_things_can_be_kept_again(server: Server) -> None:
    server.breaks(True)
    server.broker.commit()  # nothing was to be kept, and nothing had failed
    with pytest.raises(BrokenBroker):
        say(server.broker, "hi")
    with pytest.raises(BrokenBroker):
        server.broker.commit()
    server.breaks(False)
    server.broker.commit()


def test_what_cannot_be_stored_spoils_no_later_batch(server: Server) -> None:
    with pytest.raises(BrokenBroker, match=r"^UnicodeEncodeError"):
        say(server.broker, "half an emoji: \ud83d")
    say(server.broker, "hi")
    assert texts(server.broker) == ["hi"]


def test_a_text_that_the_disk_has_spoilt_leaves_the_others_readable(server: Server) -> None:
    for text in ("one", "two"):
        say(server.broker, text)
    spoil = "UPDATE messages SET text = CAST(x'6fff65' AS TEXT) WHERE text = 'one'"
    server.broker._tables._execute(spoil)
    assert texts(server.broker) == ["o\ufffde", "two"]


def test_the_file_is_for_its_owner_alone(server: Server) -> None:
    say(server.broker, "psst")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in server.path.parent.iterdir()}
    assert modes == {"chat.db": 0o600, "chat.db-wal": 0o600}


def test_a_closed_history_is_a_single_file(server: Server) -> None:
    say(server.broker, "hi")
    server.broker.close()
    assert [file.name for file in server.path.parent.iterdir()] == ["chat.db"]
