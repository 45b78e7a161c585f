"""Answers: which message of a user the server answered with what, where it limits rates.

Every message is answered in the order of sending: by the message itself, by the first message with
the same client id, or by a rejection. The messages of other users of the same name look like
answers, and are none.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from alicebob.laws.sessions import Session
from alicebob.model.received import (
    Message,
    PrivateMessage,
    ReceivedEvent,
    Rejected,
    RejectionReason,
)
from alicebob.record.journal import MessageSent

TOO_FAST = Rejected(RejectionReason.TOO_FAST)
TextsById = Mapping[tuple[str, str, str], Collection[str]]
"""By room, name and client id: the texts that were sent with the id."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message, at its position in the journal, and the texts that it may come back with; an
    invalid frame comes back with none."""

    position: int
    texts: Collection[str]

    def is_answered_by(self, position: int, received: ReceivedEvent) -> bool:
        """Return True if what was received at ``position`` may be the answer."""
        if position < self.position:
            return False
        match received:
            case Message(_, content) | PrivateMessage(_, _, content):
                return content in self.texts
        return True


def texts_by_id(people: Sequence[Session]) -> TextsById:
    """Return the texts that users sent with each client id."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for session in people:
        connection = session.connection
        for _, said in session.said:
            if said.client_id is not None:
                found[connection.room, connection.name, said.client_id].add(said.text)
    return found


def dropped_by(session: Session, by_id: TextsById) -> set[int]:
    """Return the positions of the messages that the server rejected because of its rate limit."""
    dropped = set()
    waiting = deque(_spoken(session, by_id))
    answers = deque(_answers(session))
    while waiting and answers:
        if not any(spoken.is_answered_by(*answers[0]) for spoken in waiting):
            answers.popleft()  # from another user of the same name, or altered
            continue
        spoken = waiting.popleft()
        if spoken.is_answered_by(*answers[0]) and answers.popleft()[1] == TOO_FAST:
            dropped.add(spoken.position)
    return dropped


def unanswered(session: Session, by_id: TextsById) -> int:
    """Return the number of messages that still miss an answer.

    It never exceeds the number that the server still has to answer, whatever users of the same name
    sent. If they sent equal texts, it may be lower.
    """
    answers = [received for _, received in _answers(session)]
    heard = Counter(a.content for a in answers if isinstance(a, Message | PrivateMessage))
    spoken = _spoken(session, by_id)
    owed = len(spoken) - sum(isinstance(answer, Rejected) for answer in answers)
    for each in sorted(spoken, key=lambda one: len(one.texts)):
        text = next((text for text in each.texts if heard[text]), None)
        if text is not None:
            heard[text] -= 1
            owed -= 1
    return max(0, owed)


def _spoken(session: Session, by_id: TextsById) -> list[Spoken]:
    found = [Spoken(position, _texts(session, said, by_id)) for position, said in session.said]
    found += [Spoken(position, ()) for position, _ in session.invalid_sent]
    return sorted(found, key=lambda spoken: spoken.position)


def _texts(session: Session, said: MessageSent, by_id: TextsById) -> Collection[str]:
    connection = session.connection
    key = connection.room, connection.name, said.client_id or ""
    texts = {said.text, *by_id.get(key, ())}
    return {connection.facts.message_from(connection.name, text).content for text in texts}


def _answers(session: Session) -> list[tuple[int, ReceivedEvent]]:
    """Return the rejections, and the messages under the name of the user, with their positions."""
    return [
        (position, event) for position, event in session.received if _may_answer(session, event)
    ]


def _may_answer(session: Session, received: ReceivedEvent) -> bool:
    match received:
        case Message(sender, _) | PrivateMessage(sender, _, _):
            return sender == session.connection.name
    return isinstance(received, Rejected)
