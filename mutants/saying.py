"""Has the chat hear every text by itself, so that a mutant need bend only one way."""

from collections.abc import Callable, Iterable
from typing import Any

from mutants.settling import Settle, settle_with
from server.chat.client import Guest
from server.core.effects import Delivery, ToSome
from server.core.events import Said
from server.core.room import Room
from server.store.base import Broker


def say_each() -> None:
    """What somebody says goes through ``Room.say``, also when many texts come at once."""
    Room.say_all = lambda _self, _member, _texts: None  # type: ignore[method-assign, assignment]


def change_texts(change: Callable[[str], str]) -> None:
    """What somebody says, to all or to one, is taken for what ``change`` makes of it."""
    say_each()
    say, whisper = Room.say, Room._whisper

    def changed(self: Room[Any], member: Any, text: str, client_id: str = "") -> list[Any]:
        return say(self, member, change(text), client_id)

    def whispered(self: Room[Any], member: Any, to: str, text: str, client_id: str) -> list[Any]:
        return whisper(self, member, to, change(text), client_id)

    Room.say, Room._whisper = changed, whispered  # type: ignore[method-assign]


def tell_only(chosen: Callable[[Guest, list[Guest]], Iterable[Guest]]) -> None:
    """What somebody says to all reaches those alone who are ``chosen``, given the speaker, and all
    who are in, in the order in which they came."""
    say_each()

    def bent(sound: Settle) -> Settle:
        def settle(
            broker: Broker, room: str, member: Any, delivery: Delivery[Any]
        ) -> Delivery[Any]:
            settled = sound(broker, room, member, delivery)
            if not isinstance(settled, Said) or member is None or member.room is None:
                return settled
            return ToSome(settled, tuple(chosen(member, list(member.room._members))))

        return settle

    settle_with(bent)
