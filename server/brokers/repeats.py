"""Messages that a client may send again, because it does not know whether they arrived."""

from server.brokers.contract import REPEATS
from server.events import Message

_Key = tuple[str, str, str]  # room, name, the client's id

MOST = 100_000  # ids that are remembered; of more than that the oldest are forgotten early


class Repeats:
    """The first message for each client's own id, for ``REPEATS`` microseconds."""

    def __init__(self) -> None:
        self._firsts: dict[_Key, Message] = {}

    def first(self, room: str, message: Message, now: int) -> Message | None:
        """What the same person said in ``room`` under the same id before; None if nothing."""
        found = self._firsts.get((room, message.name, message.client_id))
        return found if found is not None and found.place > now - REPEATS else None

    def remember(self, room: str, message: Message) -> None:
        """``message`` has its place and is the first under its id."""
        firsts, now = self._firsts, message.place
        key = (room, message.name, message.client_id)
        firsts.pop(key, None)  # one that is too old: the new one goes behind all others
        firsts[key] = message
        for oldest in _oldest(firsts, now):
            del firsts[oldest]

    def forget(self, room: str, message: Message) -> None:
        """``message`` was not kept after all."""
        self._firsts.pop((room, message.name, message.client_id), None)


def _oldest(firsts: dict[tuple[str, str, str], Message], now: int) -> "list[tuple[str, str, str]]":
    """Those at the front that are to go: too old, or too many. They stand in order of time."""
    found: list[_Key] = []
    surplus = len(firsts) - MOST
    for key, message in firsts.items():
        if message.place > now - REPEATS and len(found) >= surplus:
            break
        found.append(key)
    return found
