"""The quickest JSON writer at hand: orjson where it is installed (the ``fast`` extra)."""

import json
from collections.abc import Callable

to_json: Callable[[object], str]

try:
    import orjson

    def to_json(value: object) -> str:
        return orjson.dumps(value).decode()

except ImportError:
    to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
