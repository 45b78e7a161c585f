"""What people do in the dialects that have words for it. Steps call these by name."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from harness.dialects.events import BY_WORD, EVENTS
from harness.heard import Heard, Message, Pong, Private, Typing
from harness.profile import SETTINGS
from harness.stage import Stage
from harness.words import Ping, Type

_SIGNS = 6  # of typing, in the time in which one must be seen
_JUST_NOW = timedelta(minutes=1)  # two clocks need not agree any better
_TRIES = 10  # at something that must be quick, on a machine that may be busy


def whispers(sender: str, text: str) -> Callable[[Heard], bool]:
    """Matches the private words ``text`` from ``sender``, to whomever they are."""
    return lambda h: isinstance(h, Private) and (h.sender, h.content) == (sender, text)


def stand_at_the_door(stage: Stage, label: str, room: str | None = None) -> None:
    """Somebody connects, and says nothing yet; in a dialect that one joins by a word."""
    if label not in stage.users and stage.dialect_of(label) is EVENTS:
        stage.speaks(label, BY_WORD)
    user = stage.newcomer(label)
    if not user.dialect.joins_by_word:
        raise LookupError(f"in the dialect {user.dialect.name} one is in with the handshake")
    if not stage.knock(user, replace(stage.entrance(label, room), is_silent=True)):
        stage.fail(f"{label} cannot come to the door.", "status 101", f"{user.turned_away}")


def expect_in(stage: Stage, label: str, *, is_in: bool) -> None:
    """Whether ``label`` is in."""
    words = {True: "in", False: "not in"}
    if stage.user(label).is_in != is_in:
        headline = f"{label} is {words[not is_in]}."
        stage.fail(headline, f"{label} is {words[is_in]}", f"they are {words[not is_in]}")


def expect_agreed(stage: Stage, label: str, subprotocol: str) -> None:
    """Which of the subprotocols that ``label`` offered the server has agreed to; "": none."""
    agreed = stage.user(label).agreed or ""
    if agreed != subprotocol:
        headline = f"{label} and the server agreed on something else."
        stage.fail(headline, subprotocol or "no subprotocol", agreed or "no subprotocol")


def ping(stage: Stage, label: str) -> None:
    """Asks in the dialect's own words for a sign, and waits for it."""
    nonce = f"sign {len(stage.journal.entries)}"
    stage.user(label).ask(Ping(nonce))
    stage.expect(label, "the answer to their ping", lambda heard: heard == Pong(nonce))


def expect_said_now(stage: Stage, label: str, text: str) -> None:
    """``label`` hears ``text``, and a time with it that is now, on the suite's own clock."""

    def is_it(heard: Heard) -> bool:
        return isinstance(heard, Message) and heard.content == text

    stage.expect(label, f'"{text}"', is_it)
    now = datetime.now(UTC)
    for heard in stage.user(label).inbox.heard:
        if isinstance(heard, Message) and heard.content == text:
            told = datetime.fromisoformat(heard.at)
            if abs(now - told) > _JUST_NOW:
                expected = f"it was said at about {now:%Y-%m-%d %H:%M:%S} UTC"
                stage.fail(f"{label} was told another time.", expected, f"at {heard.at}")


def type_on(stage: Stage, typist: str, watcher: str) -> None:
    """Gives signs of typing for longer than typing lasts, each as soon as the one before was seen;
    no end of it is seen. Starts over when a sign took so long that typing may have ended in
    between. Raises ``TimeoutError`` if it always does."""
    lasts = float(SETTINGS["short_timeouts"]["CHAT_TYPING_TIMEOUT"])
    for _ in range(_TRIES):
        if _type_for(stage, 1.5 * lasts, lasts / 2, typist, watcher):
            return
    raise TimeoutError(f"signs of typing never followed each other within {lasts / 2:g} s")


def _type_for(stage: Stage, seconds: float, quickly: float, typist: str, watcher: str) -> bool:
    """Whether every sign was seen quickly enough to tell anything."""
    line = stage.user(typist).line
    assert line is not None
    on, off, inbox = Typing(line.name, True), Typing(line.name, False), stage.user(watcher).inbox
    now = time.monotonic()
    end = now + seconds
    while now < end:
        stage.user(typist).ask(Type(True))
        stage.expect(watcher, f"that {on}", lambda heard: heard == on)
        last, now = now, time.monotonic()
        is_over = inbox.claim(lambda heard: heard == off) is not None
        if now - last > quickly:
            return False
        if is_over:
            stage.fail(f"{watcher} saw an end of it.", f"{typist} is typing all the time", f"{off}")
        stage.journal.wait_until(lambda: False, quickly / _SIGNS)
    return True
