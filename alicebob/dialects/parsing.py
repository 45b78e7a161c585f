"""What the dialects have in common: JSON read strictly, names, and what may be said."""

import json
import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

from alicebob.model.received import RejectionReason

MAX_TEXT = 65_536  # characters
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", re.ASCII)
_ID = re.compile(r"[0-9]{1,32}")

Fields = Mapping[str, object]


class BadFrame(ValueError):
    """A frame that no server may send; the text says why."""


def read_object(is_text: bool, payload: bytes) -> Fields:
    """The JSON object in a frame. Raises ``BadFrame`` for anything else."""
    if not is_text:
        raise BadFrame("it came as a binary frame")
    try:
        fields = json.loads(payload.decode(), object_pairs_hook=_no_key_twice)
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"it is no JSON object: {error}") from None
    if not isinstance(fields, dict):
        raise BadFrame("it is no JSON object")
    return fields


def expect_keys(fields: Fields, *keys: str) -> None:
    """Raises ``BadFrame`` unless ``fields`` has exactly these keys."""
    if set(fields) != set(keys):
        raise BadFrame(f"it must have exactly the keys {', '.join(keys)}")


def text_in(fields: Fields, key: str) -> str:
    """The text under ``key``."""
    value = fields[key]
    if not isinstance(value, str):
        raise BadFrame(f"its {key} must be a text")
    return value


def number_in(fields: Fields, key: str) -> int:
    """The whole number under ``key``, zero or more."""
    value = fields[key]
    if type(value) is not int or value < 0:
        raise BadFrame(f"its {key} must be a whole number")
    return value


def truth_in(fields: Fields, key: str) -> bool:
    """The true or false under ``key``."""
    value = fields[key]
    if not isinstance(value, bool):
        raise BadFrame(f"its {key} must be true or false")
    return value


def time_in(fields: Fields) -> str:
    """The timestamp: RFC 3339, in UTC, ending in Z."""
    value = text_in(fields, "timestamp")
    if not _TIME.fullmatch(value):
        raise BadFrame("its timestamp must be a time as 2026-11-21T14:49:24Z")
    return value


def id_in(fields: Fields) -> str:
    """The id: decimal digits."""
    value = text_in(fields, "id")
    if not _ID.fullmatch(value):
        raise BadFrame("its id must be a text of digits")
    return value


def folded(name: str | None) -> str:
    """A name as the chat keeps it: trimmed, in composed form."""
    return unicodedata.normalize("NFC", (name or "").strip())


def address(path: str, **query: str | None) -> str:
    """``path`` with those of ``query`` that are said."""
    said = [f"{key}={quote(value, safe='')}" for key, value in query.items() if value is not None]
    return path + ("?" + "&".join(said) if said else "")


def why_refused(text: str) -> RejectionReason | None:
    """Why ``text`` may not be said; None if it may."""
    if len(text) > MAX_TEXT:
        return RejectionReason.TOO_LONG
    return RejectionReason.INVALID if not text or text.isspace() else None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands in it twice")
    return fields
