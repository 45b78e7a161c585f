"""Facts about a server that its frames do not show: what it tells to whom, and what it allows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts about one server.

    ``shows``: what a message shows of its sender (name, number, given, nothing). ``echo``: senders
    receive their own messages. ``arrivals`` and ``departures``: who is told of them (all, others,
    untold). ``order``: kept or unknown. ``history``: what a newcomer receives of earlier messages
    (none, all, or a number). ``delay``: seconds that the server takes its time. ``changes``: what
    it does to texts. ``name_pattern``: a regular expression for the names that it allows.
    ``anonymous``: users need no name. ``blank``: blank texts are allowed.
    """

    shows: str = "name"
    echo: bool = True
    arrivals: str = "others"
    departures: str = "others"
    order: str = "kept"
    history: str | int = "none"
    delay: float = 0.0
    changes: tuple[str, ...] = ()
    max_bytes: int | None = None
    max_characters: int | None = None
    name_pattern: str | None = None
    anonymous: bool = True
    blank: bool = False
