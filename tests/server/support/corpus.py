"""Streams that have broken WebSocket readers before: each by what is odd about it."""

from server.ws.frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, frame
from tests.server.support.client_frames import KEY, closing, fragments, masked

LIMIT = 300  # bytes that a message of the corpus may have, unless a test says otherwise
FAMILY = "\U0001f469\u200d\U0001f467".encode()
FULL_PING = masked(PING, b"x" * 125)
AFTER = masked(TEXT, b"after")  # to see whether somebody reads on
WHERE_LENGTHS_CHANGE = [0, 1, 125, 126, 127, 128, LIMIT - 1, LIMIT, LIMIT + 1, 65_535, 65_536]
BAD_TEXTS = {
    "a byte that is never utf-8": b"\xff",
    "half a character at the end": b"caf\xc3",
    "a second half alone": b"\xa9caf",
    "half of a surrogate pair": b"\xed\xa0\x80",
    "a surrogate pair": b"\xed\xa0\xbd\xed\xb1\xa9",
    "an overlong slash": b"\xc0\xaf",
    "an overlong zero": b"\xe0\x80\x80",
    "beyond the last character": b"\xf4\x90\x80\x80",
    "good but for its last byte": b"x" * 200 + b"\xc3",
}


def begun(first: int, second: int, rest: bytes = b"") -> bytes:
    """A frame by its very bytes."""
    return bytes([first, second]) + rest


CLOSES = {
    "without a code": masked(CLOSE),
    "of one byte": masked(CLOSE, b"\x03"),
    "with the longest reason": closing(1000, b"x" * 123),
    "of 126 bytes": masked(CLOSE, (1000).to_bytes(2) + b"x" * 124),
    "with a reason that is no utf-8": closing(1000, b"\xff"),
    "with half a character": closing(1001, b"caf\xc3"),
    "with half of a surrogate pair": closing(1001, b"\xed\xa0\x80"),
    "with two faults": closing(1005, b"\xff"),
    "with a late code and a bad reason": closing(1014, b"\xff"),
    "without a mask": frame(CLOSE, b"\x03\xe8"),
    "in fragments": masked(CLOSE, b"\x03\xe8", final=False),
    "twice": closing(1000) + closing(1001),
    "ahead of nonsense": closing(1000) + b"\xff" * 20,
    "within a message": masked(TEXT, b"hel", final=False) + closing(1000),
    "of a message with half a character": masked(TEXT, b"\xc3", final=False) + closing(1000),
    **{
        f"with {code}": closing(code, b"so long")
        for code in (0, 999, *range(1000, 1017), 1100, 2999, 3000, 3999, 4000, 4999, 5000, 65_535)
    },
}
MESSAGES = {
    **{f"a text of {size}": masked(TEXT, b"x" * size) for size in WHERE_LENGTHS_CHANGE},
    **{f"binary of {size}": masked(BINARY, b"\xff" * size) for size in WHERE_LENGTHS_CHANGE},
    "nothing": b"",
    "half a header": b"\x81",
    "two texts and a half": masked(TEXT, b"one") + masked(TEXT, b"two") + AFTER[:-1],
    "a zero key": masked(TEXT, FAMILY, key=bytes(4)),
    "bytes that look like texts": masked(BINARY, AFTER * 2, key=bytes(4)),
    "a text, a ping, a text": AFTER + masked(PING, b"?") + AFTER,
    "a full ping and pong": FULL_PING + masked(PONG, b"y" * 125),
    "a ping in fragments": masked(PING, b"?", final=False),
    "a pong in fragments": masked(PONG, b"!", final=False),
    "a pong of 126": masked(PONG, b"x" * 126),
    "many small ones": masked(TEXT, b"x") * 300,
    "many small ones and nonsense": masked(TEXT, b"x") * 256 + b"\xff\xff" + AFTER,
}
FRAGMENTED = {
    "a character over fragments": fragments(TEXT, [FAMILY[:1], FAMILY[1:6], FAMILY[6:]]),
    "byte by byte": fragments(TEXT, [bytes([byte]) for byte in FAMILY]),
    "empty fragments": fragments(TEXT, [b"", b"", b"a", b"", b""]),
    "only empty fragments": fragments(BINARY, [b"", b""]),
    "line ends": fragments(TEXT, [b"a\r", b"\nb\rc"]),
    "pings in between": fragments(TEXT, [b"hel", b"lo", b"!"], masked(PING, b"?")),
    "a full ping within a character": fragments(TEXT, [b"\xc3", b"\xa9"], FULL_PING),
    "a bad ping in between": fragments(TEXT, [b"a", b"b"], masked(PING, b"?", final=False)),
    "up to the limit": fragments(BINARY, [b"x" * 200, b"y" * (LIMIT - 200)], FULL_PING),
    "over the limit": fragments(BINARY, [b"x" * 200, b"y" * (LIMIT - 199)], FULL_PING),
    "over the limit by little ones": fragments(TEXT, [b"x"] * (LIMIT + 1)),
    "two in a row": fragments(TEXT, [b"x" * 200, b"y" * 100]) * 2,
    "after a whole one": AFTER + fragments(BINARY, [b"a", b"b"]) + AFTER,
    "a continuation of nothing": masked(CONTINUATION, b"x"),
    "an empty continuation of nothing": masked(CONTINUATION),
    "a continuation too many": fragments(TEXT, [b"a", b"b"]) + masked(CONTINUATION, b"c"),
    "a text inside a text": masked(TEXT, b"a", final=False) + AFTER,
    "a text inside bytes": masked(BINARY, b"a", final=False) + AFTER,
    "bytes inside a text": masked(TEXT, b"a", final=False) + masked(BINARY, b"b"),
    "a beginning inside a beginning": masked(TEXT, b"a", final=False) * 2,
    "bad at once": fragments(TEXT, [b"\xff", b"fine"]),
    "bad in the middle": fragments(TEXT, [b"fine", b"\xff", b"fine"]),
    "bad at the very end": fragments(TEXT, [b"fine", b"fine\xc3"]),
    "bad where two meet": fragments(TEXT, [b"\xc3", b"x"]),
    "half at the end, then empty": fragments(TEXT, [b"\xc3", b""]),
    "a surrogate half over fragments": fragments(TEXT, [b"\xed", b"\xa0\x80"]),
    "no utf-8, but bytes": fragments(BINARY, [b"\xff", b"\xc3"]),
    "bad, and not all there": masked(TEXT, b"x\xff" + b"y" * 100, final=False)[:-50],
}
HEADERS = {
    **{f"opcode {opcode}": masked(opcode, b"x") for opcode in (3, 4, 5, 6, 7, *range(11, 16))},
    **{f"bit {bit:#x}": masked(TEXT, b"hello", reserved=bit) for bit in (0x40, 0x20, 0x10)},
    "a bit in a ping": masked(PING, b"?", reserved=0x40),
    "a bit in a continuation": masked(TEXT, b"a", final=False)
    + masked(CONTINUATION, b"b", reserved=0x40),
    "a text without a mask": frame(TEXT, b"hello"),
    "an empty one without a mask": frame(BINARY, b""),
    "a ping without a mask": frame(PING, b"?"),
    "a long text without a mask": frame(TEXT, b"x" * 200),
    "all ones": b"\xff" * 30,
    "all zeros": bytes(30),
    "http": b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n",
    **{f"{size} in 2 bytes": begun(0x81, 0xFE, size.to_bytes(2) + KEY) for size in (0, 5, 125)},
    **{
        f"{size} in 8 bytes": begun(0x82, 0xFF, size.to_bytes(8) + KEY)
        for size in (0, 125, 126, LIMIT, 65_535, 65_536, 2**31, 2**32, 2**62, 2**63 - 1)
    },
    **{f"{size} bytes": begun(0x82, 0xFF, size.to_bytes(8) + KEY) for size in (2**63, 2**64 - 1)},
    "huge, and a fragment": begun(0x02, 0xFF, (2**40).to_bytes(8) + KEY + b"x"),
    "huge, unmasked": begun(0x82, 0x7F, (2**40).to_bytes(8) + b"x" * 20),
    "huge, within another": masked(TEXT, b"a", final=False)
    + begun(0x81, 0xFF, (2**40).to_bytes(8) + KEY + b"x"),
    "a huge end": masked(TEXT, b"a", final=False)
    + begun(0x80, 0xFF, (2**40).to_bytes(8) + KEY + b"x"),
    "a huge ping": begun(0x89, 0xFF, (2**40).to_bytes(8) + KEY),
}
TEXTS = {what: masked(TEXT, text) for what, text in BAD_TEXTS.items()}

CORPUS = {
    f"{kind}: {what}": AFTER + stream + AFTER
    for kind, streams in {
        "close": CLOSES,
        "message": MESSAGES,
        "fragmented": FRAGMENTED,
        "header": HEADERS,
        "bad text": TEXTS,
    }.items()
    for what, stream in streams.items()
}
