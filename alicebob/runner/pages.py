"""A run through pages: which scenarios are played so, by which users, and what is left of them."""

import importlib.util
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from alicebob.dialects.paged import Paged
from alicebob.model.feature_mistake import SuiteMistake
from alicebob.model.shown_text import cut
from alicebob.record.verdicts import NO_BROWSER, NOT_PLAYED
from alicebob.scenario.players import Players, Via
from alicebob.servers.page_limits import LIMITS, impossible_through
from alicebob.servers.profile import BadOption, Profile
from alicebob.transport.find_browser import NoBrowser
from alicebob.transport.page_evidence import PageEvidence, PageLink
from alicebob.transport.visitor import Screen, VisitorTab
from alicebob.transport.visitor_network import VisitorNetwork
from alicebob.wires.page import ChatPage

REQUIRED = "CHAT_REQUIRE_BROWSER"
"""A variable of the environment: with a value, a scenario that finds no browser is a mistake."""
MORE_PATIENT = 3  # a browser draws before the suite hears
_LINES = 8  # of a console, and frames, in a failure report
_WIDTH = 96  # characters of such a line


@dataclass(frozen=True, slots=True)
class NotPlayed:
    """A scenario that is not run because of pages: its outcome and the reason."""

    verdict: str
    why: str


class Pages:
    """The users of a run who are on pages."""

    def __init__(self, profile: Profile, via: Via, patience: float, folder: Path) -> None:
        """``folder`` is for pictures of pages. Raises ``BadOption`` for a profile without a page,
        if all users shall be on one."""
        if via is not Via.SOCKET and profile.page is None:
            raise BadOption(f"-D via={via} needs a [page] in the profile (docs/pages.md)")
        self._profile, self._via, self._patience, self._folder = profile, via, patience, folder
        self._link: PageLink | None = None
        self._paged: Paged | None = None
        self._failure: NoBrowser | None = None

    def more_patient(self, is_named: bool = False) -> int:
        """Return the factor by which waiting lasts longer in all scenarios, or in one that names
        users with browsers itself."""
        return MORE_PATIENT if is_named or self._via is not Via.SOCKET else 1

    def why_not(
        self, asked: Collection[str], limits: Collection[str], is_bound: bool, is_named: bool
    ) -> NotPlayed | None:
        """Return the reason for which a scenario is not run; None if it is.

        It asks for promises, has ``limits``, may be ``is_bound`` to certain dialects, and
        ``is_named`` if it names users with browsers itself. Raises ``SuiteMistake`` if there is no
        browser, and one is required.
        """
        page = self._profile.page
        if self._via is Via.SOCKET and not is_named:
            return None
        if page is None:
            return NotPlayed(NOT_PLAYED, "the profile has no [page] (docs/pages.md)")
        limit = _limit(page, asked, () if is_named else limits, is_bound and not is_named)
        if limit is not None:
            return NotPlayed(NOT_PLAYED, limit)
        try:
            self._open(page)
        except NoBrowser as none:
            if os.environ.get(REQUIRED):
                raise SuiteMistake(f"{REQUIRED} is set, and {none}") from None
            return NotPlayed(NO_BROWSER, str(none))
        return None

    def players(self) -> Players:
        """Return who plays whom in a new scenario."""
        if self._link is not None:
            self._link.forget()
        return Players(self._via, self._paged)

    def visit(self, label: str, network: VisitorNetwork, screen: Screen) -> VisitorTab:
        """Return a tab for a visitor of a scenario, for which ``why_not`` has found a browser."""
        assert self._link is not None, "no browser was asked for"
        return self._link.visit(label, network, screen)

    def words(self, place: str) -> list[str]:
        """Return lines about the pages of a scenario at ``place``, and write their pictures."""
        found = [] if self._link is None else self._link.evidence()
        return [line for each in found for line in self._told(each, place)]

    def close(self) -> None:
        """End the browser."""
        if self._link is not None:
            self._link.close()

    def _open(self, page: ChatPage) -> None:
        """Start the browser, unless it runs. Raises ``NoBrowser``, each time alike."""
        if self._failure is not None:
            raise self._failure
        if self._link is not None:
            return
        try:
            link = _new_link(page, self._patience * MORE_PATIENT)
        except NoBrowser as failure:
            self._failure = failure
            raise
        self._link, self._paged = link, Paged(f"{self._profile.name}'s page", page, link)

    def _told(self, evidence: PageEvidence, place: str) -> Iterator[str]:
        yield f"  The page of {evidence.user}"
        if evidence.picture is not None:
            path = self._folder / f"{_file_name(f'{place}-{evidence.user}')}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(evidence.picture)
            yield f"    picture   {path}"
        yield from _last("console", evidence.console)
        yield from _last("frame", evidence.frames)


def _new_link(page: ChatPage, patience: float) -> PageLink:
    """Return a link with a running browser. Raises ``NoBrowser``."""
    if importlib.util.find_spec("playwright") is None:
        raise NoBrowser("the package playwright is missing: pip install 'alicebob[browser]'")
    from alicebob.transport.page_link import start_link  # loads Playwright, which takes long

    return start_link(page, patience)


def _limit(
    page: ChatPage, asked: Collection[str], limits: Collection[str], is_bound: bool
) -> str | None:
    if limits:
        return LIMITS[min(limits)]
    if is_bound:
        return LIMITS["dialect"]
    impossible = impossible_through(page)
    return next((impossible[name] for name in asked if name in impossible), None)


def _last(what: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines[-_LINES:]:
        yield f"    {what:<9} {cut(line, _WIDTH - 14)}"


def _file_name(place: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", place).strip("-")
