"""Faulty servers that ``features/names/choosing_a_name.feature`` must catch."""

import html
from typing import Any
from urllib.parse import unquote_plus

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat import service
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, Join
from server.core.effects import CloseConnection, Effect, SendToOne
from server.core.events import Rejected, RejectionReason
from server.core.names import ANONYMOUS, InvalidName, user_name


@mutant("A join with an invalid name closes the connection, so the user cannot try another.")
def bad_name_closes_the_connection(patch: Patch) -> None:
    sound = ChatService.handle_before_join

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        effects = sound(self, client, command)
        match effects:
            case [SendToOne(Rejected(RejectionReason.BAD_NAME), _)]:
                return [*effects, CloseConnection(client, 1008)]
        return effects

    patch.replace(ChatService, "handle_before_join", admit)


@mutant("A name in a join message is cut after sixteen characters.")
def joined_name_cut_at_16_characters(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: user_name(raw)[:16])


@mutant("A name in a join message is escaped for HTML.")
def joined_name_escaped(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: html.escape(user_name(raw)))


@mutant("A name with an emoji is rejected in a join message.")
def joined_name_in_the_basic_plane(patch: Patch) -> None:
    def basic(raw: str) -> str:
        return user_name("".join("?" if character > "\uffff" else character for character in raw))

    patch.replace(service, "user_name", basic)


@mutant("A join message with the name null or 0 is rejected as if it had no name.")
def joined_name_like_a_value_is_none(patch: Patch) -> None:
    def valued(raw: str) -> str:
        if raw.strip().lower() in ("null", "undefined", "0"):
            raise InvalidName("A name needs at least one character.")
        return user_name(raw)

    patch.replace(service, "user_name", valued)


@mutant("A name in a join message is not normalised to NFC.")
def joined_name_not_composed(patch: Patch) -> None:
    def as_stored(raw: str) -> str:
        user_name(raw)
        return raw.strip()

    patch.replace(service, "user_name", as_stored)


@mutant("A name in a join message keeps the spaces around it.")
def joined_name_not_trimmed(patch: Patch) -> None:
    def with_spaces(raw: str) -> str:
        return raw.replace(raw.strip(), user_name(raw))

    patch.replace(service, "user_name", with_spaces)


@mutant("A name in a join message is percent-decoded.")
def joined_name_percent_decoded(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: unquote_plus(user_name(raw)))


@mutant("A name in a join message loses its backslashes.")
def joined_name_without_backslashes(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: user_name(raw.replace("\\", "")))


@mutant("A name in a join message loses its zero-width joiners.")
def joined_name_without_joiners(patch: Patch) -> None:
    def parted(raw: str) -> str:
        return user_name(raw).replace("\u200c", "").replace("\u200d", "")

    patch.replace(service, "user_name", parted)


@mutant("A join message without a name is accepted.")
def nameless_joins_as_anonymous(patch: Patch) -> None:
    patch.replace(service, "user_name", lambda raw: user_name(raw) if raw.strip() else ANONYMOUS)


@mutant("After one invalid name, every further join on that connection is rejected.")
def one_bad_name_is_enough(patch: Patch) -> None:
    sound = ChatService.handle_before_join
    tried: dict[Client, Rejected] = {}

    def admit(self: ChatService, client: Client, command: Command) -> list[Effect[Any]]:
        if isinstance(command, Join) and client in tried:
            return [SendToOne(tried[client], client)]
        effects = sound(self, client, command)
        match effects:
            case [
                SendToOne(
                    Rejected(RejectionReason.BAD_NAME | RejectionReason.NAME_TAKEN) as refused, _
                )
            ]:
                tried[client] = refused
        return effects

    patch.replace(ChatService, "handle_before_join", admit)
