"""Faulty servers that ``features/people/display_names.feature`` must catch."""

import html
import re
import unicodedata
from urllib.parse import unquote_plus

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.notices import announce_join
from server.chat.service import CHAT
from server.core import invisible, names
from server.dialects.base import Dialect
from server.web import connect_request as connect_requests


@mutant("A join is announced before the name is checked, even if the name is then rejected.")
def join_announced_before_the_name_is_checked(patch: Patch) -> None:
    sound = connect_requests.read_connect_request

    def read_connect_request(
        request: web.Request, usual: Dialect, protocol: str | None
    ) -> connect_requests.ConnectRequest:
        try:
            return sound(request, usual, protocol)
        except web.HTTPBadRequest:
            announce_join(request.app[CHAT], request.query.get("user", ""))
            raise

    patch.replace(connect_requests, "read_connect_request", read_connect_request)


@mutant("A name longer than 32 characters is cut off.")
def name_cut_at_32_characters(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw)[:32])


@mutant("A name is cut off at the first character that is special in URLs or programs.")
def name_cut_at_special_characters(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(re.split(r"""[&=#/?;%+."'\\<_]""", raw)[0]))


@mutant("A name is percent-decoded twice.")
def name_decoded_twice(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(unquote_plus(raw)))


@mutant("Names are escaped for HTML before they are sent.")
def name_escaped_as_html(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: html.escape(sound(raw)))


@mutant("Non-ASCII letters in names become question marks.")
def name_in_ascii_only(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw).encode("ascii", "replace").decode())


@mutant("The length of a name is counted in UTF-16 units, so emoji count twice.")
def name_length_counted_in_sixteen_bits(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        if len(name.encode("utf-16-le")) > 2 * names.MAX_CHARACTERS:
            raise names.InvalidName("This name is too long.")
        return name

    patch.replace(names, "user_name", user_name)


_VALUES = {"null", "undefined", "0", "__proto__", "constructor"}


@mutant("A name that looks like a programming language's value, such as null, counts as no name.")
def name_like_a_value_is_none(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: names.ANONYMOUS if raw in _VALUES else sound(raw))


@mutant("Accents in names are not normalised, so one name exists in two forms.")
def name_not_composed(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        return raw.strip() if unicodedata.normalize("NFC", raw.strip()) == name else name

    patch.replace(names, "user_name", user_name)


@mutant("Spaces around a name are kept.")
def name_not_trimmed(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        name = sound(raw)
        return raw if raw.strip() == name else name

    patch.replace(names, "user_name", user_name)


@mutant("Every name is accepted, even a misleading one.")
def name_unchecked(patch: Patch) -> None:
    patch.replace(names, "user_name", lambda raw: unicodedata.normalize("NFC", raw.strip()))


@mutant("Joiners inside a name are removed, which breaks family emoji and Persian words.")
def name_without_joiners(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(
        names, "user_name", lambda raw: sound(raw).replace("\u200d", "").replace("\u200c", "")
    )


@mutant("Users may call themselves server or system.")
def reserved_names_allowed(patch: Patch) -> None:
    patch.replace(names, "RESERVED", ())


@mutant("Reserved names are rejected in lower case only.")
def reserved_names_checked_by_case(patch: Patch) -> None:
    sound, reserved = names.user_name, names.RESERVED
    patch.replace(names, "RESERVED", ())

    def user_name(raw: str) -> str:
        if raw.strip() in reserved:
            raise names.InvalidName("This name is reserved.")
        return sound(raw)

    patch.replace(names, "user_name", user_name)


@mutant("Only the best-known invisible characters are rejected in names.")
def rarely_used_invisible_characters_allowed(patch: Patch) -> None:
    known = "\u00ad\u061c\u200b\u200e\u200f\u2028\u202e\u2060\u2066\u2800\u3164\ufeff"
    patch.replace(invisible, "has_misplaced", lambda text: any(each in text for each in known))


@mutant("Variation selectors are allowed after any character of a name.")
def variation_selectors_allowed(patch: Patch) -> None:
    sound = invisible.has_misplaced
    patch.replace(invisible, "has_misplaced", lambda text: sound(text.replace("\ufe0f", "")))


@mutant("Emoji in names may have no variation selector.")
def emoji_without_variation_selectors(patch: Patch) -> None:
    sound = invisible.has_misplaced
    patch.replace(invisible, "has_misplaced", lambda text: sound(text) or "\ufe0f" in text)


@mutant("Emoji in names may have no tags, so the flags of regions are rejected.")
def emoji_without_tags(patch: Patch) -> None:
    sound = invisible.has_misplaced
    patch.replace(invisible, "has_misplaced", lambda text: sound(text) or "\U000e007f" in text)


@mutant("A name may begin with an accent, which is drawn over the text before it.")
def accents_in_front_allowed(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw.lstrip("\u0301")))


@mutant("A letter of a name may have any number of accents, which cover other lines.")
def piles_of_accents_allowed(patch: Patch) -> None:
    patch.replace(names, "MOST_MARKS", names.MAX_CHARACTERS)


@mutant("No letter of a name may have two accents, as in Vietnamese.")
def one_accent_a_letter(patch: Patch) -> None:
    patch.replace(names, "MOST_MARKS", 1)


@mutant("A reserved name is allowed with an invisible character in it.")
def reserved_names_allowed_with_joiners(patch: Patch) -> None:
    patch.replace(names, "folded", lambda name: unicodedata.normalize("NFKC", name).casefold())


@mutant("Several spaces in a name become one.")
def spaces_in_names_collapsed(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: " ".join(sound(raw).split()))


@mutant("A name that contains a space is rejected.")
def spaces_in_names_rejected(patch: Patch) -> None:
    sound = names.user_name

    def user_name(raw: str) -> str:
        if " " in raw.strip():
            raise names.InvalidName("A name is one word.")
        return sound(raw)

    patch.replace(names, "user_name", user_name)
