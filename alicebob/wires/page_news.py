"""The meaning of what a page has shown: news of the script in it, as lines that a driver prints."""

import json
from collections.abc import Mapping

from alicebob.model.could_not_tell import CouldNotTell
from alicebob.wires.driver_lines import HeardLine, read_line
from alicebob.wires.driver_session import DriverSession
from alicebob.wires.heard import HeardKind
from alicebob.wires.page import ChatPage, PageEntry
from alicebob.wires.scope import Misfit, Scope
from alicebob.wires.session import Reception

_ACTS = {
    "whisper": "a private message",
    "leave": "a request to leave",
    "ping": "a ping of the chat",
    "users": "a request for the user list",
    "history": "a request for earlier messages",
}
WRONG = "wrong"  # the key of a line about something that no page may show


class PageSession(DriverSession):
    """A user's side of one page."""

    def _able(self, ability: str, **values: object) -> str:
        if ability not in self._hello().abilities:
            raise CouldNotTell(f"what comes of {_ACTS[ability]}", "nobody can do that on the page")
        return super()._able(ability, **values)

    def received(self, is_text: bool, payload: bytes) -> Reception:
        """Return what one piece of news of the page says."""
        news = json.loads(payload)
        if WRONG in news:
            return Reception(is_in=self.is_in, malformed=str(news[WRONG]))
        if news["event"] != "heard":
            return super().received(is_text, payload)
        line = read_line(payload.decode())
        assert isinstance(line, HeardLine)
        return Reception([line.heard], is_in=self.is_in)


def line_of(page: ChatPage, connection: int, news: Mapping[str, object]) -> bytes | None:
    """Return the line about an entry or a typist that a page has shown; None for an entry that
    means nothing."""
    said = _typist(news) if "typing" in news else _entry(page, news)
    if said is None:
        return None
    return json.dumps({"event": "heard", "connection": connection, **said}).encode()


def here_line(connection: int, users: list[str]) -> bytes:
    """Return the line about the list of users that somebody has looked at."""
    said = {"kind": str(HeardKind.HERE), "users": users}
    return json.dumps({"event": "heard", "connection": connection, **said}).encode()


def wrong_line(connection: int, why: str) -> bytes:
    """Return the line about something that no page may show."""
    return json.dumps({"event": "heard", "connection": connection, WRONG: why}).encode()


def _typist(news: Mapping[str, object]) -> dict[str, object]:
    return {"kind": str(HeardKind.TYPING), "user": news["user"], "typing": news["typing"]}


def _entry(page: ChatPage, news: Mapping[str, object]) -> dict[str, object] | None:
    try:
        entry, values = _meaning(page, news["kinds"])
        before = news.get("before")
        if before is not None:
            was = _words(*_meaning(page, before))
            told = f"an entry of the page has changed: it was {was}, and is {_words(entry, values)}"
            return {WRONG: told}
    except Misfit as misfit:
        return {WRONG: f"an entry of the page does not fit its [[page.shows]]: {misfit.why}"}
    if news.get("above"):
        return {WRONG: f"the page shows {_words(entry, values)} above what was there before"}
    return None if entry.kind is HeardKind.IGNORE else {"kind": str(entry.kind), **values}


def _meaning(page: ChatPage, kinds: object) -> tuple[PageEntry, dict[str, object]]:
    """Return the first kind of entry that fits, and what the entry shows; of several misfits, the
    first is raised."""
    assert isinstance(kinds, list)
    misfits = []
    for each in kinds:
        entry = page.shows[each["entry"]]
        try:
            return entry, _values(entry, each)
        except Misfit as misfit:
            misfits.append(misfit)
    raise misfits[0]


def _values(entry: PageEntry, shown: Mapping[str, object]) -> dict[str, object]:
    """Return what an entry shows, by name. Raises ``Misfit``."""
    found = shown["values"]
    values = dict(found) if isinstance(found, dict) else {}
    for name, value in values.items():
        if value is None:
            raise Misfit(f'"{entry.kind}" has no {name} at {entry.values[name]}')
    if entry.words is not None:
        text = str(shown["words"])
        scope = Scope({})
        entry.words.fit(text, 0, len(text), scope)
        values.update(scope.found)
    return values


def _words(entry: PageEntry, values: Mapping[str, object]) -> str:
    shown = ", ".join(json.dumps(value, ensure_ascii=False) for value in values.values())
    return f'the entry "{entry.kind}" ({shown})'
