"""Faulty servers that ``features/people/anonymous.feature`` must catch."""

import itertools
from dataclasses import replace
from typing import Any

from aiohttp import web

from mutants.patch import Patch
from mutants.registry import mutant
from mutants.seams.admission import change_connect_request
from mutants.seams.notices import without_notices
from server.core import names
from server.core.effects import Effect
from server.core.names import ANONYMOUS
from server.core.room import Room
from server.core.rules import JoinOptions
from server.web.connect_request import ConnectRequest, query_of


@mutant("Users without a name are numbered.")
def anonymous_numbered(patch: Patch) -> None:
    numbers = itertools.count(1)

    def number(_request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        if asked.name != ANONYMOUS:
            return asked
        return replace(asked, name=f"{ANONYMOUS}{next(numbers)}")

    change_connect_request(patch, number)


@mutant("An empty or blank name is kept as it is, so nobody sees who wrote a message.")
def blank_name_kept(patch: Patch) -> None:
    def keep(request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        name = query_of(request).get("user", ANONYMOUS)
        return asked if name.strip() else replace(asked, name=name)

    change_connect_request(patch, keep)


@mutant("A user without a name is rejected.")
def nameless_users_rejected(patch: Patch) -> None:
    def reject(_request: web.Request, asked: ConnectRequest) -> ConnectRequest:
        if asked.name == ANONYMOUS:
            raise web.HTTPBadRequest(text="Please choose a name.")
        return asked

    change_connect_request(patch, reject)


@mutant("Names are converted to title case.")
def name_in_title_case(patch: Patch) -> None:
    sound = names.user_name
    patch.replace(names, "user_name", lambda raw: sound(raw).title())


@mutant("The join of a second user without a name is not announced.")
def second_anonymous_unannounced(patch: Patch) -> None:
    sound = Room.join

    def join(self: Room[Any], member: Any, join_options: JoinOptions) -> list[Effect[Any]]:
        is_second = join_options.name == ANONYMOUS and ANONYMOUS in self.members.values()
        effects = sound(self, member, join_options)
        return without_notices(effects) if is_second else effects

    patch.replace(Room, "join", join)
