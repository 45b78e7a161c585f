"""Surrogates and overlong forms are accepted as UTF-8."""

from server.ws import frame_reader


def bend() -> None:
    sound = frame_reader._decode

    def decode(payload: bytes) -> str:
        plain = payload.replace(b"\xc0\xaf", b"/").decode("utf-8", "surrogatepass")
        return sound(plain.encode("utf-8", "replace"))

    frame_reader._decode = decode
