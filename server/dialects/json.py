"""The quickest JSON writer at hand: orjson where it is installed (the ``fast`` extra)."""

import json

try:
    import orjson
except ImportError:
    orjson = None  # type: ignore[assignment]

_plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(value: object) -> str:
    """``value`` as JSON on one line, characters beyond ASCII as they are."""
    return _plain.encode(value) if orjson is None else orjson.dumps(value).decode()
