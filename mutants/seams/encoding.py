"""Has dialects tell of events otherwise. They keep their ``encode``, so it is changed in them."""

from collections.abc import Callable

from server.core.events import Event
from server.dialects.base import Dialect
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.plain import PLAIN

Encode = Callable[[Event], bytes | None]
ALL = (PLAIN, EVENTS, ENVELOPE)


def encode_with(bent: Callable[[Encode], Encode], *dialects: Dialect) -> None:
    """``dialects`` (all, if none is named) tell of events by what ``bent`` makes of their way."""
    for dialect in dialects or ALL:
        object.__setattr__(dialect, "encode", bent(dialect.encode))
