"""Change how dialects encode events. Each dialect holds its ``encode``, so it is replaced there."""

from collections.abc import Callable

from server.core.events import Event
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.plain import PLAIN

Encode = Callable[[Event], bytes | None]
ALL = (PLAIN, EVENTS, ENVELOPE)


def encode_with(bent: Callable[[Encode], Encode], *dialects: Dialect) -> None:
    """Replace the ``encode`` of ``dialects`` (default: all) by ``bent(encode)``.

    It then encodes user lists, too, instead of ``encode_users``, which makes them in parts.
    """
    for dialect in dialects or ALL:
        object.__setattr__(dialect, "encode", bent(dialect.encode))
        object.__setattr__(dialect, "encode_users", None)
