"""What the chat has done since it began, counted."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counts:
    """Plain numbers, cheap to add to; whoever shows them makes them pretty."""

    messages: int = 0  # said or whispered, and told to somebody
    deliveries: int = 0  # a message told to one reader
    joins: int = 0
    leaves: Counter[int] = field(default_factory=Counter)  # by close code
    refusals: Counter[str] = field(default_factory=Counter)  # by reason
