"""A naive store: it forgets nothing, and computes what it would have kept."""

from dataclasses import dataclass, field, replace

from server.core.events import ChatMessage, PrivateMessage
from server.core.history_query import HistoryQuery
from server.store.base import DEDUP_WINDOW


@dataclass
class Naive:
    """All that was ever said, and who is where."""

    limit: int
    most_rooms: int
    last: int
    said: list[tuple[str, ChatMessage]] = field(default_factory=list)
    kept: dict[str, list[ChatMessage]] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    forgotten: set[int] = field(default_factory=set)
    appended: dict[int, int] = field(default_factory=dict)  # by sequence number: when

    def append(self, room: str, message: ChatMessage, now: int) -> ChatMessage:
        for said_in, said in self.said:
            same = (said_in, said.name, said.client_id) == (room, message.name, message.client_id)
            is_known = said.client_id and said.sequence not in self.forgotten
            if same and is_known and self.appended[said.sequence] > now - DEDUP_WINDOW:
                return said
        self.last = now if now > self.last else self.last + 1
        message = replace(message, sequence=self.last)
        self.appended[self.last] = now
        self.said.append((room, message))
        self.kept[room] = [*self.kept.pop(room, []), message]
        return message

    def make_space(self) -> None:
        """Something was said in a room that is new."""
        for room in list(self.kept):
            if len(self.kept) > self.most_rooms and not self.people.get(room):
                self.dropped |= {message.sequence for message in self.kept.pop(room)}

    def restart(self, now: int, last: int) -> None:
        """Restart: no user is present; nor is it known what was sent to rooms that were dropped.

        A message was appended as long before ``now`` as its number is before the newest time.
        """
        self.people.clear()
        self.forgotten |= self.dropped
        self.last = last
        self.appended = {each: now - (max(now, last) - each) for each in self.appended}

    def read_history(self, room: str, query: HistoryQuery) -> list[ChatMessage]:
        shown = self.kept.get(room, [])[-self.limit :]
        return self._newest([each for each in shown if self._is_asked(each, query)], query)

    def asked(self, room: str, query: HistoryQuery) -> list[ChatMessage]:
        """Return the messages that match ``query`` among all ever sent."""
        asked = [said for said_in, said in self.said if said_in == room]
        return self._newest([each for each in asked if self._is_asked(each, query)], query)

    def is_whole(self, room: str) -> bool:
        """Return True if no message of this room can ever have been dropped."""
        return not self.dropped and len(self.kept.get(room, [])) <= self.limit

    def here(self, room: str) -> list[tuple[str, int]]:
        people = self.people.get(room, [])
        return [(name, people.count(name)) for name in dict.fromkeys(people)]

    @staticmethod
    def _newest(messages: list[ChatMessage], query: HistoryQuery) -> list[ChatMessage]:
        return messages if query.limit is None else messages[max(0, len(messages) - query.limit) :]

    @staticmethod
    def _is_asked(message: ChatMessage, query: HistoryQuery) -> bool:
        is_hidden = isinstance(message, PrivateMessage) and query.reader not in (
            message.name,
            message.to,
        )
        is_after = query.after is None or message.sequence > query.after
        return (
            is_after and (query.before is None or message.sequence < query.before) and not is_hidden
        )
