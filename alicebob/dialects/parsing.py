"""Parsing shared by the dialects: strict JSON, names, and the rules for texts."""

import json
import re
import unicodedata
from datetime import datetime
from functools import partial
from urllib.parse import quote

from alicebob.model.received import RejectionReason
from alicebob.model.shown_text import cut, shorten
from alicebob.wires.strict_json import no_key_twice

MAX_TEXT = 65_536  # characters
_SHOWN = 60  # characters of a value in a reason
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", re.ASCII)
_ID = re.compile(r"[!-~]{1,128}")


class Fields(dict[str, object]):
    """The fields of a JSON object; ``is_exact`` if it may have no others than its form defines."""

    is_exact = True


class BadFrame(ValueError):
    """Raised for a frame that no server may send, with the reason."""


def read_object(is_text: bool, payload: bytes, is_exact: bool = True) -> Fields:
    """Return the JSON object in a frame. Raise ``BadFrame`` for anything else.

    ``is_exact``: neither the object nor those in it may have further keys.
    """
    if not is_text:
        raise BadFrame("it is a binary frame")
    try:
        fields = json.loads(payload.decode(), object_pairs_hook=partial(_fields, is_exact))
    except (ValueError, RecursionError) as error:
        raise BadFrame(f"it is not a JSON object: {error}") from None
    if not isinstance(fields, Fields):
        raise BadFrame("it is not a JSON object")
    return fields


def _fields(is_exact: bool, pairs: list[tuple[str, object]]) -> Fields:
    fields = Fields(no_key_twice(pairs))
    fields.is_exact = is_exact
    return fields


def expect_keys(fields: Fields, *keys: str) -> None:
    """Raise ``BadFrame`` unless ``fields`` has these keys, and no others if it must be exact."""
    for key in keys:
        if key not in fields:
            raise BadFrame(f"the field {key} is missing")
    for key in fields:
        if fields.is_exact and key not in keys:
            raise BadFrame(f"there is no field {shorten(key)}; allowed: {', '.join(keys)}")


def text_in(fields: Fields, key: str) -> str:
    """Return the text under ``key``."""
    value = fields[key]
    if not isinstance(value, str):
        raise BadFrame(f"its {key} is {shown(value)}, and must be a text")
    return value


def number_in(fields: Fields, key: str) -> int:
    """Return the whole number under ``key``, zero or more."""
    value = fields[key]
    if type(value) is not int or value < 0:
        raise BadFrame(f"its {key} is {shown(value)}, and must be a whole number")
    return value


def truth_in(fields: Fields, key: str) -> bool:
    """Return the boolean under ``key``."""
    value = fields[key]
    if not isinstance(value, bool):
        raise BadFrame(f"its {key} is {shown(value)}, and must be true or false")
    return value


def time_in(fields: Fields) -> str:
    """Return the timestamp: RFC 3339, in UTC, ending in Z."""
    value = text_in(fields, "timestamp")
    try:
        is_time = _TIME.fullmatch(value) and datetime.fromisoformat(value)
    except ValueError:
        is_time = None
    if not is_time:
        like = "2026-11-21T14:49:24Z"
        raise BadFrame(f"its timestamp is {shown(value)}, and must be a time like {like}")
    return value


def id_in(fields: Fields) -> str:
    """Return the id: visible ASCII characters, which grow (``alicebob/laws/ids.py``)."""
    value = text_in(fields, "id")
    if not _ID.fullmatch(value):
        raise BadFrame(f"its id is {shown(value)}, and must be 1 to 128 visible ASCII characters")
    return value


def folded(name: str | None) -> str:
    """Return a name as the chat keeps it: trimmed, in Unicode NFC."""
    return unicodedata.normalize("NFC", (name or "").strip())


def address(path: str, **query: str | None) -> str:
    """Return ``path`` with the ``query`` parameters that are not None."""
    said = [f"{key}={quote(value, safe='')}" for key, value in query.items() if value is not None]
    return path + ("?" + "&".join(said) if said else "")


def why_refused(text: str) -> RejectionReason | None:
    """Return the reason why ``text`` is rejected, or None if it is allowed."""
    if len(text) > MAX_TEXT:
        return RejectionReason.TOO_LONG
    return RejectionReason.INVALID if not text or text.isspace() else None


def shown(value: object) -> str:
    """Return a JSON value on one line, a long one with its length."""
    if isinstance(value, str):
        return shorten(value, _SHOWN)
    text = json.dumps(value, ensure_ascii=False)
    size = f" ({len(text):,} characters)" if len(text) > _SHOWN else ""
    return cut(text, _SHOWN) + size
