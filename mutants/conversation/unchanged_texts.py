"""Faulty servers that ``features/conversation/unchanged_texts.feature`` must catch."""

import html
import json
import re
import unicodedata
from typing import Any
from urllib.parse import unquote_plus

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.encode import Encode, encode_with
from mutants.seams.frame_reading import read_each_frame
from mutants.seams.messages import change_texts, deliver_only_to, handle_each_message
from server.core import rules
from server.core.effects import Effect
from server.core.events import Event, PublicMessage, RejectionReason, UserLeft
from server.core.room import Room
from server.core.rules import MAX_TEXT
from server.dialects.json import to_json
from server.ws import frame_reader
from server.ws.fan_out import FanOut, Reader


@mutant("A user who is alone in a room does not receive their own messages.")
def own_message_alone_not_returned(patch: Patch) -> None:
    deliver_only_to(lambda _speaker, people: people if len(people) > 1 else [])


@mutant("A user who gets a personal answer receives the messages of that moment twice.")
def answered_alone_hears_twice(patch: Patch) -> None:
    sound = FanOut.catch_up

    def catch_up(self: FanOut, reader: Reader) -> None:
        before = dict(self.offsets)
        sound(self, reader)
        self.offsets = before

    patch.replace(FanOut, "catch_up", catch_up)


@mutant("A text with braces is treated as a template, and an invalid one disconnects its sender.")
def braces_filled_in(patch: Patch) -> None:
    change_texts(lambda text: text.format())


@mutant("A byte order mark at the beginning of a text is removed.")
def byte_order_mark_eaten(patch: Patch) -> None:
    read_each_frame()
    sound = frame_reader.decode_text

    def without_mark(payload: bytes) -> str:
        return sound(payload).removeprefix("\ufeff")

    patch.replace(frame_reader, "decode_text", without_mark)


@mutant("Control characters other than tabs and line ends are removed from texts.")
def control_characters_lost(patch: Patch) -> None:
    change_texts(lambda text: re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text))


@mutant("Characters above U+FFFF are removed from texts.")
def emoji_lost(patch: Patch) -> None:
    change_texts(lambda text: "".join(c for c in text if c <= "\uffff"))


@mutant("Invisible characters, such as joiners and separators, are removed from texts.")
def invisible_characters_lost(patch: Patch) -> None:
    change_texts(lambda text: re.sub("[\u200b-\u200f\u2028-\u202e\ufeff\uffff]", "", text))


@mutant("A text that looks like a frame is sent as one, so users can impersonate others.")
def json_relayed_as_a_frame(patch: Patch) -> None:
    def relayed(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            if isinstance(event, PublicMessage):
                try:
                    fields = json.loads(event.text)
                except ValueError:
                    return sound(event)
                if isinstance(fields, dict) and {"sender", "nickname", "username"} & set(fields):
                    return event.text.encode()
            return sound(event)

        return encode

    encode_with(relayed)


@mutant("The length limit counts bytes, so texts in other scripts must be shorter.")
def length_counted_in_bytes(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        if len(text.encode()) > MAX_TEXT:
            return self.reject(
                member, RejectionReason.TOO_LONG, "A message has at most 65,536 bytes."
            )
        return sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("A message of the maximum length is rejected.")
def limit_one_too_low(patch: Patch) -> None:
    patch.replace(rules, "MAX_TEXT", MAX_TEXT - 1)


@mutant("A link is turned into HTML.")
def links_made_clickable(patch: Patch) -> None:
    change_texts(lambda text: re.sub(r"(https?://\S+)", r'<a href="\1">\1</a>', text))


@mutant("A text of digits loses its leading zeros.")
def numbers_lose_their_zeros(patch: Patch) -> None:
    change_texts(lambda text: str(int(text)) if text.isdecimal() else text)


@mutant("A text that is a number, null, true or a quoted string is sent as that JSON value.")
def scalars_become_values(patch: Patch) -> None:
    def valued(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            whole = sound(event)
            if whole and isinstance(event, PublicMessage):
                try:
                    value = json.loads(event.text)
                except ValueError:
                    return whole
                if not isinstance(value, dict | list):
                    return whole.replace(to_json(event.text), to_json(value))
            return whole

        return encode

    encode_with(valued)


@mutant("A text that begins with a slash is not delivered.")
def slash_commands_swallowed(patch: Patch) -> None:
    handle_each_message()
    sound = Room.send_message

    def send_message(
        self: Room[Any], member: Any, text: str, client_id: str = ""
    ) -> list[Effect[Any]]:
        return [] if text.startswith("/") else sound(self, member, text, client_id)

    patch.replace(Room, "send_message", send_message)


@mutant("Consecutive spaces or tabs in a text become one space.")
def spaces_inside_collapsed(patch: Patch) -> None:
    change_texts(lambda text: re.sub(r"[ \t]+", " ", text))


@mutant("Texts are normalised to NFC.")
def text_composed(patch: Patch) -> None:
    change_texts(lambda text: unicodedata.normalize("NFC", text))


@mutant("A text is cut after 60,000 characters.")
def text_cut_at_60000_characters(patch: Patch) -> None:
    change_texts(lambda text: text if len(text) > 65_536 else text[:60_000])


@mutant("Texts are normalised to NFD.")
def text_decomposed(patch: Patch) -> None:
    def decomposed(text: str) -> str:
        longer = unicodedata.normalize("NFD", text)
        return longer if len(longer) <= MAX_TEXT else text

    change_texts(decomposed)


@mutant("A text is cut at its first NUL.")
def text_ends_at_nul(patch: Patch) -> None:
    change_texts(lambda text: text.partition("\0")[0])


@mutant("Only the first line of a text is delivered.")
def text_ends_at_the_first_line(patch: Patch) -> None:
    change_texts(lambda text: text.partition("\n")[0])


@mutant("Texts are escaped for HTML before they are sent.")
def text_escaped_as_html(patch: Patch) -> None:
    change_texts(html.escape)


@mutant("Texts are escaped for JSON twice, so backslashes show.")
def text_escaped_twice(patch: Patch) -> None:
    def escaped(text: str) -> str:
        return text if text.isspace() else json.dumps(text, ensure_ascii=False)[1:-1]

    change_texts(escaped)


@mutant("Characters beyond ASCII become question marks.")
def text_in_ascii_only(patch: Patch) -> None:
    def visible(text: str) -> str:
        return text if text.isspace() else text.encode("ascii", "replace").decode()

    change_texts(visible)


@mutant("Texts are percent-decoded.")
def text_percent_decoded(patch: Patch) -> None:
    change_texts(unquote_plus)


@mutant("Spaces and line ends around a text are removed.")
def text_trimmed(patch: Patch) -> None:
    change_texts(lambda text: text.strip())


@mutant("Windows line ends (CR LF) become LF.")
def windows_line_ends_changed(patch: Patch) -> None:
    change_texts(lambda text: text.replace("\r\n", "\n"))


@mutant("A text that reads like a notice is sent as a notice.")
def texts_taken_for_a_notice(patch: Patch) -> None:
    def taken(sound: Encode) -> Encode:
        def encode(event: Event) -> bytes | None:
            match event:
                case PublicMessage(_, text, sequence) if text.endswith(" left the chat"):
                    return sound(UserLeft(text.removesuffix(" left the chat"), sequence))
            return sound(event)

        return encode

    encode_with(taken)
