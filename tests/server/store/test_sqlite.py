"""The SQLite store: it outlives the server, and its failures do no harm."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.core.events import PrivateMessage, PublicMessage
from server.core.history_query import HistoryQuery
from server.store.base import DEDUP_WINDOW, StoreUnavailable
from server.store.sqlite import SqliteStore
from tests.server.support.store_kinds import (
    NOON,
    SECOND,
    HandClock,
    append,
    is_complete,
    send_message,
    send_private,
    texts,
)


class Server:
    """Opens the same history again and again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock()
        self.store = SqliteStore(path, 10, 3, self.clock, self.clock)

    def restart(self, limit: int = 10, most_rooms: int = 3) -> SqliteStore:
        self.store.close()
        self.store = SqliteStore(self.path, limit, most_rooms, self.clock, self.clock)
        return self.store

    def breaks(self, is_broken: bool) -> None:
        """Make the file reject every change, or accept changes again."""
        self.store.tables.execute(f"PRAGMA query_only = {int(is_broken)}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "chat.db")
    yield server
    server.store.close()


def test_what_was_said_is_there_after_a_restart(server: Server) -> None:
    said = append(server.store, PublicMessage("Alice", "hi\0", 0, "c-1"))
    private_message = append(server.store, PrivateMessage("Alice", "Bob", "psst"))
    select_history = server.restart().read_history("lobby", HistoryQuery(reader="Bob"))
    assert (select_history.messages, select_history.is_complete) == ((said, private_message), True)


def test_a_private_message_stays_between_its_two(server: Server) -> None:
    send_private(server.store, "psst", "Alice", "Bob")
    store = server.restart()
    assert [
        texts(store, HistoryQuery(reader=name)) for name in ("Alice", "Bob", "Carol", None)
    ] == [
        ["psst"],
        ["psst"],
        [],
        [],
    ]


def test_what_was_never_committed_is_gone(server: Server) -> None:
    send_message(server.store, "kept")
    server.store.append("lobby", PublicMessage("Alice", "staged"))
    assert texts(server.restart()) == ["kept"]


def test_places_go_on_above_the_last(server: Server) -> None:
    server.clock.now = NOON + 3600 * SECOND
    last = send_message(server.store, "hi", "attic")
    server.clock.now = NOON
    assert send_message(server.restart(), "ho") == last + 1


def test_the_life_of_a_history_is_longer_than_a_servers(server: Server) -> None:
    send_message(server.store, "hi")
    server.clock.now += 3600 * SECOND
    store = server.restart()
    assert is_complete(store, HistoryQuery(after=NOON), "lobby")
    assert is_complete(store, HistoryQuery(after=NOON), "attic")
    assert not is_complete(store, HistoryQuery(after=NOON - 1), "lobby")
    assert not is_complete(store, HistoryQuery(after=NOON - 1), "attic")


def test_what_was_dropped_is_still_known_to_be(server: Server) -> None:
    sequences = [send_message(server.store, str(number)) for number in range(200)]
    store = server.restart()
    assert texts(store) == [str(number) for number in range(190, 200)]
    assert is_complete(store, HistoryQuery(after=sequences[189]))
    assert not is_complete(store, HistoryQuery(after=sequences[188]))
    assert not is_complete(store)


def test_with_a_lower_limit_less_is_shown(server: Server) -> None:
    sequences = [send_message(server.store, str(number)) for number in range(10)]
    store = server.restart(limit=3)
    assert texts(store) == ["7", "8", "9"]
    assert not is_complete(store, HistoryQuery(after=sequences[5]))
    assert is_complete(store, HistoryQuery(after=sequences[6]))


def test_with_a_higher_limit_what_is_gone_stays_gone(server: Server) -> None:
    sequences = [send_message(server.store, str(number)) for number in range(200)]
    store = server.restart(limit=1_000)
    shown = texts(store)
    assert shown == [str(number) for number in range(200 - len(shown), 200)]
    assert not is_complete(store)
    assert is_complete(store, HistoryQuery(after=sequences[-len(shown) - 1]))
    assert not is_complete(store, HistoryQuery(after=sequences[-len(shown) - 2]))


def test_rooms_that_were_dropped_are_still_known_to_be(server: Server) -> None:
    last = {room: send_message(server.store, "hi", room) for room in "abcde"}
    send_message(server.store, "again", "a")  # for it c goes
    store = server.restart()
    assert {room: texts(store, room=room) for room in "abcde"} == {
        "a": ["again"],
        "b": [],
        "c": [],
        "d": ["hi"],
        "e": ["hi"],
    }
    assert [is_complete(store, room=room) for room in "acde"] == [False, False, True, False]
    # e is new, but a room of that name may have been dropped
    assert not is_complete(store, HistoryQuery(after=last["a"] - 1), "a")
    assert is_complete(store, HistoryQuery(after=last["c"]), "c")


def test_after_a_restart_the_longest_silent_room_goes_first(server: Server) -> None:
    for room in ("a", "b", "c", "a"):
        send_message(server.store, "hi", room)
    store = server.restart()
    send_message(store, "hi", "d")
    assert [texts(store, room=room) != [] for room in "abcd"] == [True, False, True, True]


def test_more_rooms_than_before_are_too_many(server: Server) -> None:
    for room in "abc":
        send_message(server.store, "hi", room)
    store = server.restart(most_rooms=1)
    send_message(store, "hi", "d")
    assert [texts(store, room=room) for room in "abcd"] == [[], [], [], ["hi"]]


@pytest.mark.parametrize(("later", "is_known"), [(DEDUP_WINDOW - 1, True), (DEDUP_WINDOW, False)])
def test_the_clients_ids_are_known_after_a_restart(
    server: Server, later: int, is_known: bool
) -> None:
    server.clock.now += 1
    first = append(server.store, PublicMessage("Alice", "hi", 0, "c-1"))
    server.clock.now += later
    again = append(server.restart(), PublicMessage("Alice", "other words", 0, "c-1"))
    assert (again == first) is is_known
    assert len(texts(server.store)) == 1 + (not is_known)


def test_many_clients_ids_are_known_after_a_restart(server: Server) -> None:
    firsts = [
        append(server.store, PublicMessage("Alice", "hi", 0, str(number))) for number in range(200)
    ]
    store = server.restart()
    again = [append(store, PublicMessage("Alice", "hi", 0, str(number))) for number in range(200)]
    assert again == firsts
    assert len(texts(store)) == 10


def test_what_can_no_longer_be_repeated_leaves_the_file(server: Server) -> None:
    for number in range(200):
        append(server.store, PublicMessage("Alice", "hi", 0, str(number)))
    server.clock.now += DEDUP_WINDOW + SECOND
    for number in range(200):
        append(server.store, PublicMessage("Alice", "hi", 0, "" if number else "new"))
    count = "SELECT count(*) FROM messages"
    assert server.store.tables.execute(count).fetchone()[0] < 100


def test_when_nothing_can_be_kept_nothing_is(server: Server) -> None:
    send_message(server.store, "kept")
    server.breaks(True)
    with pytest.raises(StoreUnavailable, match="cannot be written to"):
        send_message(server.store, "lost")
    server.breaks(False)
    assert texts(server.store) == ["kept"]
    send_message(server.store, "again")
    assert texts(server.restart()) == ["kept", "again"]


def test_when_a_large_batch_fails_nothing_of_it_is_kept(server: Server) -> None:
    pages = server.store.tables.execute("PRAGMA page_count").fetchone()[0]
    server.store.tables.execute(f"PRAGMA max_page_count = {pages + 20}")
    for number in range(3_000):
        server.store.append(
            "lobby", PublicMessage("Alice", f"{number} {'x' * 100}", 0, str(number))
        )
    with pytest.raises(StoreUnavailable, match="the disk is full"):
        server.store.commit()
    assert texts(server.store) == []
    send_message(server.store, "small")
    assert texts(server.restart()) == ["small"]


def test_what_was_not_kept_is_no_repetition(server: Server) -> None:
    server.breaks(True)
    with pytest.raises(StoreUnavailable):
        append(server.store, PublicMessage("Alice", "hi", 0, "c-1"))
    server.breaks(False)
    append(server.store, PublicMessage("Alice", "hi", 0, "c-1"))
    assert texts(server.store) == ["hi"]


def test_when_nothing_can_be_kept_no_room_goes_for_it(server: Server) -> None:
    for room in "abc":
        send_message(server.store, "hi", room)
    server.breaks(True)
    with pytest.raises(StoreUnavailable):
        send_message(server.store, "hi", "d")
    server.breaks(False)
    assert [texts(server.store, room=room) for room in "abcd"] == [["hi"], ["hi"], ["hi"], []]
    assert is_complete(server.store, room="d")


def test_it_is_found_out_whether_things_can_be_kept_again(server: Server) -> None:
    server.breaks(True)
    server.store.commit()  # nothing was to be kept, and nothing had failed
    with pytest.raises(StoreUnavailable):
        send_message(server.store, "hi")
    with pytest.raises(StoreUnavailable):
        server.store.commit()
    server.breaks(False)
    server.store.commit()


def test_what_cannot_be_stored_spoils_no_later_batch(server: Server) -> None:
    with pytest.raises(StoreUnavailable, match=r"^UnicodeEncodeError"):
        send_message(server.store, "half an emoji: \ud83d")
    send_message(server.store, "hi")
    assert texts(server.store) == ["hi"]


def test_a_text_that_the_disk_has_spoilt_leaves_the_others_readable(server: Server) -> None:
    for text in ("one", "two"):
        send_message(server.store, text)
    spoil = "UPDATE messages SET text = CAST(x'6fff65' AS TEXT) WHERE text = 'one'"
    server.store.tables.execute(spoil)
    assert texts(server.store) == ["o\ufffde", "two"]


def test_the_file_is_for_its_owner_alone(server: Server) -> None:
    send_message(server.store, "psst")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in server.path.parent.iterdir()}
    assert modes == {"chat.db": 0o600, "chat.db-wal": 0o600}


def test_a_closed_history_is_a_single_file(server: Server) -> None:
    send_message(server.store, "hi")
    server.store.close()
    assert [file.name for file in server.path.parent.iterdir()] == ["chat.db"]


def test_a_file_that_is_removed_while_it_is_used_is_noticed(server: Server) -> None:
    append(server.store, PublicMessage("Alice", "kept"))
    server.path.unlink()
    server.store.append("lobby", PublicMessage("Alice", "lost"))
    with pytest.raises(StoreUnavailable, match="removed or replaced"):
        server.store.commit()
    with pytest.raises(StoreUnavailable, match="removed or replaced"):
        server.store.commit()


def test_a_full_disk_is_noticed_until_there_is_space(server: Server) -> None:
    execute = server.store.tables.execute
    append(server.store, PublicMessage("Alice", "kept"))
    pages = execute("PRAGMA page_count").fetchone()[0]
    execute(f"PRAGMA max_page_count = {pages}")
    server.store.append("lobby", PublicMessage("Alice", "x" * 60_000))
    for _ in range(3):  # the message, and then the probes
        with pytest.raises(StoreUnavailable, match="disk is full"):
            server.store.commit()
    execute(f"PRAGMA max_page_count = {pages + 1_000}")
    server.store.commit()
    append(server.store, PublicMessage("Alice", "x" * 60_000))
    assert execute("SELECT count(*) FROM sqlite_schema WHERE name = 'probe'").fetchone() == (0,)
