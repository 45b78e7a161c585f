"""A user's WebSocket: what it hands on, how it sees its line end, and how it ends it itself."""

import queue
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from alicebob.transport.raw_frames import BINARY, CLOSE, PING, TEXT, masked, unmasked
from alicebob.transport.upgrade import Handshake, UpgradeRejected
from alicebob.transport.websocket import SocketCallbacks, WebSocketDriver
from tests.alicebob.support.answering import PATIENCE, answer_to, answering

PONG = 0xA
ABNORMAL, NO_STATUS = 1006, 1005
NOT_FOUND = 404  # HTTP status

Event = tuple[object, ...]


@dataclass
class Meeting:
    """A driver, the callbacks it has made, and the server's end of its connection."""

    driver: WebSocketDriver
    connection: socket.socket
    told: "queue.Queue[Event]" = field(default_factory=queue.Queue)

    def next(self) -> Event:
        return self.told.get(timeout=PATIENCE)

    def hears(self, data: bytes) -> Event:
        """The callbacks that the driver makes when ``data`` arrives."""
        self.connection.sendall(data)
        return self.next()


@pytest.fixture
def meeting() -> Iterator[Meeting]:
    told: queue.Queue[Event] = queue.Queue()
    callbacks = SocketCallbacks(
        on_frame=lambda is_text, payload: told.put(("frame", is_text, payload)),
        on_end=lambda code, reason: told.put(("end", code, reason)),
        on_ping=lambda: told.put(("ping",)),
    )
    driver = WebSocketDriver(callbacks, PATIENCE)
    with answering() as (address, connection):
        driver.connect(address, Handshake("/chat"))
        connection.result(PATIENCE).settimeout(PATIENCE)
        yield Meeting(driver, connection.result(PATIENCE), told)


def test_before_anything_comes_the_opening_is_told() -> None:
    told: list[str] = []
    callbacks = SocketCallbacks(lambda *_: told.append("frame"), lambda *_: told.append("end"))
    driver = WebSocketDriver(callbacks, PATIENCE)
    with answering() as (address, connection):
        driver.connect(address, Handshake("/chat"), on_open=lambda: told.append("open"))
        connection.result(PATIENCE).sendall(unmasked(CLOSE, b""))
        driver.hang_up()
    assert told == ["open", "end"]


def test_what_is_offered_need_not_be_agreed_to() -> None:
    driver = WebSocketDriver(SocketCallbacks(lambda *_: None, lambda *_: None), PATIENCE)
    with answering() as (address, connection):
        driver.connect(address, Handshake("/chat", offer="chat.esperanto, chat.events"))
        assert driver.subprotocol is None
        connection.result(PATIENCE).sendall(unmasked(CLOSE, b""))
        driver.hang_up()


def test_a_text_is_handed_on(meeting: Meeting) -> None:
    assert meeting.hears(unmasked(TEXT, b"hello")) == ("frame", True, b"hello")


def test_a_text_that_is_no_utf8_is_handed_on_too(meeting: Meeting) -> None:
    assert meeting.hears(unmasked(TEXT, b"\xff")) == ("frame", True, b"\xff")


def test_bytes_are_told_from_text(meeting: Meeting) -> None:
    assert meeting.hears(unmasked(BINARY, b"hello")) == ("frame", False, b"hello")


def test_a_ping_is_answered_with_its_payload(meeting: Meeting) -> None:
    meeting.hears(unmasked(PING, b"here?"))
    answer = meeting.connection.recv(100)
    assert (answer[0], len(answer)) == (0x80 | PONG, len(masked(PONG, b"here?")))


def test_the_end_is_told_with_code_and_reason(meeting: Meeting) -> None:
    assert meeting.hears(unmasked(CLOSE, b"\x03\xf5too slow")) == ("end", 1013, "too slow")


def test_a_close_without_a_code_is_told_as_1005(meeting: Meeting) -> None:
    assert meeting.hears(unmasked(CLOSE, b"")) == ("end", NO_STATUS, "")


def test_a_line_that_just_ends_is_told_as_1006(meeting: Meeting) -> None:
    meeting.connection.close()
    assert meeting.next()[:2] == ("end", ABNORMAL)


def test_a_masked_frame_of_a_server_is_no_frame(meeting: Meeting) -> None:
    assert meeting.hears(masked(TEXT, b"hello"))[:2] == ("end", ABNORMAL)


def test_a_gigantic_frame_is_rejected_before_it_comes(meeting: Meeting) -> None:
    assert meeting.hears(b"\x81\x7f" + (2**40).to_bytes(8))[:2] == ("end", ABNORMAL)


def test_what_comes_in_two_halves_is_handed_on_once(meeting: Meeting) -> None:
    frame = unmasked(TEXT, b"hello")
    meeting.connection.sendall(frame[:3])
    assert meeting.hears(frame[3:]) == ("frame", True, b"hello")


def test_raw_bytes_go_out_as_they_are(meeting: Meeting) -> None:
    meeting.driver.send_raw(b"\x00nonsense\xff")
    assert meeting.connection.recv(100) == b"\x00nonsense\xff"


def test_hanging_up_ends_the_line_in_good_order(meeting: Meeting) -> None:
    meeting.driver.hang_up()
    assert meeting.connection.recv(100) == b""


def test_vanishing_ends_the_line_as_a_crash_does(meeting: Meeting) -> None:
    meeting.driver.reset()
    with pytest.raises(ConnectionResetError):
        meeting.connection.recv(100)


def test_who_ends_a_line_is_told_of_its_end(meeting: Meeting) -> None:
    meeting.driver.hang_up()
    assert meeting.next() == ("end", ABNORMAL, "")


def test_what_comes_to_who_does_not_read_stays_on_the_line(meeting: Meeting) -> None:
    meeting.driver.stop_reading()
    meeting.connection.sendall(unmasked(TEXT, b"one"))
    connection = meeting.driver._socket.sock
    assert connection is not None
    seen = [connection.recv(1, socket.MSG_PEEK) for _ in range(1000)]
    meeting.driver.hang_up()
    assert (set(seen), meeting.next()) == ({b"\x81"}, ("end", ABNORMAL, ""))


def test_who_reads_again_is_told_what_came_meanwhile(meeting: Meeting) -> None:
    meeting.driver.stop_reading()
    meeting.connection.sendall(unmasked(TEXT, b"one"))
    meeting.driver.read_again()
    assert meeting.next() == ("frame", True, b"one")


def test_on_a_line_that_is_gone_nothing_can_be_sent(meeting: Meeting) -> None:
    meeting.driver.hang_up()
    with pytest.raises(ConnectionError, match="the connection is lost"):
        meeting.driver.send_text("hello")


def test_an_answer_that_is_no_upgrade_is_told_with_its_status() -> None:
    refusal = b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nwhat?"
    with answering(refusal) as (address, _line), pytest.raises(UpgradeRejected) as refused:
        WebSocketDriver(SocketCallbacks(lambda *_: None, lambda *_: None), PATIENCE).connect(
            address, Handshake("/x")
        )
    assert (refused.value.status, refused.value.body) == (NOT_FOUND, "what?")


def test_an_answer_that_is_no_http_is_an_error() -> None:
    with answering(b"220 smtp.example\r\n\r\n") as (address, _line):
        driver = WebSocketDriver(SocketCallbacks(lambda *_: None, lambda *_: None), PATIENCE)
        with pytest.raises(ConnectionError, match="handshake was answered wrongly"):
            driver.connect(address, Handshake("/chat"))


def test_a_ping_in_the_middle_of_a_frame_is_answered_after_it(meeting: Meeting) -> None:
    frame = masked(TEXT, b"in two pieces")
    pong = len(masked(PONG, b"there?"))
    meeting.driver.send_raw(frame[:5], is_complete=False)
    assert meeting.hears(unmasked(PING, b"there?")) == ("ping",)
    meeting.driver.send_raw(frame[5:])
    received = b""
    while len(received) < len(frame) + pong:
        received += meeting.connection.recv(4096)
    assert received.startswith(frame)
    assert received[len(frame)] == 0x80 | PONG


@pytest.mark.parametrize(
    "header", [b"Sec-WebSocket-Protocol: chat.other", b"Sec-WebSocket-Extensions: made-up"]
)
def test_what_the_client_has_not_offered_must_not_be_chosen(header: bytes) -> None:
    told: list[object] = []
    driver = WebSocketDriver(SocketCallbacks(lambda *_: None, lambda *_: told.append("end")), 1)

    def choose(request: bytes) -> bytes:
        return answer_to(request).replace(b"\r\n\r\n", b"\r\n" + header + b"\r\n\r\n")

    with answering(choose) as (address, _), pytest.raises(ConnectionError, match="not offered"):
        driver.connect(address, Handshake("/chat", offer="chat.events, chat.plain"))
