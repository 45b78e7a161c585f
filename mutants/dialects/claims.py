"""Faulty servers that believe what a client claims about its own message."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encode import Encode, encode_with
from mutants.seams.messages import handle_each_message
from mutants.seams.sequencing import change_committed, change_history
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command
from server.core.effects import Effect, SendToSome
from server.core.events import Announcement, ChatMessage, Event, PrivateMessage, PublicMessage
from server.dialects.json import InvalidJson, from_json
from server.dialects.plain import PLAIN

Claims = Mapping[str, object]


def _claims(client: Client, text: str) -> Claims:
    try:
        fields = from_json(text)
    except InvalidJson:
        return {}
    return fields if client.dialect is not PLAIN and isinstance(fields, dict) else {}


def believe(
    patch: Patch, change: Callable[[ChatMessage, Claims], None], *kinds: type[ChatMessage]
) -> None:
    """Change each message of these ``kinds`` by what its frame claims."""
    sound, claimed = ChatService.receive, dict[Client, Claims]()
    handle_each_message()

    def receive(self: ChatService, client: Client, text: str) -> Command | None:
        claimed[client] = _claims(client, text)
        return sound(self, client, text)

    def believed(member: Any, effect: Effect[Any]) -> Effect[Any]:
        match effect:
            case PublicMessage() as message:
                pass
            case SendToSome(PrivateMessage() as message):
                pass
            case _:
                return effect
        if isinstance(message, kinds):
            change(message, claimed.get(member, {}))
        return effect

    patch.replace(ChatService, "receive", receive)
    change_committed(believed)


def _take_time(message: ChatMessage, claims: Claims) -> None:
    at = claims.get("timestamp")
    if isinstance(at, str):
        message.at = int(datetime.fromisoformat(at).timestamp() * 1_000_000)


@mutant("The time that a message claims is shown to its readers.")
def claimed_time_believed(patch: Patch) -> None:
    believe(patch, _take_time, PublicMessage)


@mutant("The time that a private message claims is shown to its readers.")
def claimed_time_of_private_messages_believed(patch: Patch) -> None:
    believe(patch, _take_time, PrivateMessage)


@mutant("The id that a message claims becomes its id.")
def claimed_id_believed(patch: Patch) -> None:
    def take_id(message: ChatMessage, claims: Claims) -> None:
        id = claims.get("id")
        if isinstance(id, str) and id.isdecimal():
            message.sequence = int(id)

    believe(patch, take_id, PublicMessage, PrivateMessage)


@mutant("The sender that a private message claims is shown to its readers.")
def claimed_sender_of_private_messages_believed(patch: Patch) -> None:
    def take_name(message: ChatMessage, claims: Claims) -> None:
        name = claims.get("nickname")
        if isinstance(name, str):
            message.name = name

    believe(patch, take_name, PrivateMessage)


@mutant("The history shows the times that messages claim.")
def claimed_times_in_the_history(patch: Patch) -> None:
    times: dict[int, int] = {}

    def remember(message: ChatMessage, claims: Claims) -> None:
        at = claims.get("timestamp")
        if isinstance(at, str):
            moment = datetime.fromisoformat(at).timestamp()
            times[message.sequence] = int(moment * 1_000_000)

    believe(patch, remember, PublicMessage, PrivateMessage)
    change_history(
        lambda _query, history: replace(
            history,
            messages=tuple(
                replace(one, at=times.get(one.sequence, one.at)) for one in history.messages
            ),
        )
    )


@mutant("A user who claims to be the server makes an announcement.")
def claimed_server_believed(patch: Patch) -> None:
    announced: set[str] = set()

    def note(message: ChatMessage, claims: Claims) -> None:
        if "server" in (claims.get("nickname"), claims.get("username")):
            announced.add(message.text)

    def bent(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage) and event.text in announced:
                return sound(Announcement(event.text, event.sequence))
            return sound(event)

        return encode

    believe(patch, note, PublicMessage)
    encode_with(bent)
