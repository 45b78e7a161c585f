"""Frames that a client sends by itself never stand inside a message of its user."""

from alicebob.clients.own_frames import OwnFrames


def test_frames_are_sent_at_once() -> None:
    sent: list[str] = []
    OwnFrames(sent.append).send("pong")
    assert sent == ["pong"]


def test_frames_wait_until_a_message_is_whole() -> None:
    sent: list[str] = []
    frames = OwnFrames(sent.append)
    frames.hold()
    frames.send("pong")
    frames.hold()
    frames.send("heartbeat")
    assert sent == []
    frames.release()
    frames.send("pong")
    assert sent == ["pong", "heartbeat", "pong"]


def test_a_lost_connection_is_no_error() -> None:
    def lose(text: str) -> None:
        raise ConnectionError(text)

    frames = OwnFrames(lose)
    frames.send("pong")
    frames.hold()
    frames.send("pong")
    frames.release()
