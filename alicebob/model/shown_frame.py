"""Malformed frames as failure reports show them: with all their keys, and long values cut."""

import json
from collections.abc import Sequence

from alicebob.model.shown_text import cut, printable, shorten

_WHOLE = 100  # characters of a frame that is shown as it is
_VALUE = 24  # characters of a text in a longer one
_ITEMS = 3  # items of a list
_DEPTH = 4  # objects and lists in one another
_MOST = 400  # characters of a frame with a great many keys
_END = 80  # characters that are kept from the end of such a frame


class _Pairs(list[tuple[str, object]]):
    """The keys and values of a JSON object, in order, with every key that it has twice."""


def shown_frame(raw: str) -> str:
    """Return a frame on one line: a short one as it is, of a longer one that is a JSON object all
    keys, and of any other the beginning, the end and the length."""
    if len(printable(raw)) <= _WHOLE:
        return shorten(raw, _WHOLE)
    try:
        content = json.loads(raw, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):  # RecursionError: lists in lists in lists …
        return shorten(raw, _WHOLE)
    if not isinstance(content, _Pairs):
        return shorten(raw, _WHOLE)
    shown = _shown(content, _DEPTH)
    return f"{cut(shown, _MOST, _END)} ({len(raw):,} characters)"


def _shown(value: object, depth: int) -> str:
    match value:
        case _Pairs():
            pairs = (f"{_key(key)}: {_shown(each, depth - 1)}" for key, each in value)
            return f"{{{', '.join(pairs) if depth else '…'}}}"
        case list():
            return f"[{', '.join(_items(value, depth)) if depth else '…'}]"
        case str():
            return shorten(value, _VALUE)
    return cut(json.dumps(value), _VALUE)


def _items(values: Sequence[object], depth: int) -> list[str]:
    shown = [_shown(each, depth - 1) for each in values[:_ITEMS]]
    more = len(values) - _ITEMS
    return [*shown, f"… {more:,} more …"] if more > 0 else shown


def _key(key: str) -> str:
    return f'"{cut(key, _VALUE)}"'
