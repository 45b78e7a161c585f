"""Those who speak in envelopes are not told of arrivals in the plain dialect."""

from typing import Any

from mutants.encoding import encode_with
from server.chat.service import Chat
from server.core.effects import Delivery, Enter
from server.core.events import Joined
from server.dialects.envelope import ENVELOPE
from server.dialects.plain import PLAIN


def bend() -> None:
    sound = Chat._deliver
    plain_arrivals: list[Joined] = []
    encode_with(
        lambda encode: lambda event: None if event in plain_arrivals else encode(event), ENVELOPE
    )

    def deliver(self: Chat, room: str, delivery: Delivery[Any]) -> None:
        if isinstance(delivery, Enter) and delivery.member.dialect is PLAIN:
            plain_arrivals.append(delivery.joined)
        sound(self, room, delivery)

    Chat._deliver = deliver  # type: ignore[method-assign]
