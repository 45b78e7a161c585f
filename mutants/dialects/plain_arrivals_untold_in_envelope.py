"""Those who speak in envelopes are not told of arrivals in the plain dialect."""

from typing import Any

from mutants.encoding import encode_with
from server.chat.service import ChatService
from server.core.effects import Effect, Subscribe
from server.core.events import UserJoined
from server.dialects.envelope import ENVELOPE
from server.dialects.plain import PLAIN


def bend() -> None:
    sound = ChatService._apply_effect
    plain_arrivals: list[UserJoined] = []
    encode_with(
        lambda encode: lambda event: None if event in plain_arrivals else encode(event), ENVELOPE
    )

    def apply_effects(self: ChatService, room: str, effect: Effect[Any]) -> None:
        if isinstance(effect, Subscribe) and effect.member.dialect is PLAIN:
            plain_arrivals.append(effect.joined)
        sound(self, room, effect)

    ChatService._apply_effect = apply_effects  # type: ignore[method-assign]
