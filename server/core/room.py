"""The rules of a room, pure: what its people want goes in, what is to be delivered comes out.

No socket, no JSON; the clock is passed in. A member is whatever the caller tells members apart by;
two of them may bear one name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from server.core.commands import (
    AskHistory,
    AskWho,
    Command,
    Join,
    Leave,
    Nonsense,
    Ping,
    Say,
    Type,
    Whisper,
)
from server.core.effects import (
    Delivery,
    Enter,
    Exit,
    HangUp,
    M,
    Recall,
    TellWho,
    ToOne,
    ToOthers,
    ToSome,
    Unheard,
)
from server.core.events import (
    Announced,
    Joined,
    Left,
    Ponged,
    Refusal,
    Refused,
    Said,
    Typing,
    Whispered,
)
from server.core.history_query import Query
from server.core.name_index import Bearers
from server.core.names import composed
from server.ws.close_codes import CloseCode

MAX_TEXT = 65_536  # characters
WELCOME = "Welcome to the chat!"
_NOBODY = (
    "Nobody can be told: no one here has that name, or their client knows no private messages."
)
NEWEST = 50  # messages that a newcomer is shown
NEVER = 2**63  # in microseconds since the epoch


@dataclass(frozen=True, slots=True)
class Newcomer:
    """How somebody comes in.

    Whoever ``is_briefed`` has a dialect with words for a welcome, the history, who is here,
    whispers and typing; who ``hears_own_arrival`` is told of it like everybody else. ``since`` is
    the last message that they know; ``is_proven`` who has shown that the name is theirs.
    """

    name: str
    is_briefed: bool = False
    hears_own_arrival: bool = False
    since: int | None = None
    is_proven: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What can be set of a room. ``typing`` ends by itself after so many seconds (0: never)."""

    unique_names: bool = False
    typing: float = 5.0


class Room(Generic[M]):
    """One room: who is in it, and who hears what they do."""

    __slots__ = ("_bearers", "_came_as", "_clock", "_members", "_rules", "_typing")

    def __init__(self, rules: Rules, clock: Callable[[], int]) -> None:
        """``clock`` tells microseconds since the epoch."""
        self._rules = rules
        self._clock = clock
        self._members: dict[M, str] = {}
        self._came_as: dict[M, Newcomer] = {}
        self._bearers: Bearers[M] = Bearers(rules.unique_names)
        self._typing: dict[M, int] = {}  # until when

    def __len__(self) -> int:
        return len(self._members)

    def __contains__(self, member: M) -> bool:
        return member in self._members

    @property
    def names(self) -> set[str]:
        """Who is in: two members of one name are one user."""
        return set(self._members.values())

    def is_taken(self, name: str) -> bool:
        """Whether somebody is in whose name leaves no room for ``name``."""
        return self._bearers.is_taken(name)

    def join(self, member: M, newcomer: Newcomer) -> list[Delivery[M]]:
        """``member`` comes in: is told what there is to know, and then the others are told."""
        if member in self._members:
            return self._refuse(member, Refusal.ALREADY_JOINED, "You are in already.")
        if self.is_taken(newcomer.name):
            taken = f"Somebody here is called {newcomer.name} already: take another name."
            return self._refuse(member, Refusal.NAME_TAKEN, taken)
        self._members[member] = newcomer.name
        self._came_as[member] = newcomer
        self._bearers.add(member, newcomer.name, newcomer.is_briefed)
        briefing = self._briefing(member, newcomer)
        joined = Joined(newcomer.name, self._clock())
        return [*briefing, Enter(member, joined, newcomer.hears_own_arrival)]

    def say(self, member: M, text: str, client_id: str = "") -> list[Delivery[M]]:
        """Everybody hears ``text``, its speaker included; or the speaker alone hears why not (1 to
        65,536 characters, not blank)."""
        if len(text) > MAX_TEXT or not text or text.isspace():
            return self._refuse_text(member, text)
        said = Said(self._members[member], text, 0, client_id)
        return [said] if not self._typing else [*self._end_typing(member), said]

    def say_all(self, member: M, texts: list[str]) -> list[Said] | None:
        """What everybody hears when ``member`` says ``texts``; None if more comes of it than that,
        so that each is to be said by itself."""
        if self._typing:
            return None
        said: list[Said] = []
        name = self._members.get(member)
        if name is None:  # has said that they leave
            return said
        for text in texts:
            if len(text) > MAX_TEXT or not text or text.isspace():
                return None
            said.append(Said(name, text))
        return said

    def obey(self, member: M, command: Command) -> list[Delivery[M]]:
        """What comes of anything that somebody who is in wants."""
        match command:
            case Say(text, client_id):
                return self.say(member, text, client_id)
            case Whisper(to, text, client_id):
                return self._whisper(member, to, text, client_id)
            case Type(is_typing):
                return self._type(member, is_typing)
            case AskWho():
                return [TellWho(member)]
            case AskHistory(before, limit):
                return [Recall(member, self._query(member, before=before, limit=limit))]
            case Ping(nonce):
                return [ToOne(Ponged(nonce, self._clock()), member)]
            case Leave():
                return [*self.leave(member), HangUp(member, CloseCode.NORMAL)]
            case Join() | Nonsense(Refusal.BAD_NAME):
                return self._refuse(member, Refusal.ALREADY_JOINED, "You are in already.")
            case Nonsense(why, sentence):
                return self._refuse(member, why, sentence)

    def leave(self, member: M) -> list[Delivery[M]]:
        """``member`` is gone; those who stay are told. Whoever is not in leaves nothing behind."""
        if member not in self._members:
            return []
        typing = self._end_typing(member)
        name = self._members.pop(member)
        del self._came_as[member]
        self._bearers.remove(member, name)
        return [*typing, Exit(member, Left(name, self._clock()))]

    def announce(self, text: str) -> list[Delivery[M]]:
        """Everybody hears the operator's word."""
        return [Announced(text, self._clock())]

    @property
    def typing_ends(self) -> int | None:
        """When ``tick`` is to be called next, in microseconds since the epoch."""
        ends = min(self._typing.values(), default=NEVER)
        return None if ends == NEVER else ends

    def tick(self) -> list[Delivery[M]]:
        """What has come to its end by itself: those who have been typing for too long."""
        now = self._clock()
        over = [member for member, end in self._typing.items() if end <= now]
        return [delivery for member in over for delivery in self._end_typing(member)]

    def _briefing(self, member: M, newcomer: Newcomer) -> list[Delivery[M]]:
        if not newcomer.is_briefed:
            return []
        since = newcomer.since
        query = self._query(member, after=since, limit=NEWEST if since is None else None)
        welcome = Announced(WELCOME, self._clock())
        return [ToOne(welcome, member), Recall(member, query), TellWho(member)]

    def _query(
        self, member: M, *, after: int | None = None, before: int | None = None, limit: int | None
    ) -> Query:
        """Whispers are shown again only to those who have proved who they are."""
        newcomer = self._came_as[member]
        return Query(after, before, limit, newcomer.name if newcomer.is_proven else None)

    def _whisper(self, member: M, to: str, text: str, client_id: str) -> list[Delivery[M]]:
        if len(text) > MAX_TEXT or not text or text.isspace():
            return self._refuse_text(member, text)
        name = composed(to)
        whispered = Whispered(self._members[member], name, text, 0, client_id)
        hearers = self._bearers.of(name)
        if not hearers:
            refused = Refused(Refusal.NO_SUCH_USER, _NOBODY, self._clock())
            return [Unheard(member, whispered, refused) if client_id else ToOne(refused, member)]
        if member not in hearers:
            hearers = (*hearers, member)
        return [*self._end_typing(member), ToSome(whispered, hearers)]

    def _type(self, member: M, is_typing: bool) -> list[Delivery[M]]:
        if not is_typing:
            return self._end_typing(member)
        seconds = self._rules.typing
        self._typing[member] = self._clock() + int(seconds * 1_000_000) if seconds else NEVER
        return [ToOthers(Typing(self._members[member], True), member)]

    def _end_typing(self, member: M) -> list[Delivery[M]]:
        if self._typing.pop(member, None) is None:
            return []
        return [ToOthers(Typing(self._members[member], False), member)]

    def _refuse_text(self, member: M, text: str) -> list[Delivery[M]]:
        if len(text) > MAX_TEXT:
            sentence = f"A message has at most {MAX_TEXT:,} characters; this has {len(text):,}."
            return self._refuse(member, Refusal.TOO_LONG, sentence)
        return self._refuse(member, Refusal.BAD_MESSAGE, "A message must not be blank.")

    def _refuse(self, member: M, why: Refusal, sentence: str) -> list[Delivery[M]]:
        return [ToOne(Refused(why, sentence, self._clock()), member)]
