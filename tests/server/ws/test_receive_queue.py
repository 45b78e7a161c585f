"""The receiving side of a connection that is held: what is kept, and when it is processed."""

from server.ws.close_codes import CloseCode
from server.ws.fan_out import FanOut
from server.ws.frames import PING, TEXT, DataMessage
from tests.server.support.client_frames import closing, masked
from tests.server.support.connection import SEND_BUFFER, FakeClient, started
from tests.server.support.fake_transport import turn_ends


def texts(*words: str) -> bytes:
    return b"".join(masked(TEXT, word.encode()) for word in words)


def received(line: FakeClient) -> list[DataMessage]:
    return line.receiver.messages


async def test_a_held_connection_is_not_read_and_keeps_what_was_read() -> None:
    line = started()
    line.connection.receive_queue.hold()
    assert line.transport.is_paused
    line.connection.data_received(texts("a", "b"))
    line.connection.data_received(texts("c"))
    assert received(line) == []
    line.connection.receive_queue.release()
    assert received(line) == ["a", "b", "c"]
    assert not line.transport.is_paused


async def test_the_rest_of_a_read_comes_first() -> None:
    line = started()
    line.connection.receive_queue.hold(["b"])
    line.connection.data_received(texts("c"))
    line.connection.receive_queue.release()
    assert received(line) == ["b", "c"]


async def test_two_holds_need_two_releases() -> None:
    line = started()
    queue = line.connection.receive_queue
    queue.hold()
    queue.hold()
    line.connection.data_received(texts("a"))
    queue.release()
    assert line.transport.is_paused
    assert received(line) == []
    queue.release()
    assert received(line) == ["a"]


async def test_a_close_follows_what_was_kept() -> None:
    line = started()
    line.connection.receive_queue.hold()
    line.connection.data_received(texts("a") + closing(1000))
    await turn_ends()
    assert received(line) == ["a"]
    assert line.end == CloseCode.NORMAL


async def test_nothing_is_held_back_once_the_close_has_come() -> None:
    line = started()
    queue = line.connection.receive_queue
    queue.hold()
    line.connection.data_received(texts("a") + closing(1000))
    assert not queue.hold(["b"])
    assert not queue.is_held
    queue.release()


async def test_what_was_kept_is_processed_when_the_peer_hangs_up() -> None:
    line = started()
    line.connection.receive_queue.hold()
    line.connection.data_received(texts("a"))
    line.connection.eof_received()
    assert received(line) == ["a"]


async def test_a_ping_is_answered_while_the_connection_is_held() -> None:
    line = started()
    line.connection.receive_queue.hold()
    line.connection.data_received(masked(PING, b"x") + texts("a"))
    await turn_ends()
    assert line.transport.written.endswith(b"\x8a\x01x")


async def test_a_connection_that_ends_is_read_again_until_its_end() -> None:
    line = started()
    queue = line.connection.receive_queue
    queue.hold()
    line.connection.data_received(texts("a"))
    line.connection.close()
    assert not line.transport.is_paused
    assert not queue.is_held
    queue.release()
    assert received(line) == []


async def test_nothing_is_processed_while_readers_of_the_topic_are_behind() -> None:
    sender, reader = started(), started(number=2)
    fan_out = FanOut(sender.connection.write_batch)
    for line in (sender, reader):
        fan_out.enter(line.connection.send_queue)
    reader.transport.waiting = SEND_BUFFER // 2
    fan_out.send(b"x")
    fan_out.flush()
    assert fan_out.congestion
    sender.connection.data_received(texts("a"))
    assert received(sender) == []
    reader.transport.waiting = 0
    await turn_ends()
    assert not fan_out.congestion
    assert received(sender) == ["a"]


async def test_senders_do_not_wait_for_a_reader_that_has_asked_for_much_itself() -> None:
    sender, reader = started(), started(number=2)
    fan_out = FanOut(sender.connection.write_batch)
    for line in (sender, reader):
        fan_out.enter(line.connection.send_queue)
    reader.connection.send_frame(b"x" * (SEND_BUFFER // 2))  # as a history is
    reader.transport.waiting = SEND_BUFFER // 2
    await turn_ends()
    fan_out.send(b"hi")
    fan_out.flush()
    assert not fan_out.congestion
    reader.transport.waiting = 0
    reader.transport.waiting = SEND_BUFFER // 2
    fan_out.send(b"hi")
    fan_out.flush()
    assert fan_out.congestion


async def test_the_end_of_a_reader_ends_the_congestion() -> None:
    sender, reader = started(), started(number=2)
    fan_out = FanOut(sender.connection.write_batch)
    for line in (sender, reader):
        fan_out.enter(line.connection.send_queue)
    reader.transport.waiting = SEND_BUFFER // 2
    fan_out.send(b"x")
    fan_out.flush()
    sender.connection.data_received(texts("a"))
    reader.connection.abort()
    await turn_ends()
    assert received(sender) == ["a"]


async def test_thousands_of_texts_wait_while_the_connection_is_held() -> None:
    line = started()
    queue = line.connection.receive_queue
    numbers = [str(number) for number in range(1_000)]
    line.connection.data_received(texts(*numbers))
    queue.hold()
    for _ in range(10):
        await turn_ends()
    before = len(received(line))
    assert before < 1_000
    queue.release()
    for _ in range(10):
        await turn_ends()
    assert received(line) == numbers
    assert not line.transport.is_paused
