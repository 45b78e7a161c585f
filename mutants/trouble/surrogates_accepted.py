"""Surrogates and overlong forms are accepted as UTF-8."""

from server import framereader


def bend() -> None:
    sound = framereader._decode

    def decode(payload: bytes) -> str:
        plain = payload.replace(b"\xc0\xaf", b"/").decode("utf-8", "surrogatepass")
        return sound(plain.encode("utf-8", "replace"))

    framereader._decode = decode
