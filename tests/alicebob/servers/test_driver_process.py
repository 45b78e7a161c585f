"""Drivers that fail: each ends with a sentence, and none keeps the suite waiting."""

import json
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.servers.driver_process import DriverProcess
from alicebob.servers.family import Family
from alicebob.servers.guard import Guard
from alicebob.transport.address import Address
from alicebob.transport.driver_connection import DriverConnection, DriverFailed
from alicebob.transport.upgrade import Handshake
from alicebob.transport.websocket import SocketCallbacks

PATIENCE = 0.3  # seconds, for drivers that never answer
DEADLINE = 20.0  # seconds; only a broken test ever gets there
HERE = Address("localhost", 9)
HANDSHAKE = Handshake("/driver?user=Al&room=tea&number=4")
GREETING = """
import json, sys
def tell(**line): print(json.dumps(line), flush=True)
def asked(): return json.loads(sys.stdin.readline())
asked()
tell(event="hello", protocol=1, can={can}, hears={{"message": ["text"]}})
"""

New = Callable[..., DriverProcess]


@pytest.fixture
def new(tmp_path: Path) -> Iterator[New]:
    """Makes a driver of a Python program, which follows a greeting."""
    made = []

    def make(program: str, greeting: str = GREETING, can: str = "['drop']") -> DriverProcess:
        path = tmp_path / "driver.py"
        path.write_text(greeting.format(can=can) + program)
        made.append(DriverProcess([sys.executable, str(path)], None, {}))
        return made[-1]

    yield make
    for driver in made:
        driver.stop()


def failure_of(act: Callable[[], object]) -> str:
    with pytest.raises(DriverFailed) as failed:
        act()
    return str(failed.value)


def connection_of(
    driver: DriverProcess, timeout: float = DEADLINE
) -> tuple[DriverConnection, "queue.Queue[object]"]:
    """A connection that is not open yet, and what it tells."""
    told: queue.Queue[object] = queue.Queue()
    callbacks = SocketCallbacks(lambda _, raw: told.put(raw), lambda *end: told.put(end))
    return DriverConnection(driver, callbacks, timeout), told


def test_a_driver_is_asked_to_open_what_the_suite_wants(new: New) -> None:
    driver = new("tell(event='error', connection=1, text=json.dumps(asked())); asked()")
    connection, _ = connection_of(driver)
    with pytest.raises(ConnectionError) as told:
        connection.connect(HERE, HANDSHAKE)
    assert json.loads(str(told.value)) == {
        "do": "open",
        "connection": 1,
        "url": "http://localhost:9",
        "user": "Al",
        "room": "tea",
        "number": 4,
    }


def test_lines_are_handed_on_in_their_order(new: New) -> None:
    program = """
asked()
tell(event="opened", connection=1)
for text in "abc": tell(event="heard", connection=1, kind="message", text=text)
tell(event="ended", connection=1, code=1001, reason="bye")
asked()
"""
    connection, told = connection_of(new(program))
    connection.connect(HERE, HANDSHAKE)
    lines = [told.get(timeout=DEADLINE) for _ in range(5)]
    assert [str(raw).count(f'"{text}"') for raw, text in zip(lines[1:4], "abc", strict=True)] == [
        1,
        1,
        1,
    ]
    assert lines[4] == (1001, "bye")


def test_a_server_that_does_not_answer_is_no_fault_of_the_driver(new: New) -> None:
    driver = new("asked(); tell(event='error', connection=1, text='refused'); asked()")
    connection, _ = connection_of(driver)
    with pytest.raises(ConnectionError, match="refused"):
        connection.connect(HERE, HANDSHAKE)
    driver.expect_no_failure()


def test_a_command_that_there_is_not() -> None:
    driver = DriverProcess(["no-such-driver"], None, {})
    assert "there is no command 'no-such-driver' on this machine" in failure_of(driver.start)


def test_a_driver_that_dies_shows_its_last_words(new: New) -> None:
    connection, told = connection_of(new("asked(); sys.exit('the library is missing')"))
    text = failure_of(lambda: connection.connect(HERE, HANDSHAKE))
    assert "The driver failed: it ended with exit code 1" in text
    assert "    the library is missing" in text
    assert told.empty()


def test_the_connections_of_a_driver_that_dies_end(new: New) -> None:
    driver = new("asked(); tell(event='opened', connection=1); asked()")
    connection, told = connection_of(driver)
    connection.connect(HERE, HANDSHAKE)
    told.get(timeout=DEADLINE)
    connection.send_text('{"do": "say", "text": "hi"}')
    assert told.get(timeout=DEADLINE) == (1006, "the driver failed")
    assert "it ended with exit code 0" in failure_of(driver.expect_no_failure)


def test_a_driver_that_never_greets(new: New) -> None:
    driver = new("sys.stdin.read()", greeting="import sys\n")
    driver.patience = PATIENCE / 10
    assert "it has not answered hello within" in failure_of(driver.start)


def test_a_driver_of_another_version(new: New) -> None:
    driver = new("", greeting='print(\'{{"event": "hello", "protocol": 2}}\')\ninput()\n')
    text = failure_of(driver.start)
    assert "the driver speaks protocol 2, and this suite protocol 1" in text


def test_a_driver_that_prints_something_else(new: New) -> None:
    connection, _ = connection_of(new("asked(); print('connecting…', flush=True); asked()"))
    text = failure_of(lambda: connection.connect(HERE, HANDSHAKE))
    assert "it printed a line that no driver prints: it is not JSON" in text
    assert "Line     connecting…" in text


def test_a_driver_that_tells_of_a_connection_that_there_is_not(new: New) -> None:
    connection, _ = connection_of(new("asked(); tell(event='opened', connection=8); asked()"))
    text = failure_of(lambda: connection.connect(HERE, HANDSHAKE))
    assert "there is no connection 8, of which it tells" in text


def test_a_driver_that_does_not_say_what_came_of_it(new: New) -> None:
    connection, _ = connection_of(new("sys.stdin.read()"), PATIENCE)
    text = failure_of(lambda: connection.connect(HERE, HANDSHAKE))
    assert "it has not said within 0.3 s what came of open for connection 1" in text


def test_a_driver_that_hangs_is_found_out(new: New) -> None:
    driver = new("asked(); tell(event='opened', connection=1); sys.stdin.read()")
    connection, _ = connection_of(driver)
    connection.connect(HERE, HANDSHAKE)
    driver.patience = PATIENCE
    assert "it has not answered check within 0.3 s: it hangs" in failure_of(driver.check)


def test_a_driver_that_reads_nothing_does_not_block_the_suite(new: New) -> None:
    program = (
        "asked(); tell(event='opened', connection=1)\nimport threading; threading.Event().wait()"
    )
    driver = new(program)
    connection, _ = connection_of(driver)
    connection.connect(HERE, HANDSHAKE)
    driver.patience = PATIENCE
    long = '{"do": "say", "text": "' + "x" * 1_000_000 + '"}'
    assert "it has read nothing for 0.3 s: it hangs" in failure_of(
        lambda: connection.send_text(long)
    )


def test_a_driver_that_has_failed_is_started_again(new: New) -> None:
    driver = new("asked(); tell(event='opened', connection=2); asked()")
    first, _ = connection_of(driver)
    failure_of(lambda: first.connect(HERE, HANDSHAKE))
    second, _ = connection_of(driver)
    second.connect(HERE, HANDSHAKE)


def test_what_is_left_of_a_failed_driver_does_not_end_the_next(
    new: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = new("asked()")
    has_failed, is_next_due = threading.Event(), threading.Event()
    watch = Guard.watch

    def end() -> None:
        """Hold the reading thread of the first until the second is about to start."""
        has_failed.set()
        is_next_due.wait(DEADLINE)

    def watch_after_the_first(guard: Guard, family: Family) -> None:
        is_next_due.set()
        for thread in threading.enumerate():
            if thread.name == "lines of the driver":
                thread.join(DEADLINE)
        watch(guard, family)

    driver.attach(lambda *_: None, end)
    driver.send({"do": "open", "connection": 1})
    assert has_failed.wait(DEADLINE)
    monkeypatch.setattr(Guard, "watch", watch_after_the_first)
    driver.start()
    driver.expect_no_failure()
    assert driver.hello.abilities == {"drop"}


def test_users_who_come_at_the_same_time_share_one_driver(new: New, tmp_path: Path) -> None:
    greeting = f"open({str(tmp_path / 'starts')!r}, 'a').write('once ')\n".replace("{", "{{")
    driver = new("sys.stdin.read()", greeting=greeting + GREETING)
    users = [threading.Thread(target=driver.start) for _ in range(8)]
    for user in users:
        user.start()
    for user in users:
        user.join(DEADLINE)
    assert (tmp_path / "starts").read_text() == "once "


@pytest.mark.parametrize(
    "act",
    [
        lambda connection: connection.send_raw(b"\x81"),
        lambda connection: connection.send_binary(b"x"),
        lambda connection: connection.ping(),
        lambda connection: connection.stop_reading(),
        lambda connection: connection.send_text("not a line of the codec"),
        lambda connection: connection.send_close(4000),
        lambda connection: connection.hang_up(),
    ],
)
def test_what_a_driver_cannot_do_leaves_a_question_open(
    new: New, act: Callable[[DriverConnection], object]
) -> None:
    connection, _ = connection_of(
        new("asked(); tell(event='opened', connection=1); sys.stdin.read()", can="[]")
    )
    connection.connect(HERE, HANDSHAKE)
    with pytest.raises(CouldNotTell, match="what the server makes of"):
        act(connection)
