"""The dialects that a server under test may speak, by name."""

from alicebob.dialects.base import Dialect
from alicebob.dialects.envelope import ENVELOPE
from alicebob.dialects.events import EVENTS, EVENTS_BY_MESSAGE
from alicebob.dialects.plain import PLAIN
from alicebob.model.feature_mistake import look_up

DIALECTS = ("plain", "events", "envelope")  # the dialects that a server under test may speak
_KNOWN: dict[str, Dialect] = {
    "plain": PLAIN,
    "events": EVENTS,
    "events with a join message": EVENTS_BY_MESSAGE,
    "envelope": ENVELOPE,
}


def by_name(name: str) -> Dialect:
    """Return the dialect called ``name``. Raise ``FeatureMistake`` if there is none.

    "events with a join message" is ``events`` at the address where clients join with a message.
    """
    return look_up(_KNOWN, name, "dialect")
