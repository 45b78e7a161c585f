"""Faulty servers that read JSON more narrowly, or less strictly, than the protocol says."""

import json
import re
from collections.abc import Callable

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.client import Client
from server.chat.service import ChatService
from server.core.commands import Command, InvalidCommand, SendMessage
from server.core.events import RejectionReason
from server.dialects import json as server_json
from server.dialects.envelope import ENVELOPE
from server.dialects.events import EVENTS
from server.dialects.json import InvalidJson

Read = Callable[[str], object]


def read_with(patch: Patch, bent: Callable[[Read], Read]) -> None:
    """Replace both readers of JSON by ``bent(reader)``."""
    patch.replace(server_json, "from_json", bent(server_json.from_json))
    patch.replace(server_json, "readily_from_json", bent(server_json.readily_from_json))


def reject(patch: Patch, is_rejected: Callable[[str], bool]) -> None:
    """Take each text that ``is_rejected`` for invalid JSON."""

    def bent(sound: Read) -> Read:
        def read(text: str) -> object:
            if is_rejected(text):
                raise InvalidJson("read too narrowly")
            return sound(text)

        return read

    read_with(patch, bent)


@mutant("If a key occurs twice in a message, the first one counts.")
def first_of_two_keys_counts(patch: Patch) -> None:
    def first(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return dict(reversed(pairs))

    def bent(sound: Read) -> Read:
        def read(text: str) -> object:
            found = sound(text)
            return json.loads(text, object_pairs_hook=first) if isinstance(found, dict) else found

        return read

    read_with(patch, bent)


@mutant("A message whose keys are written with escapes is rejected.")
def escaped_keys_rejected(patch: Patch) -> None:
    reject(patch, lambda text: re.search(r'"[^"]*\\u[^"]*"\s*:', text) is not None)


@mutant("A message with spaces or line ends around its object is rejected.")
def space_around_rejected(patch: Patch) -> None:
    reject(patch, lambda text: bool(text.strip()) and text != text.strip())


@mutant("A message without any space between its parts is rejected.")
def no_space_rejected(patch: Patch) -> None:
    reject(patch, lambda text: text.startswith('{"') and '": ' not in text)


@mutant("A message must begin with its type.")
def type_must_come_first(patch: Patch) -> None:
    reject(
        patch, lambda text: '"type"' in text and not text.lstrip("{ \r\n\t").startswith('"type"')
    )


@mutant("A message with a key that the server does not know is rejected.")
def unknown_keys_rejected(patch: Patch) -> None:
    reject(patch, lambda text: '"unknown"' in text)


@mutant("A message may have 32 levels of nesting at most.")
def half_the_nesting_rejected(patch: Patch) -> None:
    patch.replace(server_json, "MOST_NESTED", 32)


@mutant("A message may have 65 levels of nesting.")
def one_level_too_many_accepted(patch: Patch) -> None:
    patch.replace(server_json, "MOST_NESTED", 65)


@mutant("Brackets inside a text count as nesting.")
def brackets_in_texts_counted(patch: Patch) -> None:
    def bent(sound: Read) -> Read:
        def read(text: str) -> object:
            if text.count("[") + text.count("{") > 2 * server_json.MOST_NESTED:
                raise InvalidJson("nested too deeply")
            return sound(text)

        return read

    read_with(patch, bent)


@mutant("A message with a huge number in it is rejected.")
def huge_numbers_rejected(patch: Patch) -> None:
    reject(patch, lambda text: re.search(r"\d{400}|\de\d{3}", text) is not None)


@mutant("A message with half a character anywhere is rejected.")
def half_a_character_anywhere_rejected(patch: Patch) -> None:
    reject(patch, lambda text: "\\ud83e" in text and "\\udd8a" not in text)


@mutant("The message that follows an invalid one is lost, in dialects that join with a message.")
def next_message_lost(patch: Patch) -> None:
    sound = ChatService.handle
    confused: set[Client] = set()

    def handle(self: ChatService, client: Client, command: Command) -> None:
        if client in confused and isinstance(command, SendMessage):
            confused.discard(client)
            return
        if isinstance(command, InvalidCommand):
            confused.add(client)
        sound(self, client, command)

    patch.replace(ChatService, "handle", handle)


@mutant("A tenth invalid message in a row is not rejected any more.")
def tenth_invalid_message_ignored(patch: Patch) -> None:
    sound = ChatService.handle
    counts: dict[Client, int] = {}

    def handle(self: ChatService, client: Client, command: Command) -> None:
        is_invalid = isinstance(command, InvalidCommand)
        counts[client] = counts.get(client, 0) + 1 if is_invalid else 0
        if counts[client] < 10:
            sound(self, client, command)

    patch.replace(ChatService, "handle", handle)


@mutant("Before joining, a name that is no text is told to be no join at all.")
def invalid_joins_told_to_join_first(patch: Patch) -> None:
    for dialect in (EVENTS, ENVELOPE):
        sound = dialect.decode
        assert sound is not None

        def decode(text: str, sound: Callable[[str], Command] = sound) -> Command:
            match sound(text):
                case InvalidCommand(RejectionReason.BAD_NAME, sentence):
                    return InvalidCommand(RejectionReason.BAD_MESSAGE, sentence)
                case command:
                    return command

        object.__setattr__(dialect, "decode", decode)
