"""Texts that are no JSON, or no message in any dialect, by the words of the features."""

import json


def frame(kind: object, **fields: object) -> str:
    """Return a message of this type, with these fields."""
    return json.dumps({"type": kind, **fields})


NOT_JSON = {
    "a word": "hello",
    "an empty frame": "",
    "half an object": '{"type": "message", "content": "hi"',
    "two objects in one frame": frame("users") * 2,
    "single quotes": "{'type': 'message', 'content': 'hi'}",
    "a trailing comma": '{"type": "message", "content": "hi",}',
    "a key without quotes": '{type: "message", "content": "hi"}',
    "a comment": '{"type": "message", "content": "hi"} // hello',
    "nothing but spaces": "   ",
    "a line end in a text": '{"type": "message", "content": "one\ntwo"}',
    "an unknown escape": '{"type": "message", "content": "\\x41"}',
    "NaN as a number": '{"type": "message", "content": "hi", "size": NaN}',
    "minus infinity as a number": '{"type": "message", "content": "hi", "size": -Infinity}',
    "a number with a leading zero": '{"type": "message", "content": "hi", "size": 01}',
    "a number with a plus": '{"type": "message", "content": "hi", "size": +1}',
    "a number that begins with its point": '{"type": "message", "content": "hi", "size": .5}',
    "a hexadecimal number": '{"type": "message", "content": "hi", "size": 0x10}',
    "a key without a colon": '{"type" "message", "content": "hi"}',
    "a tab in a text": '{"type": "message", "content": "one\ttwo"}',
    "half an escape": '{"type": "message", "content": "\\u12"}',
    "a wide space in front": '\u00a0{"type": "users"}',
    "text behind the object": '{"type": "users"} please',
    "a byte order mark": '\ufeff{"type": "users"}',
    "NUL at the end": '{"type": "users"}\x00',
    "100,000 brackets": "[" * 100_000,
    "50,000 braces": '{"a":' * 50_000,
    "a message nested 65 levels deep": frame("message", content="hi", x=None).replace(
        "null", "[" * 64 + "]" * 64
    ),
    "a message with a thousand nested lists": frame("message", content="hi", x=None).replace(
        "null", "[" * 1000 + "]" * 1000
    ),
}

NOT_AN_OBJECT = {
    "a list": '["message", "hi"]',
    "a list with a message": '[{"type": "message", "content": "hi", "message": "hi"}]',
    "a message in a JSON text": json.dumps(frame("message", content="hi", message="hi")),
    "a type with another case": '{"Type": "message", "content": "hi", "message": "hi"}',
    "a type that is an object": '{"type": {"message": 1}, "content": "hi", "message": "hi"}',
    "a JSON text": '"hello"',
    "a number": "7",
    "null": "null",
    "true": "true",
    "an object without a type": '{"content": "hi"}',
    "an empty object": "{}",
    "a type that is a number": frame(1, content="hi"),
    "a type that is null": frame(None, content="hi"),
    "a type that is a list": frame(["message"], content="hi"),
}
