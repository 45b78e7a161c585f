"""Something that happened and is to be heard; and what is known of a server besides."""

from dataclasses import dataclass, field

from alicebob.laws.sessions import NEVER, Presence
from alicebob.model.received import Joined, Message, Private, Told
from alicebob.record.journal import Line


@dataclass(slots=True)
class House:
    """What is known of a server besides a scenario's journal.

    ``excused``: departures of an earlier scenario, of which nobody was left to hear.
    ``said``: what earlier scenarios said in each room, so that it may stand in a history; that is
    all that was said if the suite ``knows_all``: the server did not run before.
    ``ids``: what was heard under each id, in each room. ``is_limited``: it may refuse who goes too
    fast. ``proves_names``: nobody comes in without a proof of their name. ``remembers_from``: the
    place in the journal before which it may have forgotten everything.
    """

    excused: list["Fact"] = field(default_factory=list)
    said: set[tuple[str, Message | Private]] = field(default_factory=set)
    ids: dict[str, dict[str, Message | Private]] = field(default_factory=dict)
    is_limited: bool = False
    proves_names: bool = False
    knows_all: bool = True
    remembers_from: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is to be heard: not before ``begun``, and surely no later than ``done``.

    Whoever is named in ``only`` alone may hear it, whoever is named in ``but`` alone may not;
    ``to`` is the name of those who, besides its cause, may. What is not ``certain`` may be heard,
    but need not.
    """

    heard: Told
    room: str
    begun: float
    done: float
    certain: bool = True
    place: float = NEVER  # among what the same line did: the order in which all must hear it
    only: Line | None = None
    but: Line | None = None
    by: Line | None = None
    to: str | None = None

    def may_be_heard_by(self, presence: Presence) -> bool:
        """Whether it is no fault if ``presence`` hears this once."""
        line = presence.line
        if line.room != self.room or line is self.but or self.only not in (None, line):
            return False
        if self.to is not None and line is not self.by and not self._is_to(line):
            return False
        return not self.done < presence.arriving

    def must_be_heard_by(self, presence: Presence) -> bool:
        """Whether ``presence`` was in when this happened, for sure, and stays to hear it; or it is
        its own arrival."""
        is_own = isinstance(self.heard, Joined) and presence.line is self.by
        was_in = presence.arrived < self.begun or is_own
        return self.certain and was_in and presence.stays and self.may_be_heard_by(presence)

    def _is_to(self, line: Line) -> bool:
        return line.name == self.to and line.dialect.tells_more
