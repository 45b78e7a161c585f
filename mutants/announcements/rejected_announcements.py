"""Faulty servers that accept announcements they must reject, or reject them badly."""

from collections.abc import Mapping

from aiohttp import hdrs, web

from mutants.patch import Patch
from mutants.registry import mutant
from server.chat.service import CHAT
from server.web import announcements
from server.web.announcements import AnnouncementRequest, InvalidAnnouncement


@mutant("An announcement whose content is not a string is accepted and sent as text.")
def any_content_made_a_text(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content", "")
        return sound({"content": content if isinstance(content, str) else f"{content}"})

    patch.replace(announcements, "content_in", content_in)


@mutant("Any token at all is accepted in place of the operator's token.")
def any_token_will_do(patch: Patch) -> None:
    patch.replace(
        announcements, "is_operator", lambda request: hdrs.AUTHORIZATION in request.headers
    )


@mutant("Announcements are accepted without a token.")
def anybody_may_announce(patch: Patch) -> None:
    patch.replace(announcements, "is_operator", lambda request: True)


@mutant("An announcement with invalid UTF-8 is sent with replacement characters.")
def bad_bytes_replaced(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        return sound(body.decode(errors="replace").encode())

    patch.replace(announcements, "read", read)


@mutant("An announcement for an invalid room name is sent to every room.")
def bad_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        name = fields.get("room")
        return None if isinstance(name, str) and " " in name else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("A blank announcement is sent.")
def blank_announced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and not content.strip() else sound(fields)

    patch.replace(announcements, "content_in", content_in)


@mutant("A request body that is not JSON is sent as an announcement.")
def broken_bodies_sent_as_they_are(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement:
            if body.startswith(b"{"):
                raise
            return AnnouncementRequest(body.decode(errors="replace") or "(nothing)", None)

    patch.replace(announcements, "read", read)


@mutant("An announcement for an empty room name is sent to every room.")
def empty_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room") == "" else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("An empty token is accepted in place of the operator's token.")
def empty_token_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return given == known or (not given and hdrs.AUTHORIZATION in request.headers)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("An announcement with half a surrogate pair is sent with a question mark in its place.")
def half_a_character_replaced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        if isinstance(content, str):
            content = content.encode(errors="replace").decode()
        return sound({"content": content})

    patch.replace(announcements, "content_in", content_in)


@mutant("The beginning of the operator's token is accepted as the whole token.")
def half_a_token_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return len(given) > 3 and known.startswith(given)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("A truncated JSON object is sent as an announcement.")
def half_an_object_sent_as_it_is(patch: Patch) -> None:
    sound = announcements.read

    def read(body: bytes) -> AnnouncementRequest:
        try:
            return sound(body)
        except InvalidAnnouncement as bad:
            if not body.startswith(b"{") or body.endswith(b"}"):
                raise bad
            return AnnouncementRequest(body.decode(errors="replace"), None)

    patch.replace(announcements, "read", read)


@mutant("A server without an operator token answers 401, as if announcements were enabled.")
def locked_without_operator(patch: Patch) -> None:
    sound = announcements.add

    def add(app: web.Application, token: str) -> None:
        sound(app, token or "a token that nobody knows")

    patch.replace(announcements, "add", add)


@mutant("A request without content is sent as an announcement.")
def no_content_announced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        return sound(fields) if "content" in fields else "(nothing)"

    patch.replace(announcements, "content_in", content_in)


@mutant("An announcement whose room is null is sent to every room.")
def null_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if fields.get("room", "") is None else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("An announcement whose room is a number is sent to every room.")
def number_of_a_room_means_all(patch: Patch) -> None:
    sound = announcements.room_in

    def room_in(fields: Mapping[str, object]) -> str | None:
        return None if isinstance(fields.get("room"), int) else sound(fields)

    patch.replace(announcements, "room_in", room_in)


@mutant("A server without an operator token accepts announcements from anybody.")
def open_without_operator(patch: Patch) -> None:
    add = announcements.add
    is_operator = announcements.is_operator

    def added(app: web.Application, token: str) -> None:
        add(app, token or "everybody")

    def is_anybody(request: web.Request) -> bool:
        token = request.app[announcements.OPERATOR_TOKEN]
        return token == "everybody" or is_operator(request)

    patch.replace(announcements, "add", added)
    patch.replace(announcements, "is_operator", is_anybody)


@mutant("The operator's own token is rejected.")
def operator_rejected(patch: Patch) -> None:
    patch.replace(announcements, "is_operator", lambda request: False)


@mutant("An invalid announcement is rejected without a reason.")
def rejected_without_a_reason(patch: Patch) -> None:
    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return web.Response(status=status, headers=headers)

    patch.replace(announcements, "reject", refuse)


@mutant("A token that only begins with the operator's token is accepted.")
def token_and_more_will_do(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return given.startswith(known)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("The operator's token is accepted in any case.")
def token_in_any_case(patch: Patch) -> None:
    def is_operator(request: web.Request) -> bool:
        given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")[2].strip()
        known = request.app[announcements.OPERATOR_TOKEN]
        return given.lower() == known.lower()

    patch.replace(announcements, "is_operator", is_operator)


@mutant("An announcement with a bad token is rejected only after it has been sent.")
def sent_before_the_token_is_checked(patch: Patch) -> None:
    sound = announcements.is_operator

    def is_operator(request: web.Request) -> bool:
        if not sound(request):
            request.app[CHAT].announce("Free beer", None)
        return sound(request)

    patch.replace(announcements, "is_operator", is_operator)


@mutant("A request body that is too large is answered with 400 instead of 413.")
def too_big_is_400(patch: Patch) -> None:
    sound = announcements.reject

    def refuse(
        status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        return sound(400 if status == 413 else status, sentence, headers)

    patch.replace(announcements, "reject", refuse)


@mutant("The length of an announcement has no limit.")
def too_long_announced(patch: Patch) -> None:
    sound = announcements.content_in

    def content_in(fields: Mapping[str, object]) -> str:
        content = fields.get("content")
        return content if isinstance(content, str) and len(content) > 65_536 else sound(fields)

    patch.replace(announcements, "content_in", content_in)
