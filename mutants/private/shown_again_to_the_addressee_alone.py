"""Where names are proven, private messages are shown again to their addressee, not their sender."""

from server.brokers import picking
from server.events import Whispered


def bend() -> None:
    picking.is_for = lambda message, query: (
        not isinstance(message, Whispered) or query.reader == message.to
    )
