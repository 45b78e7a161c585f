"""The quickest JSON writer at hand: orjson where it is installed (the ``fast`` extra)."""

import json

try:
    import orjson
except ImportError:
    orjson = None  # type: ignore[assignment]

_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _to_json_in_python(value: object) -> bytes:
    return _plain.encode(value).encode()


to_json = _to_json_in_python if orjson is None else orjson.dumps
"""A value as JSON in UTF-8, on one line, characters beyond ASCII as they are."""
