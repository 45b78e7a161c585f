"""The search for a way into an unknown chat: the first one whose words arrive."""

import secrets
import string
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from alicebob.learning.first_talk import Guest
from alicebob.learning.frames import SEPARATORS, separated, shape
from alicebob.learning.usual_ways import Known, usual_ways
from alicebob.learning.visitor import Stage
from alicebob.learning.way import Way
from alicebob.transport.address import Address
from alicebob.transport.upgrade import UpgradeRejected


class NothingLearned(Exception):
    """Raised if the server cannot be talked to, with what was tried and what would do."""


def letters(count: int) -> str:
    """Return random letters, which occur nowhere else."""
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(count))


def new_guest(name: str, room: str) -> Guest:
    """Return a guest whose name begins with ``name`` and is nobody else's."""
    return Guest(f"{name}{letters(5)}", 10_000 + secrets.randbelow(90_000), room)


def new_word() -> str:
    """Return a word that is in no other text."""
    return f"w{letters(9)}"


def find_way(address: Address, known: Known, patience: float, tell: Callable[[str], None]) -> Way:
    """Return the first of the usual ways on which somebody's words reach somebody else; where they
    do not show who speaks, one on which they do, if there is one. Raises ``NothingLearned``."""
    answers = _refusals(address, {ways[0].url: ways[0] for ways in usual_ways(known)}, patience)
    heard: list[str] = []
    for ways in usual_ways(known):
        url = ways[0].url
        if answers.get(url):
            continue
        tried = Attempt(address, ways, patience)
        answers[url] = tried.refusal
        heard += tried.heard
        if not tried.refusal:
            tell(f"{url}: {_words_of(ways[0])}" + (" works" if tried.found else ", no word came"))
        if tried.found is not None:
            return tried.found if tried.named else _with_name(address, tried.found, known, patience)
    raise NothingLearned(_why(answers, heard, known))


def _refusals(address: Address, ways: Mapping[str, Way], patience: float) -> dict[str, str]:
    """Return why no WebSocket is opened at each address, "" where one is. All are asked at once:
    some servers take a second to refuse."""
    if len(ways) == 1:
        return {}
    with ThreadPoolExecutor(len(ways)) as threads:
        refused = threads.map(lambda way: _refusal(address, way, patience), ways.values())
        return dict(zip(ways, refused, strict=True))


def _refusal(address: Address, way: Way, patience: float) -> str:
    stage = Stage(address, replace(way, enter=()).wire(), patience)
    try:
        stage.arrive(new_guest("Visitor", letters(5)))
    except (UpgradeRejected, OSError) as error:
        return _words_of_refusal(error)
    finally:
        stage.close()
    return ""


def _words_of_refusal(error: UpgradeRejected | OSError) -> str:
    if isinstance(error, UpgradeRejected):
        return f"the handshake was answered with {error.status}"
    return error.strerror or str(error)


def _with_name(address: Address, found: Way, known: Known, patience: float) -> Way:
    """Return a way from the same address whose words show who speaks; ``found`` if none does. All
    are tried at once, since on ``found`` a listener hears them."""
    others = [
        way
        for ways in usual_ways(known)
        for way in ways
        if way.say == found.say and way.enter != found.enter and _path(way) == _path(found)
    ]
    return (others and Attempt(address, [found, *others], patience, until_all=True).named) or found


def _path(way: Way) -> str:
    return way.url.replace("{?user}", "")


def _words_of(way: Way) -> str:
    sent = [step for step in way.enter if step.startswith("send")]
    return f"with {sent[-1].splitlines()[0]}" if sent else "without a first frame"


def _why(answers: dict[str, str], heard: Sequence[str], known: Known) -> str:
    opened = [url for url, refusal in answers.items() if not refusal]
    if not opened:
        lines = "\n".join(f"  {url}: {refusal}" for url, refusal in answers.items())
        return (
            "no WebSocket is opened at any address that was tried:\n"
            f"{lines}\nSay where it is: --connect '/path{{?user}}'"
        )
    examples = "".join(f"\n  received: {each[:200]}" for each in dict.fromkeys(heard))
    way_out = "Say how it is done" if known.say is None else "Does the chat need a first frame?"
    return (
        f"what was said at {', '.join(opened)} came to nobody else, whatever was tried.{examples}\n"
        f"{way_out}: --say '{{\"text\": \"{{text}}\"}}', and --enter '…' for each frame that a "
        "client sends before it is in"
    )


class Attempt:
    """An attempt to be heard by somebody else; each way has a speaker of its own, so that an error
    closes no other one. ``found`` is the best way that works, ``named`` the best one whose words
    show the name or the number of the speaker, ``refusal`` says why the WebSocket was not opened
    ("" if it was), and ``heard`` is what the listener received.

    With ``until_all``, those who speak are waited for as long as patience lasts, and otherwise
    until the best way works."""

    def __init__(
        self, address: Address, ways: Sequence[Way], patience: float, *, until_all: bool = False
    ) -> None:
        self.found: Way | None = None
        self.named: Way | None = None
        self.refusal = ""
        self.heard: list[str] = []
        self._room = f"room{letters(5)}"
        self._listening = Stage(address, ways[0].wire(), patience)
        self._stages: list[Stage] = []
        try:
            self._listener = self._enter(self._listening, "Listener")
            self._try(address, ways, patience, until_all)
        except (UpgradeRejected, OSError) as error:
            self.refusal = _words_of_refusal(error)
        finally:
            for stage in (self._listening, *self._stages):
                stage.close()

    def _enter(self, stage: Stage, name: str) -> Guest:
        visitor = stage.arrive(new_guest(name, self._room))
        stage.wait_until(lambda: visitor.is_in or visitor.has_ended)
        return visitor.guest

    def _try(self, address: Address, ways: Sequence[Way], patience: float, until_all: bool) -> None:
        spoken = [(way, *self._speak(address, way, patience)) for way in ways]
        awaited = spoken if until_all else spoken[:1]
        self._listening.wait_until(lambda: all(self._came(*pair) for _, _, pair in awaited))
        came = [(way, who, pair) for way, who, pair in spoken if self._came(*pair)]
        self.found = next((way for way, _, _ in came), None)
        self.named = next((way for way, who, pair in came if self._shows(who, pair[1])), None)
        self.heard = self._listening.received(self._listener.name)[:3]

    def _speak(self, address: Address, way: Way, patience: float) -> tuple[Guest, tuple[str, str]]:
        """Let somebody come in and say two words; return who, and the words."""
        stage, pair = Stage(address, way.wire(), patience), (new_word(), new_word())
        self._stages.append(stage)
        speaker = self._enter(stage, "Speaker")
        for word in pair:
            stage.visitors[speaker.name].say(word, word)
        return speaker, pair

    def _shows(self, speaker: Guest, word: str) -> bool:
        """Return True if a sign of the speaker is in the message with ``word``, whatever separates
        the messages of a frame: somebody's name may be the message before it."""
        return all(
            any(word in message and sign in message for sign in speaker.signs)
            for frame in self._listening.received(self._listener.name)
            if word in frame
            for separator in ("", *SEPARATORS)
            for message in separated(frame, separator)
            if word in message
        )

    def _came(self, one: str, other: str) -> bool:
        """Return True if both words came, in frames of one kind. (A first word may be taken for a
        name, and then it comes in another way than the second.)"""
        frames = self._listening.received(self._listener.name)
        for separator in ("", *SEPARATORS):
            split = [each for frame in frames for each in separated(frame, separator)]
            first = {shape(f, {one: "{text}"}) for f in split if one in f and other not in f}
            second = {shape(f, {other: "{text}"}) for f in split if other in f and one not in f}
            if first & second:
                return True
        return False
