"""Messages that a client may find in a history: those of its room that any client has received."""

from alicebob.laws.law import Case
from alicebob.laws.numbers import numbered
from alicebob.laws.sessions import Session
from alicebob.model.received import History, Message, PrivateMessage

Heard = dict[str, tuple[int, Message | PrivateMessage]]
Known = dict[str, int]
"""The ids of messages that a client may see, and the position at which each was first received."""


def left_out(answer: History, known: list[str], limit: int, case: Case) -> str | None:
    """Return one of the ``known`` ids that is missing in the answer, or None.

    A complete answer of fewer than ``limit`` messages has all of them; another has the latest.
    """
    ids = {message.id for message in answer.messages}
    is_all = answer.complete and len(ids) < limit
    if not ids and not is_all:
        return None
    ranks = [] if is_all else [case.rank(id) for id in ids]
    due = (id for id in reversed(known[-limit:]) if is_all or case.rank(id) >= min(ranks))
    return next((id for id in due if id not in ids), None)


def first_heard(room: str, case: Case) -> Heard:
    """Return each message of a room by id, with the position at which a client first received
    it; -1 in an earlier scenario."""
    heard = {id: (-1, message) for id, message in case.carry_over.ids.get(room, {}).items()}
    for session in case.listeners:
        if session.connection.facts.is_extended and session.connection.room == room:
            for position, received in session.received:
                for message in numbered(received):
                    if position >= case.carry_over.remembers_from:
                        first, _ = heard.get(message.id, (position, message))
                        heard[message.id] = min(position, first), message
    return heard


def known_to(session: Session, heard: Heard, case: Case) -> Known:
    """Return the messages that a history of this client may show: those to all and, where names
    are proven, its own private ones."""
    name = session.connection.name

    def is_shown(message: Message | PrivateMessage) -> bool:
        is_own = isinstance(message, PrivateMessage) and name in (message.sender, message.to)
        return isinstance(message, Message) or (is_own and case.carry_over.proves_names)

    return {id: first for id, (first, message) in heard.items() if is_shown(message)}


def heard_before(known: Known, position: float, case: Case) -> list[str]:
    """Return the known ids that any client had received before ``position``, growing."""
    return sorted((id for id, first in known.items() if first < position), key=case.rank)
